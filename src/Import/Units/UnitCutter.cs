using System.Globalization;
using System.Numerics.Tensors;
using CompExplain.Import.Arrays;
using CompExplain.Storage.Activations;
using CompExplain.Storage.Catalog;
using CompExplain.Storage.Masks;

namespace CompExplain.Import.Units;

/// <summary>Cuts the activations of units into masks, on all cores.</summary>
/// <param name="matrix">The activations.</param>
/// <param name="options">The options of the import.</param>
/// <param name="layout">The data set's positions.</param>
/// <param name="upsampler">Interpolates a unit's grid to positions; null if the values are masks already.</param>
/// <param name="store">How the activations are to be stored; the values themselves are never rounded.</param>
internal sealed class UnitCutter(
    ActivationMatrix matrix,
    UnitImportOptions options,
    ShardLayout layout,
    BilinearUpsampler? upsampler,
    StoredActivations store)
{
    // The difference of two larger values may overflow in interpolation.
    private const float MaximumInterpolated = float.MaxValue / 4;

    /// <summary>
    /// Cuts a block of units. What is wrong with a unit is in its result: which error is reported does not depend on the threads.
    /// </summary>
    /// <param name="block">The values of the units, one unit after another.</param>
    /// <param name="first">The number of the first unit.</param>
    /// <param name="count">The number of units.</param>
    /// <param name="cancellation">Cancels it.</param>
    /// <returns>A result a unit, in their order.</returns>
    public UnitResult[] Cut(float[] block, int first, int count, CancellationToken cancellation)
    {
        var results = new UnitResult[count];
        int size = matrix.ValuesPerUnit;
        Parallel.For(
            0,
            count,
            new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount },
            () => upsampler is null ? null : new UnitThresholder(upsampler, matrix.Rows),
            (i, _, thresholder) =>
            {
                try
                {
                    results[i] = thresholder is null
                        ? TakeMask(first + i, block.AsSpan(i * size, size))
                        : CutMask(first + i, block.AsSpan(i * size, size), thresholder);
                }
                catch (ImportException failure)
                {
                    results[i] = new(null, [], failure);
                }

                return thresholder;
            },
            _ => { });
        return results;
    }

    private UnitResult TakeMask(int unit, ReadOnlySpan<float> values)
    {
        var mask = new MaskBuilder(layout);
        int bad = BooleanMask.Build(values, layout, mask);
        if (bad >= 0)
        {
            throw Wrong(unit, values, bad, $"{values[bad]} where a mask has 0 or 1; give a threshold to cut activations with");
        }

        var masks = mask.Finish();
        return new(new UnitRecord(unit, null, null, null, null, mask.Inputs, null), masks, null);
    }

    private UnitResult CutMask(int unit, ReadOnlySpan<float> values, UnitThresholder thresholder)
    {
        Check(unit, values);
        var statistics = ActivationStatistics.Of(values);
        double threshold = options.Rule switch
        {
            { Kind: ThresholdKind.Above } rule => rule.Value,
            { Scope: ThresholdScope.Grid } rule => thresholder.OverGrid(values, rule.Value),
            var rule => thresholder.OverPositions(values, rule.Value),
        };
        var mask = new MaskBuilder(layout);
        thresholder.Cut(values, ActivationInterval.GreaterThan(threshold), mask);
        var masks = mask.Finish();
        var rounding = store == StoredActivations.Half && matrix.ElementType != ElementType.Float16
            ? HalfRounding.Of(values, statistics.Mean)
            : new HalfRounding(0, -1, Fits: true);
        var kept = store == StoredActivations.Half && !rounding.Fits ? StoredActivations.Full : store;
        var record = new UnitRecord(
            unit, threshold, statistics.Maximum, statistics.Minimum, statistics.Mean, mask.Inputs, statistics.Histogram)
        {
            Rounded = kept == StoredActivations.Half ? rounding.Rounded : 0,
        };
        return new(record, masks, null) { Store = kept, FirstRounded = record.Rounded > 0 ? rounding.First : -1 };
    }

    private void Check(int unit, ReadOnlySpan<float> values)
    {
        int bad = FirstNotFinite(values);
        if (bad >= 0)
        {
            string found = float.IsNaN(values[bad]) ? "not a number (NaN)" : "infinite";
            throw Wrong(
                unit, values, bad, $"the activation is {found}; find out why the network gives it, and extract again");
        }

        float largest = upsampler!.IsIdentity ? 0 : TensorPrimitives.MaxMagnitude<float>(values);
        if (MathF.Abs(largest) > MaximumInterpolated)
        {
            throw new ImportException(string.Create(
                CultureInfo.InvariantCulture,
                $"{options.Path}, {Name(unit)}: an activation of {largest} is too large to interpolate; scale the layer"));
        }
    }

    private static int FirstNotFinite(ReadOnlySpan<float> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (!float.IsFinite(values[i]))
            {
                return i;
            }
        }

        return -1;
    }

    private ImportException Wrong(int unit, ReadOnlySpan<float> values, int index, FormattableString what)
    {
        int input = index / (values.Length / matrix.Rows);
        return new(string.Create(
            CultureInfo.InvariantCulture,
            $"{options.Path}, {Name(unit)}, input {input}: {FormattableString.Invariant(what)}"));
    }

    private string Name(int unit) => matrix.UnitNames is { } names
        ? string.Create(CultureInfo.InvariantCulture, $"unit {unit} ({names[unit]})")
        : string.Create(CultureInfo.InvariantCulture, $"unit {unit}");
}
