using System.Numerics;
using System.Runtime.CompilerServices;
using CompExplain.Storage;
using CompExplain.Storage.Activations;
using CompExplain.Storage.Masks;

namespace CompExplain.Query.Execution;

/// <summary>
/// Between which numbers AUC and AUPRC lie, from how many positions have each activation to some nine bits of its fraction: an
/// order within so narrow a range is not known, and all that are possible are allowed for; what is exactly 0, as most of what a
/// ReLU gives, is equal. One pass, which costs a third of the exact ranks (<see cref="ActivationRanking"/>).
/// </summary>
internal sealed class RankingBounds
{
    private const int Shift = 14;
    private const int ZeroRange = (int)(0x8000_0000u >> Shift);

    // The two scores are computed as sums of as many doubles as there are ranges.
    private const double Rounding = 1e-9;

    private readonly int[] _all = new int[1 << (32 - Shift)];
    private readonly int[] _positives = new int[1 << (32 - Shift)];

    /// <summary>Bounds of a score; not a number where all positions are of the formula, or none.</summary>
    /// <param name="database">The database; it has fewer than 2^31 positions.</param>
    /// <param name="activations">The unit's.</param>
    /// <param name="formula">The formula's runs in a shard.</param>
    /// <param name="positives">How many positions the formula has.</param>
    /// <param name="isPrecision">Whether the score is AUPRC and not AUC.</param>
    /// <param name="cancellation">Cancels it.</param>
    public (double Low, double High) Measure(
        ProbeDatabase database,
        UnitActivations activations,
        Func<int, RunReader> formula,
        long positives,
        bool isPrecision,
        CancellationToken cancellation)
    {
        long negatives = database.Shards.PositionCount - positives;
        if (positives == 0 || negatives == 0)
        {
            return (double.NaN, double.NaN);
        }

        bool hasTiny = false;
        Array.Clear(_all);
        Array.Clear(_positives);
        for (int shard = 0; shard < database.Shards.ShardCount; shard++)
        {
            cancellation.ThrowIfCancellationRequested();
            var counter = new Counter(
                formula(shard), database.Shards.PositionsPerInput, database.Dataset.Width, _all, _positives, cancellation);
            activations.Visit(shard, float.NegativeInfinity, counter);
            hasTiny |= counter.HasTiny;
        }

        int equal = hasTiny ? -1 : ZeroRange;
        return isPrecision ? Precision(positives, equal) : Auc(positives, negatives, equal);
    }

    // The activations of one range are equal.
    private (double Low, double High) Auc(long positives, long negatives, int equal)
    {
        // Twice the pairs that are in order, ties counted as half.
        UInt128 low = 0, high = 0;
        ulong above = 0;
        for (int range = _all.Length - 1; range >= 0; range--)
        {
            uint p = (uint)_positives[range], n = (uint)_all[range] - p;
            low += (UInt128)n * ((2 * above) + (range == equal ? p : 0));
            high += (UInt128)n * ((2 * above) + (range == equal ? p : 2UL * p));
            above += p;
        }

        return (
            ((double)low / 2 / positives / negatives) - Rounding,
            ((double)high / 2 / positives / negatives) + Rounding);
    }

    private (double Low, double High) Precision(long positives, int equal)
    {
        double low = 0, high = 0;
        long positivesAbove = 0, negativesAbove = 0;
        for (int range = _all.Length - 1; range >= 0; range--)
        {
            long p = _positives[range], n = _all[range] - p;
            if (p > 0 && range == equal)
            {
                double tied = (double)p / positives * (positivesAbove + p) / (positivesAbove + p + negativesAbove + n);
                (low, high) = (low + tied, high + tied);
            }
            else if (p > 0)
            {
                low += (double)p / positives * (positivesAbove + 1) / (positivesAbove + 1 + negativesAbove + n);
                high += (double)p / positives * (positivesAbove + p) / (positivesAbove + p + negativesAbove);
            }

            positivesAbove += p;
            negativesAbove += n;
        }

        return (low - Rounding, high + Rounding);
    }

    private sealed class Counter(
        RunReader runs,
        int positionsPerInput,
        int width,
        int[] all,
        int[] positives,
        CancellationToken cancellation) : IRowVisitor
    {
        private readonly int[] _ranges = new int[width];
        private RunReader _runs = runs;
        private bool _hasRun;
        private bool _isStarted;

        /// <summary>Whether an activation is in the range of 0 and not 0.</summary>
        public bool HasTiny { get; private set; }

        public bool Wants(int input, int y)
        {
            cancellation.ThrowIfCancellationRequested();
            return true;
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Visit(int input, int y, ReadOnlySpan<float> row)
        {
            var ranges = _ranges.AsSpan(0, row.Length);
            FindRanges(row, ranges);
            foreach (int range in ranges)
            {
                all[range]++;
            }

            long start = ((long)input * positionsPerInput) + ((long)y * width), end = start + row.Length;
            if (!_isStarted)
            {
                (_isStarted, _hasRun) = (true, _runs.MoveNext());
            }

            while (_hasRun && _runs.Current.First < end)
            {
                if (_runs.Current.Last >= start)
                {
                    int first = (int)(Math.Max(_runs.Current.First, start) - start);
                    int last = (int)(Math.Min(_runs.Current.Last, end - 1) - start);
                    foreach (int range in ranges[first..(last + 1)])
                    {
                        positives[range]++;
                    }
                }

                if (_runs.Current.Last >= end)
                {
                    break;
                }

                _hasRun = _runs.MoveNext();
            }
        }

        // OrderedBits, many at a time.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void FindRanges(ReadOnlySpan<float> row, Span<int> ranges)
        {
            int x = 0;
            var tiny = Vector<int>.Zero;
            for (; x + Vector<float>.Count <= row.Length; x += Vector<float>.Count)
            {
                var values = new Vector<float>(row[x..]) + Vector<float>.Zero;
                var bits = Vector.AsVectorUInt32(values);
                var sign = Vector.AsVectorUInt32(Vector.ShiftRightArithmetic(Vector.AsVectorInt32(bits), 31));
                var ordered = bits ^ (sign | new Vector<uint>(0x8000_0000u));
                var range = Vector.AsVectorInt32(Vector.ShiftRightLogical(ordered, Shift));
                tiny |= Vector.AndNot(
                    Vector.Equals(range, new Vector<int>(ZeroRange)),
                    Vector.AsVectorInt32(Vector.Equals(bits, Vector<uint>.Zero)));
                range.CopyTo(ranges[x..]);
            }

            HasTiny |= tiny != Vector<int>.Zero;

            for (; x < row.Length; x++)
            {
                ranges[x] = (int)(OrderedBits.Of(row[x]) >> Shift);
                HasTiny |= ranges[x] == ZeroRange && row[x] != 0;
            }
        }
    }
}
