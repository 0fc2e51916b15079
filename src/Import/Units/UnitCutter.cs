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
/// <param name="store">How the activations will be stored: the values are rounded to it.</param>
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
    /// <param name="block">The values of the units, one unit after another; they are rounded here if they are stored so.</param>
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

    private UnitResult CutMask(int unit, Span<float> values, UnitThresholder thresholder)
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
        return new(
            new UnitRecord(
                unit, threshold, statistics.Maximum, statistics.Minimum, statistics.Mean, mask.Inputs, statistics.Histogram),
            masks,
            null);
    }

    private void Check(int unit, Span<float> values)
    {
        int bad = FirstNotFinite(values);
        if (bad >= 0)
        {
            string found = float.IsNaN(values[bad]) ? "not a number (NaN)" : "infinite";
            throw Wrong(
                unit, values, bad, $"the activation is {found}; find out why the network gives it, and extract again");
        }

        if (store == StoredActivations.Half && matrix.ElementType != ElementType.Float16)
        {
            RoundToHalf(values);
            bad = FirstNotFinite(values);
            if (bad >= 0)
            {
                throw Wrong(unit, values, bad, $"the activation is beyond float16 (65,504); store float32");
            }
        }

        float largest = upsampler!.IsIdentity ? 0 : TensorPrimitives.MaxMagnitude<float>(values);
        if (MathF.Abs(largest) > MaximumInterpolated)
        {
            throw new ImportException(string.Create(
                CultureInfo.InvariantCulture,
                $"{options.Path}, {Name(unit)}: an activation of {largest} is too large to interpolate; scale the layer"));
        }
    }

    private static void RoundToHalf(Span<float> values)
    {
        const int step = 1024;
        Span<byte> halves = stackalloc byte[step * sizeof(ushort)];
        for (int at = 0; at < values.Length; at += step)
        {
            var part = values.Slice(at, Math.Min(step, values.Length - at));
            var encoded = halves[..(part.Length * sizeof(ushort))];
            Elements.Encode(ElementType.Float16, part, encoded);
            Elements.Decode(ElementType.Float16, encoded, part);
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
