using System.Diagnostics;
using System.Globalization;

namespace CompExplain.Bench.Bitmaps;

/// <summary>A version of the product in its own folder, built for Release: its command, and its benchmarks.</summary>
/// <param name="Command">The path of the command.</param>
/// <param name="Bench">The path of the benchmarks' assembly.</param>
internal sealed record Checkout(string Command, string Bench)
{
    /// <summary>The version in a folder; null where it is not built.</summary>
    public static Checkout? At(string folder)
    {
        string command = Path.Combine(
            Output(folder, "src", "Cli"), OperatingSystem.IsWindows() ? "compexplain.exe" : "compexplain");
        string bench = Path.Combine(Output(folder, "bench"), "CompExplain.Bench.dll");
        return File.Exists(command) && File.Exists(bench) ? new Checkout(command, bench) : null;
    }

    /// <summary>The version that runs; null where its command is not built.</summary>
    public static Checkout? OfThis()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "CompExplain.sln")))
            {
                return At(folder.FullName);
            }
        }

        return null;
    }

    /// <summary>Runs a step of paper-scale.</summary>
    /// <returns>What it measured, with the unit, and how much.</returns>
    public IReadOnlyList<(string What, double Value)> RunStep(string step, string folder, double factor)
    {
        var (_, output) = Start(
            "dotnet", [Bench, "paper-scale", "step", step, folder, factor.ToString(CultureInfo.InvariantCulture)]);
        var measured = new List<(string What, double Value)>();
        foreach (string line in output.Split('\n'))
        {
            if (line.Split('\t') is [var what, var unit, var value])
            {
                measured.Add((unit.Length == 0 ? what : $"{what}, {unit}", double.Parse(value, CultureInfo.InvariantCulture)));
            }
        }

        return measured;
    }

    /// <summary>Runs the command, from its start to its end.</summary>
    public (double Milliseconds, string Output) RunCommand(string[] arguments) => Start(Command, arguments);

    private static (double Milliseconds, string Output) Start(string program, string[] arguments)
    {
        long start = Stopwatch.GetTimestamp();
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        double milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        return process.ExitCode == 0
            ? (milliseconds, output)
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {error.Result}");
    }

    private static string Output(string checkout, params string[] project) =>
        Path.Combine([checkout, .. project, "bin", "Release", "net10.0"]);
}
