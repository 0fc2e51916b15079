using System.Globalization;
using CompExplain.Demo;
using CompExplain.Import;
using CompExplain.Query;
using CompExplain.Query.Explaining;
using CompExplain.Storage;
using CompExplain.Storage.Files;
using CompExplain.Storage.Masks;
using CompExplain.Storage.Results;

namespace CompExplain.Cli.Commands.Demo;

/// <summary>The demo of sentence pairs.</summary>
internal sealed class NliDemoTask(NliDemoOptions options) : DemoTask
{
    // As in the paper, units that are active on fewer than 5 % of the pairs are left out.
    private const double MinimumShare = 0.05;
    private const int Examples = 3;

    public override string DefaultPath => "demo-nli.cxdb";

    public override string Layer => NliDemo.Layer;

    public override SearchOptions Search { get; } = new()
    {
        Length = 5,
        Beam = 10,
        MinimumInputs = (int)Math.Ceiling(options.Pairs * MinimumShare),
    };

    public override (string Import, string Probe) Steps => ("writing sentence pairs", "training the network and probing it");

    public override string ConceptQuery => "EXPLAIN LABEL(contradiction) LENGTH 5";

    public override DemoState StateOf(string path) => NliDemo.StateOf(path, options);

    public override ImportSummary Import(
        string path, bool replace, IProgress<StepProgress>? progress, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("compexplain-demo-");
        try
        {
            return NliDemo.Import(options, path, folder.FullName, replace, progress, cancellation);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    public override ImportSummary Probe(string path, IProgress<StepProgress>? progress, CancellationToken cancellation) =>
        NliDemo.Probe(options, path, progress, cancellation);

    public override DemoTraining Accuracy(ProbeDatabase database) => NliDemo.Accuracy(database);

    public override string Describe(ProbeDatabase database) => string.Create(
        CultureInfo.InvariantCulture,
        $"{database.Dataset.InputCount:N0} sentence pairs, {database.Concepts.Count:N0} concepts: words of the premise (pre) and "
        + $"of the hypothesis (hyp), and their overlap");

    public override void Show(Terminal terminal, ProbeDatabase database, UnitExplanations best)
    {
        terminal.Out.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"unit {best.Unit.Number}, {best.Best!.Formula}, is active on:"));
        int shown = 0;
        foreach (uint at in database.Masks.Read(MaskOwner.Unit(best.Unit.Id), 0).Positions)
        {
            var record = database.Input((int)at);
            string[] sides = record.Source.Split('\n');
            terminal.Out.WriteLine($"  {record.Label}: {sides[0]} / {sides[^1]}");
            if (++shown == Examples)
            {
                break;
            }
        }
    }

    public override IEnumerable<string> Queries(QueryEngine engine, UnitExplanations best)
    {
        const string sleep = "hyp:sleeping OR hyp:asleep OR hyp:nobody";
        string unit = UnitOf(engine, $"TOP 1 units BY IOU(?, {sleep})", best);
        yield return $"IOU({unit}, {sleep})";
        yield return "EXPLAIN LABEL(contradiction) LENGTH 5";
        yield return "EXPLAIN LABEL(neutral) LENGTH 3";
        yield return "TOP 5 units BY IOU(?, LABEL(entailment))";
        yield return string.Create(CultureInfo.InvariantCulture, $"TOP 10 concepts BY IOU(unit {best.Unit.Number}, ?)");
    }
}
