using System.Diagnostics;
using System.Reflection;

namespace CompExplain.Cli.Tests.Process;

/// <summary>The command as a process of its own, with pipes at its ends.</summary>
internal static class CommandProcess
{
    // The command as it was built, not the copy beside the tests: that one lacks its native libraries.
    private static readonly string CommandPath =
        typeof(CommandProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(each => each.Key == "CommandPath").Value!;

    public static System.Diagnostics.Process Start(params string[] args)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.GetFullPath(CommandPath));
        foreach (string arg in args)
            start.ArgumentList.Add(arg);
        return System.Diagnostics.Process.Start(start)!;
    }

    public static Outcome Run(params string[] args)
    {
        using var process = Start(args);
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        Assert.True(process.WaitForExit(TimeSpan.FromSeconds(30)));
        return new Outcome(process.ExitCode, output, error.Result);
    }

    /// <summary>What Ctrl-C sends.</summary>
    public static void Interrupt(System.Diagnostics.Process process)
    {
        using var kill = System.Diagnostics.Process.Start("kill", ["-INT", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }
}
