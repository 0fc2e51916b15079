using CompExplain.Storage;
using CompExplain.Storage.Activations;
using CompExplain.Storage.Masks;

namespace CompExplain.Query.Execution;

/// <summary>
/// How well a unit's activations rank the positions of a formula above the others, over all positions and exactly: equal
/// activations are one rank. Memory does not grow with the positions: they are sorted a range of activations at a time, the
/// highest first, and gone through anew for each.
/// </summary>
internal sealed class ActivationRanking
{
    private const int Buckets = 1 << 16;

    // How many positions are sorted at once, two bytes each. A bucket of more (all that are 0) is counted instead.
    private const long MaximumSorted = 1 << 25;

    // In a bucket of more positions, counting each of its activations is faster than sorting.
    private const int MaximumCompared = 1 << 13;

    private readonly UnitActivations _activations;
    private readonly Func<int, RunReader> _formula;
    private readonly int _shards;
    private readonly int _positionsPerInput;
    private readonly int _width;
    private readonly CancellationToken _cancellation;
    private readonly long[] _positives = new long[Buckets];
    private readonly long[] _negatives = new long[Buckets];
    private readonly long[] _lowPositives = new long[Buckets];
    private readonly long[] _lowNegatives = new long[Buckets];
    private long _positiveCount;
    private long _negativeCount;
    private long _positivesAbove;
    private long _negativesAbove;
    private UInt128 _doubledPairs;
    private double _precision;

    private ActivationRanking(
        ProbeDatabase database, UnitActivations activations, Func<int, RunReader> formula, CancellationToken cancellation)
    {
        _activations = activations;
        _formula = formula;
        _shards = database.Shards.ShardCount;
        _positionsPerInput = database.Shards.PositionsPerInput;
        _width = database.Dataset.Width;
        _cancellation = cancellation;
    }

    private interface ITaker
    {
        void Take(ReadOnlySpan<float> activations, bool isPositive);
    }

    /// <summary>
    /// The area under the ROC curve, and the average precision; not a number where all positions are of the formula, or none.
    /// </summary>
    public static (double Auc, double AveragePrecision) Measure(
        ProbeDatabase database, UnitActivations activations, Func<int, RunReader> formula, CancellationToken cancellation)
    {
        var ranking = new ActivationRanking(database, activations, formula, cancellation);
        ranking.Visit(float.NegativeInfinity, new BucketCounter(ranking._positives, ranking._negatives));
        ranking._positiveCount = ranking._positives.Sum();
        ranking._negativeCount = ranking._negatives.Sum();
        if (ranking._positiveCount == 0 || ranking._negativeCount == 0)
        {
            return (double.NaN, double.NaN);
        }

        ranking.Rank();
        return ((double)ranking._doubledPairs / 2 / ranking._positiveCount / ranking._negativeCount, ranking._precision);
    }

    private void Rank()
    {
        for (int high = Buckets - 1; high >= 0;)
        {
            // As many buckets as can be sorted at once, or one that is larger than that.
            int low = high;
            long count = _positives[high] + _negatives[high];
            while (low > 0 && count + _positives[low - 1] + _negatives[low - 1] <= MaximumSorted)
            {
                low--;
                count += _positives[low] + _negatives[low];
            }

            if (count > MaximumSorted)
            {
                RankCounted(high);
            }
            else if (count > 0)
            {
                RankSorted(low, high);
            }

            high = low - 1;
        }
    }

    private void RankCounted(int bucket)
    {
        Visit(Below(bucket), new LowCounter(bucket, _lowPositives, _lowNegatives));
        TakeCounts();
    }

    private void RankSorted(int low, int high)
    {
        var positives = new Sorter(_positives, low, high);
        var negatives = new Sorter(_negatives, low, high);
        Visit(Below(low), new Collector(low, high, positives, negatives));
        for (int bucket = high; bucket >= low; bucket--)
        {
            _cancellation.ThrowIfCancellationRequested();
            var ours = positives.Of(bucket);
            var others = negatives.Of(bucket);
            if (ours.Length + others.Length > MaximumCompared)
            {
                foreach (ushort value in ours)
                {
                    _lowPositives[value]++;
                }

                foreach (ushort value in others)
                {
                    _lowNegatives[value]++;
                }

                TakeCounts();
                continue;
            }

            ours.Sort();
            others.Sort();
            int p = ours.Length, n = others.Length;
            while (p > 0 || n > 0)
            {
                ushort value = Math.Max(p > 0 ? ours[p - 1] : (ushort)0, n > 0 ? others[n - 1] : (ushort)0);
                long equalPositives = 0, equalNegatives = 0;
                for (; p > 0 && ours[p - 1] == value; p--)
                {
                    equalPositives++;
                }

                for (; n > 0 && others[n - 1] == value; n--)
                {
                    equalNegatives++;
                }

                TakeEqual(equalPositives, equalNegatives);
            }
        }
    }

    private void TakeCounts()
    {
        for (int value = Buckets - 1; value >= 0; value--)
        {
            if (_lowPositives[value] + _lowNegatives[value] > 0)
            {
                TakeEqual(_lowPositives[value], _lowNegatives[value]);
            }
        }

        Array.Clear(_lowPositives);
        Array.Clear(_lowNegatives);
    }

    // What comes next is lower than all before, and equal among itself.
    private void TakeEqual(long positives, long negatives)
    {
        _doubledPairs += (UInt128)(ulong)negatives * (ulong)((2 * _positivesAbove) + positives);
        _positivesAbove += positives;
        _negativesAbove += negatives;
        if (positives > 0)
        {
            _precision += (double)positives / _positiveCount * _positivesAbove / (_positivesAbove + _negativesAbove);
        }
    }

    private static float Below(int bucket) => MathF.BitDecrement(OrderedBits.Value((uint)bucket << 16));

    private void Visit<TTaker>(float floor, TTaker taker)
        where TTaker : ITaker
    {
        for (int shard = 0; shard < _shards; shard++)
        {
            _cancellation.ThrowIfCancellationRequested();
            _activations.Visit(shard, floor, new Labeller<TTaker>(_formula(shard), _positionsPerInput, _width, taker));
        }
    }

    /// <summary>Cuts rows where the formula begins and ends. Rows come ascending, and its runs with them.</summary>
    private sealed class Labeller<TTaker> : IRowVisitor
        where TTaker : ITaker
    {
        private readonly int _positionsPerInput;
        private readonly int _width;
        private readonly TTaker _taker;
        private RunReader _runs;
        private bool _hasRun;

        public Labeller(RunReader runs, int positionsPerInput, int width, TTaker taker)
        {
            _runs = runs;
            _hasRun = _runs.MoveNext();
            _positionsPerInput = positionsPerInput;
            _width = width;
            _taker = taker;
        }

        public void Visit(int input, int y, ReadOnlySpan<float> row)
        {
            long start = ((long)input * _positionsPerInput) + ((long)y * _width), at = start, end = start + row.Length;
            while (at < end)
            {
                while (_hasRun && _runs.Current.Last < at)
                {
                    _hasRun = _runs.MoveNext();
                }

                bool isPositive = _hasRun && _runs.Current.First <= at;
                long next = !_hasRun ? end : Math.Min(end, isPositive ? _runs.Current.Last + 1L : _runs.Current.First);
                _taker.Take(row[(int)(at - start)..(int)(next - start)], isPositive);
                at = next;
            }
        }
    }

    /// <summary>The low halves of activations, each bucket by itself.</summary>
    private sealed class Sorter
    {
        private readonly ushort[] _values;
        private readonly int[] _start;
        private readonly int[] _used;
        private readonly int _low;

        public Sorter(long[] counts, int low, int high)
        {
            _low = low;
            _start = new int[high - low + 2];
            for (int bucket = low; bucket <= high; bucket++)
            {
                _start[bucket - low + 1] = _start[bucket - low] + (int)counts[bucket];
            }

            _used = _start[..^1];
            _values = new ushort[_start[^1]];
        }

        public void Add(uint ordered) => _values[_used[(int)(ordered >> 16) - _low]++] = (ushort)ordered;

        public Span<ushort> Of(int bucket) => _values.AsSpan(_start[bucket - _low].._start[bucket - _low + 1]);
    }

    private readonly struct BucketCounter(long[] positives, long[] negatives) : ITaker
    {
        public void Take(ReadOnlySpan<float> activations, bool isPositive)
        {
            long[] counts = isPositive ? positives : negatives;
            foreach (float activation in activations)
            {
                counts[OrderedBits.Of(activation) >> 16]++;
            }
        }
    }

    private readonly struct LowCounter(int bucket, long[] positives, long[] negatives) : ITaker
    {
        public void Take(ReadOnlySpan<float> activations, bool isPositive)
        {
            long[] counts = isPositive ? positives : negatives;
            foreach (float activation in activations)
            {
                uint ordered = OrderedBits.Of(activation);
                if (ordered >> 16 == bucket)
                {
                    counts[ordered & 0xFFFF]++;
                }
            }
        }
    }

    private readonly struct Collector(int low, int high, Sorter positives, Sorter negatives) : ITaker
    {
        public void Take(ReadOnlySpan<float> activations, bool isPositive)
        {
            var values = isPositive ? positives : negatives;
            foreach (float activation in activations)
            {
                uint ordered = OrderedBits.Of(activation);
                if (ordered >> 16 >= (uint)low && ordered >> 16 <= (uint)high)
                {
                    values.Add(ordered);
                }
            }
        }
    }
}
