using CompExplain.Drills.Commands;
using CompExplain.Drills.Databases;
using CompExplain.Drills.Faults;
using CompExplain.Drills.Inputs;
using CompExplain.Drills.Kills;
using CompExplain.Fixtures;

namespace CompExplain.Cli.Tests.Process;

/// <summary>The drills in a short form; the long ones are run by command (docs/reliability.md).</summary>
public sealed class DrillTests(ITestOutputHelper output)
{
    private static readonly CommandRunner Runner = new(CommandProcess.Path);

    // Machines are shared: here only a hang is too long.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(50);

    [Fact]
    public void DamagedDatabases_AreRefusedOrAnsweredRight()
    {
        using var folder = new TempFolder();
        var counts = new DatabaseDrill(Runner, folder.Path, seed: 1) { MaximumTime = Patience }.Run(mutations: 6, forgeries: 12);
        output.WriteLine(counts.ToString());
        Assert.Empty(counts.Faults);
        Assert.Equal(0, counts.Bad);
    }

    [Fact]
    public void ChangedAndHostileInputs_AreRefusedOrRight()
    {
        using var folder = new TempFolder();
        var drill = new InputDrill(Runner, folder.Path, seed: 1) { MaximumTime = Patience };
        Tell(drill.Run(count: 30), drill.Faults);
    }

    [Fact]
    public void KilledCommands_LoseNothing()
    {
        using var folder = new TempFolder();
        var drill = new KillDrill(Runner, folder.Path, seed: 1);
        Tell(drill.Run(kills: 8, "import folder", "import units", "explain"), drill.Faults);
    }

    [Fact]
    public void DisturbedCommands_GiveTheSame()
    {
        using var folder = new TempFolder();
        var drill = new FaultDrill(Runner, folder.Path, seed: 1);
        Tell(drill.Run(rounds: 1, "import text", "explain"), drill.Faults);
    }

    private void Tell(IReadOnlyList<string> figures, IReadOnlyList<string> faults)
    {
        foreach (string figure in figures)
        {
            output.WriteLine(figure);
        }

        Assert.Empty(faults);
    }
}
