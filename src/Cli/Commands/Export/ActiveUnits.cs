using System.Collections;
using System.Globalization;
using CompExplain.Query.Results;
using CompExplain.Storage;
using CompExplain.Storage.Catalog;
using CompExplain.Storage.Masks;
using CsvHelper;

namespace CompExplain.Cli.Commands.Export;

/// <summary>
/// The authors' <c>preds.csv</c>: a row an input, its prediction and its label, and a column a unit, 1 where the unit is
/// active anywhere in the input.
/// </summary>
internal static class ActiveUnits
{
    public static void Write(ProbeDatabase database, Layer layer, TextWriter output, CancellationToken cancellation)
    {
        var units = database.Units(layer.Id);
        var active = new BitArray[units.Count];
        for (int i = 0; i < units.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            active[i] = ActiveInputs(database, units[i]);
        }

        using var csv = CsvWriter.Create(output, CsvRows.Options, leaveOpen: true);
        csv.WriteField("pred");
        csv.WriteField("target");
        foreach (var unit in units)
        {
            csv.WriteField(unit.Number.ToString(CultureInfo.InvariantCulture));
        }

        csv.EndRecord();
        for (int input = 0; input < database.Dataset.InputCount; input++)
        {
            cancellation.ThrowIfCancellationRequested();
            csv.WriteField(database.Predictions[input]);
            csv.WriteField(database.Labels[input]);
            foreach (var inputs in active)
            {
                csv.WriteField(inputs[input] ? "1" : "0");
            }

            csv.EndRecord();
        }
    }

    private static BitArray ActiveInputs(ProbeDatabase database, Unit unit)
    {
        var shards = database.Shards;
        var inputs = new BitArray(shards.InputCount);
        for (int shard = 0; shard < shards.ShardCount; shard++)
        {
            int first = shards.FirstInput(shard);
            foreach (var (from, to) in database.Masks.Read(MaskOwner.Unit(unit.Id), shard).Runs)
            {
                for (long input = from / shards.PositionsPerInput; input <= to / shards.PositionsPerInput; input++)
                {
                    inputs[first + (int)input] = true;
                }
            }
        }

        return inputs;
    }
}
