using System.Diagnostics;
using System.Globalization;
using CompExplain.Bench.PaperScale;

namespace CompExplain.Bench.Bitmaps;

/// <summary>
/// Bitmaps before and after, in one run: the version built in another checkout, whose bitmaps were its own, against this one. Whole
/// commands are started in turn, on copies of one database, and kernels are run on the masks of that database in one process.
/// </summary>
internal static class BitmapsRun
{
    private const int Rounds = 11;

    /// <summary>What is asked of the data set of <see cref="PaperScaleData"/>; NEAR and EXPAND go through every image that has the concept.</summary>
    private static readonly (string Name, string[] Arguments)[] Commands =
    [
        ("query by index, cold", ["query", "{db}", "--path", "index", PaperScaleSteps.Query]),
        ("query by masks, cold", ["query", "{db}", "--path", "masks", PaperScaleSteps.Query]),
        ("union of six concepts", ["query", "{db}", "--path", "masks", "COUNT(water OR river OR blue OR sky OR tree OR grey)"]),
        ("NEAR", ["query", "{db}", "COUNT(NEAR(water, blue, 5))"]),
        ("EXPAND", ["query", "{db}", "COUNT(EXPAND(water, 7))"]),
        ("TOP inputs", ["query", "{db}", "TOP 5 inputs BY COUNT(water OR river)"]),
        ("TOP units by a mask", ["query", "{db}", "--path", "masks", "TOP 5 units BY IOU(?, water OR river)"]),
        ("EXPLAIN of a spatial mask", ["query", "{db}", "EXPLAIN NEAR(water, blue, 5) LENGTH 2"]),
        ("PVALUE", ["query", "{db}", "PVALUE(unit 3, water)"]),
        ("verify", ["verify", "{db}"]),
    ];

    public static int Run(string[] arguments)
    {
        if (arguments.Length == 0 || CommandOf(arguments[0]) is not { } before)
        {
            Console.Error.WriteLine("usage: dotnet run -c Release --project bench -- bitmaps BEFORE_CHECKOUT [SIZE | DATABASE]");
            Console.Error.WriteLine("BEFORE_CHECKOUT and this checkout are built for Release; SIZE is that of paper-scale, 0.1 by default");
            return 2;
        }

        string after = CommandOf(CheckoutFolder())!;
        var root = Directory.CreateTempSubdirectory("compexplain-bench");
        try
        {
            string given = arguments.ElementAtOrDefault(1) ?? "0.1";
            string? database = File.Exists(given) ? given : null;
            Console.WriteLine($"{"",-30} {"before",12} {"after",12} {"after/before",13}");
            if (database is null)
            {
                database = Import(before, after, root.FullName, double.Parse(given, CultureInfo.InvariantCulture));
            }

            string copy = Path.Combine(root.FullName, "before.cxdb"), other = Path.Combine(root.FullName, "after.cxdb");
            File.Copy(database, copy);
            File.Copy(database, other);
            foreach (var (name, each) in Commands)
            {
                Compare(name, () => Start(before, each, copy), () => Start(after, each, other), Rounds);
            }

            BitmapKernels.Run(arguments[0], other);
            return 0;
        }
        finally
        {
            root.Delete(recursive: true);
        }
    }

    /// <summary>Makes the data, and imports it by both versions; the database of the version before.</summary>
    private static string Import(string before, string after, string root, double factor)
    {
        int images = PaperScaleData.ImagesOf(factor);
        string data = Path.Combine(root, "data");
        Directory.CreateDirectory(data);
        new PaperScaleData().Write(data, 0, images);
        string path = Path.Combine(root, "{0}.cxdb");
        Compare(
            "import of concepts",
            () => Start(before, ["import", "broden", string.Format(CultureInfo.InvariantCulture, path, "a"), data, "--replace"], string.Empty),
            () => Start(after, ["import", "broden", string.Format(CultureInfo.InvariantCulture, path, "b"), data, "--replace"], string.Empty),
            3);
        string[] units = ["import", "units", "{db}", Path.Combine(data, "activations.npy"), "--layer", "layer4", "--top", "0.5%", "--activations", "none", "--replace"];
        Compare(
            "import of units",
            () => Start(before, units, string.Format(CultureInfo.InvariantCulture, path, "a")),
            () => Start(after, units, string.Format(CultureInfo.InvariantCulture, path, "b")),
            1);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{"file, MB",-30} {new FileInfo(string.Format(CultureInfo.InvariantCulture, path, "a")).Length / 1e6,12:N1} {new FileInfo(string.Format(CultureInfo.InvariantCulture, path, "b")).Length / 1e6,12:N1}"));
        return string.Format(CultureInfo.InvariantCulture, path, "a");
    }

    private static void Compare(string name, Func<Cost> before, Func<Cost> after, int rounds)
    {
        var (a, b) = (new List<Cost>(), new List<Cost>());
        for (int round = 0; round < rounds; round++)
        {
            a.Add(before());
            b.Add(after());
        }

        string same = rounds < Rounds || a[0].Output == b[0].Output ? string.Empty : "  the answers differ";
        Print(name + ", ms", Median(a, cost => cost.Milliseconds), Median(b, cost => cost.Milliseconds), same);
        Print("  of all cores, ms", Median(a, cost => cost.Processor), Median(b, cost => cost.Processor), string.Empty);
        Print("  peak memory, MB", Median(a, cost => cost.Megabytes), Median(b, cost => cost.Megabytes), string.Empty);
    }

    private static double Median(List<Cost> costs, Func<Cost, double> of) => costs.Select(of).Order().ElementAt(costs.Count / 2);

    internal static void Print(string name, double before, double after, string note) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-30} {before,12:N2} {after,12:N2} {after / before,13:N2}{note}"));

    private static Cost Start(string command, string[] arguments, string database)
    {
        long start = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo(command, [.. arguments.Select(argument => argument == "{db}" ? database : argument)])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        long memory = 0;
        try
        {
            memory = process.PeakWorkingSet64;
        }
        catch (InvalidOperationException)
        {
            // It has ended already.
        }

        process.WaitForExit();
        double milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        return process.ExitCode == 0
            ? new Cost(milliseconds, process.TotalProcessorTime.TotalMilliseconds, memory / 1e6, output)
            : throw new InvalidOperationException($"{string.Join(' ', arguments)}: {error.Result}");
    }

    private static string CheckoutFolder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "CompExplain.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("this is not run from a checkout");
    }

    private static string? CommandOf(string checkout)
    {
        string path = Path.Combine(
            checkout, "src", "Cli", "bin", "Release", "net10.0", OperatingSystem.IsWindows() ? "compexplain.exe" : "compexplain");
        return File.Exists(path) ? path : null;
    }

    private sealed record Cost(double Milliseconds, double Processor, double Megabytes, string Output);
}
