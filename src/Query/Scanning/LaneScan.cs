using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using CompExplain.Storage.Signatures;

namespace CompExplain.Query.Scanning;

/// <summary>
/// Counts rows of one position for a whole beam of formulas at once. Each row has 32 lanes of a byte: lane f is 1 where
/// formula f has the row, lane 16 + f where the target has it too. The counts of a rare candidate are the sum of its rows'
/// lanes, one vector addition a row; those of a frequent one are AND and popcount over bits, which cost the same however
/// many rows it has.
/// </summary>
internal sealed class LaneScan : ExtensionScan
{
    /// <summary>Its <see cref="Method"/>.</summary>
    public const string MethodName = "lanes";

    private const int Group = 16;

    // A candidate with more rows than this many per word of bits is counted by bits. Measured; see docs/performance.md.
    private const double RowsPerWord = 8;

    // The bits of the frequent candidates are the same for every scan of a table.
    private static readonly ConditionalWeakTable<CandidateTable, BitRows> Frequent = [];

    private readonly BitRows _frequent;
    private readonly List<LaneGroup> _groups = [];
    private readonly ulong[] _targetBits;
    private int _formulas;

    public LaneScan(CandidateTable table)
        : base(table)
    {
        _targetBits = new ulong[table.WordCount];
        _frequent = Frequent.GetValue(table, each => new BitRows(each, RowsPerWord));
    }

    public override string Method => MethodName;

    public override void SetTarget(UnitHits target)
    {
        base.SetTarget(target);
        Array.Clear(_targetBits);
        foreach (int row in Table.RowHits(target).Signatures)
        {
            _targetBits[row >> 6] |= 1UL << row;
        }
    }

    public override void CountSingles(Span<long> hits)
    {
        for (int candidate = 0; candidate < hits.Length; candidate++)
        {
            if (_frequent.TryGet(candidate, out var bits))
            {
                hits[candidate] = CountBits(bits, _targetBits);
            }
            else
            {
                long count = 0;
                foreach (int row in Table.RowsOf(candidate))
                {
                    count += (long)(_targetBits[row >> 6] >> row & 1);
                }

                hits[candidate] = count;
            }
        }
    }

    public override void SetFormulas(IReadOnlyList<RowMask> formulas)
    {
        _formulas = formulas.Count;
        int groups = (formulas.Count + Group - 1) / Group;
        while (_groups.Count < groups)
        {
            _groups.Add(new LaneGroup(Table.RowCount, Table.WordCount));
        }

        for (int group = 0; group < groups; group++)
        {
            int count = Math.Min(Group, formulas.Count - (group * Group));
            _groups[group].Fill(formulas, group * Group, count, _targetBits);
        }
    }

    public override (long Size, long Hits) Meet(RowMask formula, RowMask other)
    {
        ArgumentNullException.ThrowIfNull(formula);
        ArgumentNullException.ThrowIfNull(other);
        var (f, g) = (formula.Bits, other.Bits);
        long size = 0, hits = 0;
        for (int word = 0; word < f.Length; word++)
        {
            size += BitOperations.PopCount(f[word] & g[word]);
            hits += BitOperations.PopCount(f[word] & g[word] & _targetBits[word]);
        }

        return (size, hits);
    }

    public override void Count(int first, int count, Span<long> a, Span<long> b)
    {
        Span<int> sums = stackalloc int[2 * Group];
        for (int i = 0; i < count; i++)
        {
            int candidate = first + i;
            bool isFrequent = _frequent.TryGet(candidate, out var bits);
            for (int start = 0, group = 0; start < _formulas; start += Group, group++)
            {
                int formulas = Math.Min(Group, _formulas - start);
                if (isFrequent)
                {
                    _groups[group].CountBits(bits, sums);
                }
                else
                {
                    _groups[group].CountRows(Table.RowsOf(candidate), sums);
                }

                int to = (i * _formulas) + start;
                for (int f = 0; f < formulas; f++)
                {
                    a[to + f] = sums[f];
                    b[to + f] = sums[Group + f];
                }
            }
        }
    }

    private static long CountBits(ReadOnlySpan<ulong> a, ReadOnlySpan<ulong> b)
    {
        long count = 0;
        for (int word = 0; word < a.Length; word++)
        {
            count += BitOperations.PopCount(a[word] & b[word]);
        }

        return count;
    }

    /// <summary>Up to 16 formulas: their lanes by row, and their bits, with the target and without.</summary>
    private sealed class LaneGroup
    {
        private readonly byte[] _lanes;
        private readonly ulong[] _bits;
        private readonly int _words;
        private int _count;

        public LaneGroup(int rows, int words)
        {
            _lanes = GC.AllocateArray<byte>(32 * rows, pinned: true);
            _bits = new ulong[2 * Group * words];
            _words = words;
        }

        public void Fill(IReadOnlyList<RowMask> formulas, int first, int count, ReadOnlySpan<ulong> target)
        {
            _count = count;
            Array.Clear(_lanes);
            for (int f = 0; f < count; f++)
            {
                ulong[] bits = formulas[first + f].Bits;
                bits.CopyTo(_bits.AsSpan(f * _words));
                var hits = _bits.AsSpan((Group + f) * _words, _words);
                for (int word = 0; word < _words; word++)
                {
                    hits[word] = bits[word] & target[word];
                    for (ulong rest = bits[word]; rest != 0; rest &= rest - 1)
                    {
                        int bit = BitOperations.TrailingZeroCount(rest);
                        int lane = 32 * ((word << 6) + bit);
                        _lanes[lane + f] = 1;
                        _lanes[lane + Group + f] = (byte)(hits[word] >> bit & 1);
                    }
                }
            }
        }

        /// <summary>Sums the lanes of some rows.</summary>
        public void CountRows(ReadOnlySpan<int> rows, Span<int> sums)
        {
            sums.Clear();
            ref byte lanes = ref MemoryMarshal.GetArrayDataReference(_lanes);
            while (rows.Length > 0)
            {
                // A lane of a byte holds 255 rows.
                var some = rows[..Math.Min(255, rows.Length)];
                rows = rows[some.Length..];
                var total = Vector256<byte>.Zero;
                foreach (int row in some)
                {
                    total += Vector256.LoadUnsafe(ref lanes, (nuint)(32 * (uint)row));
                }

                AddLanes(total, ref MemoryMarshal.GetReference(sums));
            }
        }

        private static void AddLanes(Vector256<byte> lanes, ref int sums)
        {
            var (lower, upper) = Vector256.Widen(lanes);
            Add(lower, ref sums, 0);
            Add(upper, ref sums, Group);

            static void Add(Vector256<ushort> half, ref int sums, nuint at)
            {
                var (first, second) = Vector256.Widen(half);
                (Vector256.LoadUnsafe(ref sums, at) + first.AsInt32()).StoreUnsafe(ref sums, at);
                (Vector256.LoadUnsafe(ref sums, at + 8) + second.AsInt32()).StoreUnsafe(ref sums, at + 8);
            }
        }

        /// <summary>Counts the bits that a candidate shares with each formula.</summary>
        public void CountBits(ReadOnlySpan<ulong> candidate, Span<int> sums)
        {
            sums.Clear();
            for (int f = 0; f < _count; f++)
            {
                sums[f] = (int)LaneScan.CountBits(candidate, _bits.AsSpan(f * _words, _words));
                sums[Group + f] = (int)LaneScan.CountBits(candidate, _bits.AsSpan((Group + f) * _words, _words));
            }
        }
    }
}
