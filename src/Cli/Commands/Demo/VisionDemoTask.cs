using System.Globalization;
using CompExplain.Demo;
using CompExplain.Demo.Drawing;
using CompExplain.Import;
using CompExplain.Query;
using CompExplain.Query.Explaining;
using CompExplain.Storage;
using CompExplain.Storage.Catalog;
using CompExplain.Storage.Files;
using CompExplain.Storage.Masks;
using CompExplain.Storage.Results;

namespace CompExplain.Cli.Commands.Demo;

/// <summary>The demo of pictures.</summary>
internal sealed class VisionDemoTask(VisionDemoOptions options) : DemoTask
{
    private IReadOnlyList<DrawnImage>? _pictures;

    public override string DefaultPath => "demo.cxdb";

    public override string Layer => VisionDemo.Layer;

    public override SearchOptions Search { get; } = new() { Length = 10, Beam = 10 };

    public override (string Import, string Probe) Steps => ("drawing the world", "training the network and probing it");

    public override string ConceptQuery => "TOP 10 concepts BY IOU(water, ?)";

    public override DemoState StateOf(string path) => VisionDemo.StateOf(path, options);

    public override ImportSummary Import(
        string path, bool replace, IProgress<StepProgress>? progress, CancellationToken cancellation)
    {
        (_pictures, var summary) = VisionDemo.Import(options, path, replace, progress, cancellation);
        return summary;
    }

    public override ImportSummary Probe(string path, IProgress<StepProgress>? progress, CancellationToken cancellation) =>
        VisionDemo.Probe(options, path, _pictures, progress, cancellation);

    public override DemoTraining Accuracy(ProbeDatabase database) => VisionDemo.Accuracy(database);

    public override string Describe(ProbeDatabase database)
    {
        var counts = database.Concepts.GroupBy(concept => concept.Category)
            .Select(group => string.Create(CultureInfo.InvariantCulture, $"{group.Count()} of category {group.Key}"));
        string categories = string.Join(", ", counts);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{database.Dataset.InputCount:N0} pictures of {database.Dataset.Height} x {database.Dataset.Width} of "
            + $"{DemoWorld.Scenes.Count} scenes, {database.Concepts.Count} concepts: {categories}");
    }

    public override void Show(Terminal terminal, ProbeDatabase database, UnitExplanations best)
    {
        var (input, mask) = StrongestInput(database, best.Unit);
        var record = database.Input(input);
        if (DemoWorld.Redraw(record.Name, database.Dataset.Width) is not { } picture)
        {
            return;
        }

        terminal.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"unit {best.Unit.Number} on {record.Name}: {best.Best!.Formula}"));
        PictureDrawing.Write(terminal, picture, mask);
    }

    public override IEnumerable<string> Queries(QueryEngine engine, UnitExplanations best)
    {
        const string water = "(water OR river) AND NOT blue";
        string unit = UnitOf(engine, $"TOP 1 units BY IOU(?, {water})", best);
        yield return $"IOU({unit}, {water})";
        yield return $"TOP 10 concepts BY IOU({unit}, ?)";
        yield return "TOP 5 units BY IOU(?, window OR door)";
        yield return string.Create(
            CultureInfo.InvariantCulture, $"TOP 5 inputs BY COUNT(unit {best.Unit.Number} AND {Leaf(best)})");
        yield return string.Create(CultureInfo.InvariantCulture, $"EXPLAIN unit {best.Unit.Number} LENGTH 5");
    }

    private static string Leaf(UnitExplanations best) => best.BestConcept?.Formula ?? "ALL";

    // The input with most positions of a unit's mask, and which they are.
    private static (int Input, bool[] Mask) StrongestInput(ProbeDatabase database, Unit unit)
    {
        int positions = database.Dataset.PositionsPerInput, best = 0;
        int[] counts = new int[database.Dataset.InputCount];
        for (int shard = 0; shard < database.Shards.ShardCount; shard++)
        {
            int first = database.Shards.FirstInput(shard);
            foreach (uint at in database.Masks.Read(MaskOwner.Unit(unit.Id), shard).Positions)
            {
                counts[first + (int)(at / (uint)positions)]++;
            }
        }

        for (int i = 1; i < counts.Length; i++)
        {
            if (counts[i] > counts[best])
            {
                best = i;
            }
        }

        int own = database.Shards.ShardOf(best);
        uint start = (uint)(best - database.Shards.FirstInput(own)) * (uint)positions;
        bool[] mask = new bool[positions];
        foreach (uint at in database.Masks.Read(MaskOwner.Unit(unit.Id), own).Positions)
        {
            if (at >= start && at < start + (uint)positions)
            {
                mask[at - start] = true;
            }
        }

        return (best, mask);
    }
}
