using System.Runtime.CompilerServices;
using CompExplain.Storage;
using CompExplain.Storage.Activations;
using CompExplain.Storage.Masks;

namespace CompExplain.Query.Execution;

/// <summary>
/// How well a unit's activations rank the positions of a formula above the others, over all positions and exactly: equal
/// activations are one rank (Mann and Whitney, 1947). The activations of the formula's positions are sorted, and the others are
/// counted by where they stand among them, in one pass. Of a formula with too many positions for that, all are sorted a range of
/// activations at a time, the highest first, and gone through anew for each: memory does not grow with the positions.
/// </summary>
internal sealed class ActivationRanking
{
    private const int Buckets = 1 << 16;

    // How many positions are sorted at once, two bytes each. A bucket of more (all that are 0) is counted instead.
    private const long MaximumSorted = 1 << 25;

    // Of a formula with so many positions, their activations are listed and sorted.
    private const long MaximumListed = 1 << 22;

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
        bool WantsOthers { get; }

        void Take(ReadOnlySpan<float> activations, bool isPositive);
    }

    /// <summary>
    /// The area under the ROC curve, and the average precision; not a number where all positions are of the formula, or none.
    /// </summary>
    /// <param name="database">The database.</param>
    /// <param name="activations">The unit's.</param>
    /// <param name="formula">The formula's runs in a shard.</param>
    /// <param name="cancellation">Cancels it.</param>
    /// <param name="maximumListed">Of a formula with more positions, all positions are sorted.</param>
    public static (double Auc, double AveragePrecision) Measure(
        ProbeDatabase database,
        UnitActivations activations,
        Func<int, RunReader> formula,
        CancellationToken cancellation,
        long maximumListed = MaximumListed)
    {
        var ranking = new ActivationRanking(database, activations, formula, cancellation);
        for (int shard = 0; shard < ranking._shards; shard++)
        {
            foreach (var (first, last) in formula(shard))
            {
                ranking._positiveCount += last - first + 1L;
            }
        }

        ranking._negativeCount = database.Shards.PositionCount - ranking._positiveCount;
        if (ranking._positiveCount == 0 || ranking._negativeCount == 0)
        {
            return (double.NaN, double.NaN);
        }

        if (ranking._positiveCount <= maximumListed && ranking._negativeCount < RankTable.MaximumCounted)
        {
            ranking.RankListed();
        }
        else
        {
            ranking.Visit(float.NegativeInfinity, new BucketCounter(ranking._positives, ranking._negatives));
            ranking.Rank();
        }

        return ((double)ranking._doubledPairs / 2 / ranking._positiveCount / ranking._negativeCount, ranking._precision);
    }

    // Every activation below the lowest of the formula's is below all of them, and need not be computed.
    private void RankListed()
    {
        var ours = new List<float>((int)_positiveCount);
        Visit(float.NegativeInfinity, new Lister(ours));
        var table = new RankTable(ours, _width);
        var others = new OthersCounter(table);
        Visit(MathF.BitDecrement(table.Lowest), others);
        table.Finish(_negativeCount - others.Count);
        for (int i = table.Count - 1; i >= 0; i--)
        {
            TakeEqual(0, table.Below(i + 1));
            TakeEqual(table.Given(i), table.Equal(i));
        }

        TakeEqual(0, table.Below(0));
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
            _activations.Visit(
                shard, floor, new Labeller<TTaker>(_formula(shard), _positionsPerInput, _width, taker, _cancellation));
        }
    }

    /// <summary>Cuts rows where the formula begins and ends. Rows come ascending, and its runs with them.</summary>
    private sealed class Labeller<TTaker> : IRowVisitor
        where TTaker : ITaker
    {
        private readonly int _positionsPerInput;
        private readonly int _width;
        private readonly TTaker _taker;
        private readonly CancellationToken _cancellation;
        private RunReader _runs;
        private bool _hasRun;

        public Labeller(RunReader runs, int positionsPerInput, int width, TTaker taker, CancellationToken cancellation)
        {
            _cancellation = cancellation;
            _runs = runs;
            _hasRun = _runs.MoveNext();
            _positionsPerInput = positionsPerInput;
            _width = width;
            _taker = taker;
        }

        public bool Wants(int input, int y)
        {
            _cancellation.ThrowIfCancellationRequested();
            if (_taker.WantsOthers)
            {
                return true;
            }

            long start = StartOf(input, y);
            SkipTo(start);
            return _hasRun && _runs.Current.First < start + _width;
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Visit(int input, int y, ReadOnlySpan<float> row)
        {
            long start = StartOf(input, y), at = start, end = start + row.Length;
            while (at < end)
            {
                SkipTo(at);

                bool isPositive = _hasRun && _runs.Current.First <= at;
                long next = !_hasRun ? end : Math.Min(end, isPositive ? _runs.Current.Last + 1L : _runs.Current.First);
                _taker.Take(row[(int)(at - start)..(int)(next - start)], isPositive);
                at = next;
            }
        }

        private long StartOf(int input, int y) => ((long)input * _positionsPerInput) + ((long)y * _width);

        private void SkipTo(long position)
        {
            while (_hasRun && _runs.Current.Last < position)
            {
                _hasRun = _runs.MoveNext();
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

    private readonly struct Lister(List<float> ours) : ITaker
    {
        public bool WantsOthers => false;

        public void Take(ReadOnlySpan<float> activations, bool isPositive)
        {
            if (isPositive)
            {
                ours.AddRange(activations);
            }
        }
    }

    private sealed class OthersCounter(RankTable table) : ITaker
    {
        /// <summary>The activations that were looked at.</summary>
        public long Count { get; private set; }

        public bool WantsOthers => true;

        public void Take(ReadOnlySpan<float> activations, bool isPositive)
        {
            if (!isPositive)
            {
                Count += activations.Length;
                table.Add(activations);
            }
        }
    }

    private readonly struct BucketCounter(long[] positives, long[] negatives) : ITaker
    {
        public bool WantsOthers => true;

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
        public bool WantsOthers => true;

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
        public bool WantsOthers => true;

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
