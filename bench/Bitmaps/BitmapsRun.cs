using System.Globalization;
using CompExplain.Bench.PaperScale;

namespace CompExplain.Bench.Bitmaps;

/// <summary>
/// Bitmaps before and after, in one run: the version built in another checkout, whose bitmaps were its own, against this one. The
/// steps of <see cref="PaperScaleRun"/> and whole commands are started in turn, kernels run in turn in this process; medians of
/// all.
/// </summary>
internal static class BitmapsRun
{
    private const int StepRounds = 3;
    private const int CommandRounds = 11;

    /// <summary>The steps whose cost bitmaps have a part in, in the order in which they run.</summary>
    private static readonly string[] Steps = ["import", "units", "load", "warm", "search", "add-concepts"];

    /// <summary>Queries of the paper-scale data set; NEAR and EXPAND go through every image that has the concept.</summary>
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
        if (arguments.Length == 0 || Checkout.At(arguments[0]) is not { } before || Checkout.OfThis() is not { } after)
        {
            Console.Error.WriteLine("usage: dotnet run -c Release --project bench -- bitmaps BEFORE_CHECKOUT [SIZE | DATABASE]");
            Console.Error.WriteLine(
                "BEFORE_CHECKOUT and this checkout are built for Release; SIZE is that of paper-scale, 0.1 by default;");
            Console.Error.WriteLine("with a DATABASE of paper-scale, imports and searches are left out");
            return 2;
        }

        var root = Directory.CreateTempSubdirectory("compexplain-bench");
        try
        {
            string given = arguments.ElementAtOrDefault(1) ?? "0.1", database = given;
            Console.WriteLine($"{"",-48} {"before",12} {"after",12} {"after/before",13}");
            if (!File.Exists(given))
            {
                database = RunSteps(before, after, root.FullName, double.Parse(given, CultureInfo.InvariantCulture));
            }

            foreach (var (name, command) in Commands)
            {
                string[] whole = Array.ConvertAll(command, argument => argument == "{db}" ? database : argument);
                Compare(name, before, after, whole);
            }

            BitmapKernels.Run(arguments[0], database);
            return 0;
        }
        finally
        {
            root.Delete(recursive: true);
        }
    }

    public static void Print(string name, double before, double after, string note = "") => Console.WriteLine(
        string.Create(CultureInfo.InvariantCulture, $"{name,-48} {before,12:N2} {after,12:N2} {after / before,13:N2}{note}"));

    /// <summary>Runs the steps of both versions in turn over the same data.</summary>
    /// <returns>The database that the version before has made.</returns>
    private static string RunSteps(Checkout before, Checkout after, string root, double factor)
    {
        string made = Path.Combine(root, "made");
        after.RunStep("make", made, factor);
        var rows = new List<(string What, List<double> Before, List<double> After)>();
        string[] folders = [Path.Combine(root, "before"), Path.Combine(root, "after")];
        for (int round = 0; round < StepRounds; round++)
        {
            foreach (string folder in folders)
            {
                LinkData(Path.Combine(made, "data"), folder);
            }

            foreach (string step in Steps)
            {
                Console.Error.WriteLine($"round {round + 1} of {StepRounds}: {step}");
                Add(rows, before.RunStep(step, folders[0], factor), isBefore: true);
                Add(rows, after.RunStep(step, folders[1], factor), isBefore: false);
            }
        }

        foreach (var (what, a, b) in rows.Where(row => row.Before.Count > 0 && row.After.Count > 0))
        {
            Print(what, Median(a), Median(b));
        }

        return PaperScaleSteps.Database(folders[0]);
    }

    /// <summary>Lays the data out anew for a step to read, and to delete: by links, so that nothing is copied.</summary>
    private static void LinkData(string data, string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        string linked = Directory.CreateDirectory(Path.Combine(folder, "data")).FullName;
        foreach (string file in Directory.GetFiles(data))
        {
            File.CreateSymbolicLink(Path.Combine(linked, Path.GetFileName(file)), file);
        }

        foreach (string each in Directory.GetDirectories(data))
        {
            Directory.CreateSymbolicLink(Path.Combine(linked, Path.GetFileName(each)), each);
        }
    }

    private static void Add(
        List<(string What, List<double> Before, List<double> After)> rows,
        IReadOnlyList<(string What, double Value)> measured,
        bool isBefore)
    {
        foreach (var (what, value) in measured)
        {
            int at = rows.FindIndex(row => row.What == what);
            if (at < 0)
            {
                at = rows.Count;
                rows.Add((what, [], []));
            }

            (isBefore ? rows[at].Before : rows[at].After).Add(value);
        }
    }

    /// <summary>
    /// Runs a command by both versions in turn, each of them first in every other round, after a round that warms up.
    /// </summary>
    private static void Compare(string name, Checkout before, Checkout after, string[] arguments)
    {
        var (a, b) = (new List<double>(), new List<double>());
        bool same = before.RunCommand(arguments).Output == after.RunCommand(arguments).Output;
        for (int round = 0; round < CommandRounds; round++)
        {
            if (round % 2 == 0)
            {
                a.Add(before.RunCommand(arguments).Milliseconds);
            }

            b.Add(after.RunCommand(arguments).Milliseconds);
            if (round % 2 == 1)
            {
                a.Add(before.RunCommand(arguments).Milliseconds);
            }
        }

        Print(name + ", ms", Median(a), Median(b), same ? string.Empty : "  the answers differ");
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
