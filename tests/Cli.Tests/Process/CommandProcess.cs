using System.Diagnostics;
using System.Reflection;

namespace CompExplain.Cli.Tests.Process;

/// <summary>The command as a process of its own, with pipes at its ends.</summary>
internal static class CommandProcess
{
    // The command as it was built, not the copy beside the tests: that one lacks its native libraries.
    public static string Path { get; } = System.IO.Path.GetFullPath(
        typeof(CommandProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(each => each.Key == "CommandPath")
            .Value!);

    public static System.Diagnostics.Process Start(params string[] args) => StartCopy(Path, args);

    public static Outcome Run(params string[] args) => RunCopy(Path, args);

    /// <summary>Runs the command with further environment variables.</summary>
    public static Outcome RunWith((string Name, string Value)[] environment, string[] args) => Run(Path, args, environment);

    /// <summary>Runs a copy of the command.</summary>
    public static Outcome RunCopy(string command, params string[] args) => Run(command, args, []);

    private static Outcome Run(string command, string[] args, (string Name, string Value)[] environment)
    {
        using var process = StartCopy(command, args, environment);
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        Assert.True(process.WaitForExit(TimeSpan.FromSeconds(30)));
        return new Outcome(process.ExitCode, output, error.Result);
    }

    private static System.Diagnostics.Process StartCopy(
        string command, string[] args, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(command);
        foreach (string arg in args)
        {
            start.ArgumentList.Add(arg);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return System.Diagnostics.Process.Start(start)!;
    }

    /// <summary>What Ctrl-C sends.</summary>
    public static void Interrupt(System.Diagnostics.Process process)
    {
        using var kill = System.Diagnostics.Process.Start(
            "kill", ["-INT", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }
}
