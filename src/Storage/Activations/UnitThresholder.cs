using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using CompExplain.Storage.Masks;

namespace CompExplain.Storage.Activations;

/// <summary>
/// Finds a unit's threshold over all positions and the positions above it, holding the interpolated values of one row at a
/// time. Not thread-safe: each worker has its own.
/// </summary>
/// <remarks>
/// An interpolated value is never above the values it lies between, so inputs and half-interpolated rows whose maximum is not
/// above a floor are skipped. The floor of the first pass is estimated from a sample of inputs, and checked: if the threshold is
/// not above it, all values are counted.
/// </remarks>
/// <param name="upsampler">Interpolates an input's grid.</param>
/// <param name="inputs">The number of inputs of the values.</param>
public sealed class UnitThresholder(BilinearUpsampler upsampler, int inputs)
{
    private const int SampledInputs = 256;

    private readonly int _cells = upsampler.GridHeight * upsampler.GridWidth;
    private readonly float[] _narrow = new float[upsampler.GridWidth];
    private readonly float[] _wide = new float[upsampler.Width];
    private TopShareSearch? _search;

    /// <summary>The exact threshold over all positions.</summary>
    /// <param name="values">inputs x h x w activations.</param>
    /// <param name="share">The share of positions above it, between 0 and 1, both excluded.</param>
    public float OverPositions(ReadOnlySpan<float> values, double share)
    {
        if (upsampler.IsIdentity)
        {
            return OverGrid(values, share);
        }

        long count = (long)inputs * upsampler.Height * upsampler.Width;
        float floor = GuessFloor(values, share);
        var search = Search(count, share);
        Visit(values, floor, 1, new HighCounter(search));
        if (!search.TryLocate(floor, out float smallest))
        {
            search.Reset(count, share);
            Visit(values, float.NegativeInfinity, 1, new HighCounter(search));
            search.TryLocate(float.NegativeInfinity, out smallest);
        }

        Visit(values, float.IsNegativeInfinity(smallest) ? smallest : MathF.BitDecrement(smallest), 1, new LowCounter(search));
        return search.Threshold();
    }

    /// <summary>The exact thresholds of many shares over all positions, in a few passes for all of them.</summary>
    /// <param name="values">inputs x h x w activations.</param>
    /// <param name="shares">The shares of positions above each, between 0 and 1, both excluded.</param>
    public IReadOnlyList<float> OverPositions(ReadOnlySpan<float> values, IReadOnlyList<double> shares)
    {
        ArgumentNullException.ThrowIfNull(shares);
        var search = new TopSharesSearch((long)inputs * upsampler.Height * upsampler.Width, shares);
        Visit(values, float.NegativeInfinity, 1, new ManyHighCounter(search));
        search.Locate();
        while (search.TryNext(out float floor))
        {
            Visit(values, floor, 1, new ManyLowCounter(search));
        }

        return search.Thresholds;
    }

    /// <summary>The exact threshold over the raw grid.</summary>
    /// <param name="values">inputs x h x w activations.</param>
    /// <param name="share">The share of them above it, between 0 and 1, both excluded.</param>
    public float OverGrid(ReadOnlySpan<float> values, double share) =>
        ExactQuantile.TopShare(values, Search(values.Length, share));

    /// <summary>Adds the positions whose interpolated value is in an interval.</summary>
    /// <param name="values">inputs x h x w activations.</param>
    /// <param name="interval">The interval.</param>
    /// <param name="mask">The mask that they are added to.</param>
    public void Cut(ReadOnlySpan<float> values, ActivationInterval interval, MaskBuilder mask) =>
        Visit(values, interval.Above, 1, new Cutter<OneInterval>(new(interval), upsampler.Width, mask));

    /// <summary>Adds the positions whose interpolated value is in a set, in one pass however many intervals it has.</summary>
    /// <param name="values">inputs x h x w activations.</param>
    /// <param name="set">The set.</param>
    /// <param name="mask">The mask that they are added to.</param>
    public void Cut(ReadOnlySpan<float> values, ActivationSet set, MaskBuilder mask)
    {
        ArgumentNullException.ThrowIfNull(set);
        if (set.AsInterval is { } interval)
        {
            Cut(values, interval, mask);
            return;
        }

        Visit(values, set.Above, 1, new Cutter<ManyIntervals>(new(set), upsampler.Width, mask));
    }

    /// <summary>Visits the rows of positions that have a value above a floor, and perhaps others.</summary>
    /// <param name="values">inputs x h x w activations.</param>
    /// <param name="floor">The floor; negative infinity for all rows.</param>
    /// <param name="step">Every n-th input is visited.</param>
    /// <param name="visitor">Takes the rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Visit<TVisitor>(ReadOnlySpan<float> values, float floor, int step, TVisitor visitor)
        where TVisitor : IRowVisitor
    {
        for (int input = 0; input < inputs; input += step)
        {
            var grid = values.Slice(input * _cells, _cells);
            if (!(TensorPrimitives.Max(grid) > floor))
            {
                continue;
            }

            for (int y = 0; y < upsampler.Height; y++)
            {
                if (!visitor.Wants(input, y))
                {
                    continue;
                }

                if (upsampler.IsIdentity)
                {
                    visitor.Visit(input, y, grid.Slice(y * upsampler.Width, upsampler.Width));
                    continue;
                }

                upsampler.BlendRows(grid, y, _narrow);
                if (!AnyAbove(_narrow, floor))
                {
                    continue;
                }

                upsampler.BlendColumns(_narrow, _wide);
                visitor.Visit(input, y, _wide);
            }
        }
    }

    private float GuessFloor(ReadOnlySpan<float> values, double share)
    {
        if (inputs < 2 * SampledInputs || share >= 0.25)
        {
            return float.NegativeInfinity;
        }

        int step = inputs / SampledInputs;
        long count = (((long)inputs + step - 1) / step) * upsampler.Height * upsampler.Width;
        var search = Search(count, 2 * share);
        Visit(values, float.NegativeInfinity, step, new HighCounter(search));
        return search.TryLocate(float.NegativeInfinity, out float smallest) ? smallest : float.NegativeInfinity;
    }

    private TopShareSearch Search(long count, double share)
    {
        if (_search is null)
        {
            return _search = new(count, share);
        }

        _search.Reset(count, share);
        return _search;
    }

    private static bool AnyAbove(ReadOnlySpan<float> row, float floor)
    {
        foreach (float value in row)
        {
            if (value > floor)
            {
                return true;
            }
        }

        return false;
    }

    private readonly struct HighCounter(TopShareSearch search) : IRowVisitor
    {
        public bool Wants(int input, int y) => true;

        public void Visit(int input, int y, ReadOnlySpan<float> row) => search.CountHigh(row);
    }

    private readonly struct LowCounter(TopShareSearch search) : IRowVisitor
    {
        public bool Wants(int input, int y) => true;

        public void Visit(int input, int y, ReadOnlySpan<float> row) => search.CountLow(row);
    }

    private readonly struct ManyHighCounter(TopSharesSearch search) : IRowVisitor
    {
        public bool Wants(int input, int y) => true;

        public void Visit(int input, int y, ReadOnlySpan<float> row) => search.CountHigh(row);
    }

    private readonly struct ManyLowCounter(TopSharesSearch search) : IRowVisitor
    {
        public bool Wants(int input, int y) => true;

        public void Visit(int input, int y, ReadOnlySpan<float> row) => search.CountLow(row);
    }

    private interface ICondition
    {
        bool Contains(float activation);
    }

    private readonly struct OneInterval(ActivationInterval interval) : ICondition
    {
        public bool Contains(float activation) => interval.Contains(activation);
    }

    private readonly struct ManyIntervals(ActivationSet set) : ICondition
    {
        public bool Contains(float activation) => set.Contains(activation);
    }

    private readonly struct Cutter<TCondition>(TCondition condition, int width, MaskBuilder mask) : IRowVisitor
        where TCondition : struct, ICondition
    {
        public bool Wants(int input, int y) => true;

        public void Visit(int input, int y, ReadOnlySpan<float> row)
        {
            int offset = y * width;
            for (int x = 0; x < row.Length; x++)
            {
                if (!condition.Contains(row[x]))
                {
                    continue;
                }

                int first = x;
                while (x + 1 < row.Length && condition.Contains(row[x + 1]))
                {
                    x++;
                }

                mask.Add(input, offset + first, offset + x);
            }
        }
    }
}
