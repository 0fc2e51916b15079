using System.Diagnostics;
using System.Globalization;

namespace CompExplain.Drills.Commands;

/// <summary>Runs the product's command as a process of its own, and watches its time and memory.</summary>
/// <param name="program">The program: its executable, or its .dll.</param>
internal sealed class CommandRunner(string program)
{
    /// <summary>The longest that a command may take before it is killed.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Runs a command to its end.</summary>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="directory">Where it runs; null for here.</param>
    public CommandResult Run(IReadOnlyList<string> arguments, string? directory = null)
    {
        using var process = Start(arguments, directory);
        long started = Stopwatch.GetTimestamp();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        long peak = 0;
        bool isKilled = false;
        while (!process.WaitForExit(5))
        {
            peak = Math.Max(peak, PeakOf(process.Id));
            if (Stopwatch.GetElapsedTime(started) > Limit)
            {
                process.Kill(entireProcessTree: true);
                isKilled = true;
                process.WaitForExit();
                break;
            }
        }

        var elapsed = Stopwatch.GetElapsedTime(started);
        return new(arguments, isKilled ? -1 : process.ExitCode, output.Result, errors.Result, elapsed, peak);
    }

    /// <summary>Runs a command that must succeed.</summary>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="directory">Where it runs.</param>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public CommandResult Must(IReadOnlyList<string> arguments, string directory)
    {
        var result = Run(arguments, directory);
        return result.ExitCode == 0
            ? result
            : throw new InvalidOperationException($"{string.Join(' ', arguments)}: {result.Errors}");
    }

    /// <summary>Starts a command. Its output must be read.</summary>
    public Process Start(IReadOnlyList<string> arguments, string? directory = null)
    {
        bool isLibrary = program.EndsWith(".dll", StringComparison.Ordinal);
        var start = new ProcessStartInfo(isLibrary ? "dotnet" : program, isLibrary ? [program, .. arguments] : arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = directory ?? string.Empty,
        };
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }

    // The high-water mark of the resident set, as Linux keeps it; 0 elsewhere, and when the process has ended.
    private static long PeakOf(int process)
    {
        try
        {
            foreach (string line in File.ReadLines($"/proc/{process}/status"))
            {
                if (line.StartsWith("VmHWM:", StringComparison.Ordinal))
                {
                    return 1024 * long.Parse(line.AsSpan(6).TrimEnd("kB").Trim(), CultureInfo.InvariantCulture);
                }
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It has ended.
        }

        return 0;
    }
}
