using System.Diagnostics;
using System.Globalization;

namespace CompExplain.Bench.PaperScale;

/// <summary>
/// The whole way of a data set of the paper's size, or of parts of that: made, imported, loaded, searched, asked, grown. Each
/// step is a process of its own, so that its memory is its own; one table in the end, a column a size.
/// </summary>
internal static class PaperScaleRun
{
    private const int ColdRounds = 7;

    public static int Run(string[] arguments)
    {
        if (arguments is ["step", var step, var folder, var size])
        {
            return PaperScaleSteps.Run(step, folder, double.Parse(size, CultureInfo.InvariantCulture));
        }

        double[] factors = arguments.Length == 0 ? [1] : Array.ConvertAll(
            arguments, argument => double.Parse(argument, CultureInfo.InvariantCulture));
        var table = new List<(string What, string Unit, Dictionary<double, double> Values)>();
        try
        {
            foreach (double factor in factors)
            {
                var root = Directory.CreateTempSubdirectory("compexplain-bench");
                try
                {
                    foreach (string each in PaperScaleSteps.Names)
                    {
                        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{factor}: {each}"));
                        RunStep(each, root.FullName, factor, (what, unit, value) => Add(table, factor, what, unit, value));
                        if (each == "load")
                        {
                            Cold(
                                PaperScaleSteps.Database(root.FullName),
                                (what, unit, value) => Add(table, factor, what, unit, value));
                        }
                    }
                }
                finally
                {
                    root.Delete(recursive: true);
                }
            }
        }
        finally
        {
            // A step that fails does not take what was measured with it.
            Print(factors, table);
        }

        return 0;
    }

    private static void Add(
        List<(string What, string Unit, Dictionary<double, double> Values)> table,
        double factor,
        string what,
        string unit,
        double value)
    {
        int at = table.FindIndex(row => row.What == what);
        if (at < 0)
        {
            at = table.Count;
            table.Add((what, unit, []));
        }

        table[at].Values[factor] = value;
    }

    private static void RunStep(string step, string folder, double factor, Action<string, string, double> tell)
    {
        string self = Environment.ProcessPath!;
        string[] host = Path.GetFileNameWithoutExtension(self) == "dotnet" ? [typeof(PaperScaleRun).Assembly.Location] : [];
        string[] arguments = [.. host, "paper-scale", "step", step, folder, factor.ToString(CultureInfo.InvariantCulture)];
        var start = new ProcessStartInfo(self, arguments) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        while (process.StandardOutput.ReadLine() is { } line)
        {
            if (line.Split('\t') is [var what, var unit, var value])
            {
                tell(what, unit, double.Parse(value, CultureInfo.InvariantCulture));
            }
        }

        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"the step {step} failed");
        }
    }

    /// <summary>A query as a process of its own, from its start to its end.</summary>
    private static void Cold(string database, Action<string, string, double> tell)
    {
        if (FindCommand() is not { } command)
        {
            Console.Error.WriteLine("src/Cli is not built for Release: a cold query is not measured");
            return;
        }

        foreach (string path in (ReadOnlySpan<string>)["auto", "index", "masks"])
        {
            var times = new List<double>();
            for (int round = 0; round < ColdRounds; round++)
            {
                long start = Stopwatch.GetTimestamp();
                string[] arguments = ["query", database, "--path", path, PaperScaleSteps.Query];
                using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardOutput = true })!;
                process.StandardOutput.ReadToEnd();
                process.WaitForExit();
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }

            tell($"query, cold process, {path}", "ms", times.Order().ElementAt(ColdRounds / 2));
        }
    }

    private static string? FindCommand()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string path = Path.Combine(
                folder.FullName,
                "src",
                "Cli",
                "bin",
                "Release",
                "net10.0",
                OperatingSystem.IsWindows() ? "compexplain.exe" : "compexplain");
            if (File.Exists(path))
            {
                return path;
            }
        }

        return null;
    }

    private static void Print(double[] factors, List<(string What, string Unit, Dictionary<double, double> Values)> table)
    {
        Console.WriteLine(
            $"{"size",-52} {string.Concat(factors.Select(factor => $"{factor.ToString(CultureInfo.InvariantCulture),14}"))}");
        foreach (var (what, unit, values) in table)
        {
            var cells = factors.Select(factor => values.TryGetValue(factor, out double value) ? Text(value) : string.Empty);
            Console.WriteLine($"{what,-52} {string.Concat(cells.Select(cell => $"{cell,14}"))} {unit}");
        }
    }

    private static string Text(double value) =>
        value.ToString(value >= 1000 ? "N0" : value >= 10 ? "N1" : "N3", CultureInfo.InvariantCulture);
}
