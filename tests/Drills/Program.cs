using System.Globalization;
using CompExplain.Drills.Commands;
using CompExplain.Drills.Databases;
using CompExplain.Drills.Faults;
using CompExplain.Drills.Inputs;
using CompExplain.Drills.Kills;
using CompExplain.Drills.Masks;

// dotnet run -c Release --project tests/Drills -- masks [BLOBS] [SEED]
//                                               databases PROGRAM [MUTATIONS] [FORGERIES] [SEED]
//                                               inputs PROGRAM [COUNT] [SEED]
//                                               kills PROGRAM [KILLS] [SEED] [COMMAND...]
//                                               faults PROGRAM [ROUNDS] [SEED] [COMMAND...]
// PROGRAM is the compexplain command that is tried. What is found is printed, and the exit code is 1 if any of it may not be.
return args switch
{
    ["masks", ..] => Masks(Number(1, 100_000), Number(2, 1)),
    ["databases", var program, ..] => Databases(program, Number(2, 300), Number(3, 50), Number(4, 1)),
    ["inputs", var program, ..] => Inputs(program, Number(2, 1000), Number(3, 1)),
    ["kills", var program, ..] => Kills(program, Number(2, 200), Number(3, 1), [.. args.Skip(4)]),
    ["faults", var program, ..] => Faults(program, Number(2, 3), Number(3, 1), [.. args.Skip(4)]),
    _ => Usage(),
};

int Number(int index, int fallback) =>
    args.Length > index ? int.Parse(args[index], CultureInfo.InvariantCulture) : fallback;

// In a process of its own: a fault in native code ends it, and the exit code says so.
static int Masks(int count, int seed)
{
    using var drill = new MutatedMasks(seed);
    var counts = drill.Run(count);
    Console.WriteLine(counts);
    return counts.Wrong == 0 ? 0 : 1;
}

static int Databases(string program, int mutations, int forgeries, int seed) => InFolder(folder =>
{
    var counts = new DatabaseDrill(new CommandRunner(program), folder, seed).Run(mutations, forgeries);
    string figures = string.Create(
        CultureInfo.InvariantCulture, $"{mutations} databases with bytes changed, {forgeries} with checksums forged; {counts}");
    return (counts.Faults, [figures], counts.Bad == 0);
});

static int Inputs(string program, int count, int seed) => InFolder(folder =>
{
    var drill = new InputDrill(new CommandRunner(program) { Limit = TimeSpan.FromSeconds(30) }, folder, seed);
    var figures = drill.Run(count);
    return (drill.Faults, figures, drill.Faults.Count == 0);
});

static int Kills(string program, int kills, int seed, string[] names) => InFolder(folder =>
{
    var drill = new KillDrill(new CommandRunner(program), folder, seed);
    var figures = drill.Run(kills, names);
    return (drill.Faults, figures, drill.Faults.Count == 0);
});

static int Faults(string program, int rounds, int seed, string[] names) => InFolder(folder =>
{
    var drill = new FaultDrill(new CommandRunner(program), folder, seed);
    var figures = drill.Run(rounds, names);
    return (drill.Faults, figures, drill.Faults.Count == 0);
});

static int InFolder(Func<string, (IReadOnlyList<string> Faults, IReadOnlyList<string> Figures, bool IsGood)> run)
{
    string folder = Directory.CreateTempSubdirectory("compexplain-drill-").FullName;
    var (faults, figures, isGood) = run(folder);
    foreach (string line in faults.Concat(figures))
    {
        Console.WriteLine(line);
    }

    if (!isGood)
    {
        Console.WriteLine($"the files of this run are in {folder}");
        return 1;
    }

    Directory.Delete(folder, recursive: true);
    return 0;
}

static int Usage()
{
    Console.Error.WriteLine(
        "drills: masks [BLOBS] [SEED] | databases PROGRAM [MUTATIONS] [FORGERIES] [SEED] | inputs PROGRAM [COUNT] [SEED] "
        + "| kills PROGRAM [KILLS] [SEED] [COMMAND...] | faults PROGRAM [ROUNDS] [SEED] [COMMAND...]");
    return 2;
}
