using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using CompExplain.Storage.Signatures;

namespace CompExplain.Query.Scanning;

/// <summary>
/// Keeps the counts of each formula with every candidate, and takes from a formula to its extension by the rows that enter or
/// leave, which are rows of the added candidate: F OR c adds c's rows that F has not, F AND NOT c takes away those that it
/// has, F AND c is those that it has. What a formula costs is therefore its last candidate's rows, however large it is
/// (design: engine.md, section 4). Both counts of a candidate are the halves of one number: one addition serves them both.
/// </summary>
internal sealed class DifferenceScan : ExtensionScan
{
    /// <summary>Its <see cref="Method"/>.</summary>
    public const string MethodName = "differences";

    // What every scan of a table shares: the candidates of each row, two bytes each.
    private static readonly ConditionalWeakTable<CandidateTable, RowCandidates> ByRow = [];

    private const int SparePlaces = 4;

    // So many rows are on their way from memory at once. Measured; see docs/performance.md.
    private const int Ahead = 16;

    // A candidate with more rows than this for each word of bits is walked by its bits. Measured; see docs/performance.md.
    private const double RowsPerWord = 1;

    private static readonly ConditionalWeakTable<CandidateTable, BitRows> Frequent = [];

    private readonly BitRows _frequent;

    private readonly RowCandidates _byRow;
    private readonly Row[] _rows;
    private readonly int _longRow;
    private readonly Stack<ulong[]> _freeCounts = [];
    private readonly List<ulong[]> _formulas = [];
    private readonly ulong[] _singles;
    private UnitHits _target = new([], []);

    public DifferenceScan(CandidateTable table)
        : this(table, Frequent.GetValue(table, each => new BitRows(each, RowsPerWord)))
    {
    }

    internal DifferenceScan(CandidateTable table, BitRows frequent)
        : base(table)
    {
        if (!CanCount(table.PositionCount, table.Candidates.Count))
        {
            throw new ArgumentException("too many positions or candidates", nameof(table));
        }

        _byRow = ByRow.GetValue(table, RowCandidates.Of);
        _frequent = frequent;
        _longRow = table.Candidates.Count;
        _singles = new ulong[table.Candidates.Count + SparePlaces];
        _rows = new Row[table.RowCount];
        for (int row = 0; row < _rows.Length; row++)
        {
            _rows[row] = Row.Of(table.RowSizes?[row] ?? 1, _byRow.Of(row), table.Candidates.Count);
        }
    }

    public override string Method => MethodName;

    /// <summary>Whether a table's counts fit half a number each, and its candidates two bytes.</summary>
    public static bool CanCount(long positions, int candidates) =>
        positions <= uint.MaxValue && candidates + SparePlaces <= ushort.MaxValue + 1;

    public override void SetTarget(UnitHits target)
    {
        base.SetTarget(target);
        int[] rows = _target.Signatures;
        for (int i = 0; i < rows.Length; i++)
        {
            Fetch(rows, i + Ahead);
            _rows[rows[i]].Weight &= ~(ulong)uint.MaxValue;
        }

        _target = Table.RowHits(target);
        rows = _target.Signatures;
        Array.Clear(_singles);
        ref ulong singles = ref MemoryMarshal.GetArrayDataReference(_singles);
        for (int i = 0; i < rows.Length; i++)
        {
            Fetch(rows, i + Ahead);
            ulong hits = (ulong)_target.Hits[i];
            _rows[rows[i]].Weight |= hits;
            AddRow(rows[i], hits, ref singles);
        }
    }

    // Its rows were walked when the target came, which is what it costs.
    public override void CountSingles(Span<long> hits)
    {
        for (int candidate = 0; candidate < hits.Length; candidate++)
        {
            hits[candidate] = (long)_singles[candidate];
        }
    }

    public override void SetFormulas(IReadOnlyList<RowMask> formulas)
    {
        _formulas.Clear();
        foreach (var formula in formulas)
        {
            _formulas.Add(formula.Counts ??= MakeCounts(formula));
        }
    }

    public override void Count(int first, int count, Span<long> a, Span<long> b)
    {
        int formulas = _formulas.Count;
        for (int formula = 0; formula < formulas; formula++)
        {
            var counts = _formulas[formula].AsSpan(first, count);
            for (int i = 0; i < counts.Length; i++)
            {
                a[(i * formulas) + formula] = (long)(counts[i] >> 32);
                b[(i * formulas) + formula] = (uint)counts[i];
            }
        }
    }

    public override (long Size, long Hits) Meet(RowMask formula, RowMask other)
    {
        ArgumentNullException.ThrowIfNull(formula);
        ArgumentNullException.ThrowIfNull(other);
        var (f, g) = (formula.Bits, other.Bits);
        ulong sum = 0;
        for (int word = 0; word < f.Length; word++)
        {
            for (ulong rest = f[word] & g[word]; rest != 0; rest &= rest - 1)
            {
                sum += _rows[(word << 6) + BitOperations.TrailingZeroCount(rest)].Weight;
            }
        }

        return ((long)(sum >> 32), (uint)sum);
    }

    private protected override void FillBits(Extension extension, ReadOnlySpan<ulong> formula, int candidate, Span<ulong> bits)
    {
        if (_frequent.TryGet(candidate, out var frequent))
        {
            Combine(extension, formula, frequent, bits);
        }
        else
        {
            base.FillBits(extension, formula, candidate, bits);
        }
    }

    private protected override void Recycle(RowMask mask)
    {
        base.Recycle(mask);
        if (mask.Counts is { } counts)
        {
            _freeCounts.Push(counts);
        }

        mask.Counts = null;
    }

    private ulong[] MakeCounts(RowMask mask)
    {
        _ = mask.Bits;
        if (!_freeCounts.TryPop(out ulong[]? counts))
        {
            counts = new ulong[Table.Candidates.Count + SparePlaces];
        }

        var parent = mask.Parent;
        if (parent is null || mask.Extension is Extension.And or Extension.Except)
        {
            Array.Clear(counts);
        }
        else
        {
            CountsOf(parent).CopyTo(counts);
        }

        if (parent is null)
        {
            Add<Always>(mask, mask.Bits, counts);
        }
        else if (mask.Extension == Extension.And)
        {
            Add<WhereSet>(mask, parent.Bits, counts);
        }
        else if (mask.Extension == Extension.AndNot)
        {
            Add<WhereSetTaken>(mask, parent.Bits, counts);
        }
        else
        {
            Add<WhereClear>(mask, parent.Bits, counts);
        }

        return counts;
    }

    private Span<ulong> CountsOf(RowMask mask) => mask.Counts ??= MakeCounts(mask);

    /// <summary>
    /// Adds those rows of what a mask is extended by that a choice picks by a formula's bits to the counts of their candidates,
    /// or takes them away.
    /// </summary>
    private void Add<TChoice>(RowMask mask, ulong[] formula, ulong[] counts)
        where TChoice : struct, IChoice
    {
        ref ulong sums = ref MemoryMarshal.GetArrayDataReference(counts);
        ref ulong words = ref MemoryMarshal.GetArrayDataReference(formula);
        ReadOnlySpan<ulong> bits = mask.Other is { } other ? other.Bits : default;
        if (!bits.IsEmpty || _frequent.TryGet(mask.Candidate, out bits))
        {
            for (int word = 0; word < bits.Length; word++)
            {
                for (ulong rest = bits[word] & TChoice.Picked(Unsafe.Add(ref words, word)); rest != 0; rest &= rest - 1)
                {
                    AddRow<TChoice>((word << 6) + BitOperations.TrailingZeroCount(rest), ref sums);
                }
            }
        }
        else
        {
            var rows = Table.RowsOf(mask.Candidate);
            for (int i = 0; i < rows.Length; i++)
            {
                Fetch(rows, i + Ahead);
                int row = rows[i];
                if ((TChoice.Picked(Unsafe.Add(ref words, row >> 6)) >> row & 1) != 0)
                {
                    AddRow<TChoice>(row, ref sums);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void AddRow<TChoice>(int number, ref ulong sums)
        where TChoice : struct, IChoice
    {
        ulong weight = Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_rows), number).Weight;
        AddRow(number, TChoice.IsTaken ? 0 - weight : weight, ref sums);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void AddRow(int number, ulong weight, ref ulong sums)
    {
        ref var row = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_rows), number);
        Unsafe.Add(ref sums, row.First) += weight;
        Unsafe.Add(ref sums, row.Second) += weight;
        Unsafe.Add(ref sums, row.Third) += weight;
        Unsafe.Add(ref sums, row.Fourth) += weight;
        if (row.First == _longRow)
        {
            foreach (ushort candidate in _byRow.Of(number))
            {
                Unsafe.Add(ref sums, candidate) += weight;
            }
        }
    }

    // Rows that are walked by a list lie far apart in memory, and each is waited for unless it is on its way by then.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private unsafe void Fetch(ReadOnlySpan<int> rows, int at)
    {
        if (Sse.IsSupported && at < rows.Length)
        {
            Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_rows), rows[at])));
        }
    }

    private interface IChoice
    {
        static abstract bool IsTaken { get; }

        static abstract ulong Picked(ulong formula);
    }

    private readonly struct Always : IChoice
    {
        public static bool IsTaken => false;

        public static ulong Picked(ulong formula) => ulong.MaxValue;
    }

    private readonly struct WhereSet : IChoice
    {
        public static bool IsTaken => false;

        public static ulong Picked(ulong formula) => formula;
    }

    private readonly struct WhereClear : IChoice
    {
        public static bool IsTaken => false;

        public static ulong Picked(ulong formula) => ~formula;
    }

    private readonly struct WhereSetTaken : IChoice
    {
        public static bool IsTaken => true;

        public static ulong Picked(ulong formula) => formula;
    }

    /// <summary>
    /// A row in 16 bytes: how many positions it has (upper half), how many of them the target has (lower), and its candidates.
    /// One with fewer than four has spare places beyond the counts, so that the loop never asks how many there are; one with
    /// more has all four there, and is looked up.
    /// </summary>
    private struct Row
    {
        public ulong Weight;
        public ushort First;
        public ushort Second;
        public ushort Third;
        public ushort Fourth;

        public static Row Of(long size, ReadOnlySpan<ushort> candidates, int spare)
        {
            bool isLong = candidates.Length > 4;
            return new Row
            {
                Weight = (ulong)size << 32,
                First = Place(candidates, 0),
                Second = Place(candidates, 1),
                Third = Place(candidates, 2),
                Fourth = Place(candidates, 3),
            };

            ushort Place(ReadOnlySpan<ushort> from, int at) => !isLong && at < from.Length ? from[at] : (ushort)(spare + at);
        }
    }

    private sealed record RowCandidates(int[] Offsets, ushort[] Candidates)
    {
        public static RowCandidates Of(CandidateTable table)
        {
            var (offsets, candidates) = table.ByRow;
            return new(offsets, Array.ConvertAll(candidates, candidate => (ushort)candidate));
        }

        public ReadOnlySpan<ushort> Of(int row) => Candidates.AsSpan(Offsets[row], Offsets[row + 1] - Offsets[row]);
    }
}
