using CompExplain.Storage.Signatures;

namespace CompExplain.Query.Scanning;

/// <summary>
/// Walks the candidates of each row of a formula: cheap where a formula has few rows, whatever their sizes. The plain way.
/// </summary>
internal sealed class ListScan : ExtensionScan
{
    /// <summary>Its <see cref="Method"/>.</summary>
    public const string MethodName = "lists";

    private long[] _a = [];
    private long[] _b = [];
    private long[] _hitsByRow = [];
    private int _formulas;

    public ListScan(CandidateTable table)
        : base(table)
    {
    }

    public override string Method => MethodName;

    public override void SetTarget(UnitHits target)
    {
        base.SetTarget(target);
        _hitsByRow = Table.RowHits(target).Dense(Table.RowCount);
    }

    public override void CountSingles(Span<long> hits)
    {
        for (int candidate = 0; candidate < hits.Length; candidate++)
        {
            long count = 0;
            foreach (int row in Table.RowsOf(candidate))
            {
                count += _hitsByRow[row];
            }

            hits[candidate] = count;
        }
    }

    public override void SetFormulas(IReadOnlyList<RowMask> formulas)
    {
        _formulas = formulas.Count;
        int candidates = Table.Candidates.Count;
        if (_a.Length < candidates * _formulas)
        {
            _a = new long[candidates * _formulas];
            _b = new long[candidates * _formulas];
        }

        Array.Clear(_a);
        Array.Clear(_b);
        for (int formula = 0; formula < _formulas; formula++)
        {
            var a = _a.AsSpan(formula * candidates, candidates);
            var b = _b.AsSpan(formula * candidates, candidates);
            ulong[] bits = formulas[formula].Bits;
            var (offsets, byRow) = Table.ByRow;
            int word = -1;
            ulong rest = 0;
            for (int row = NextRow(bits, ref word, ref rest); row >= 0; row = NextRow(bits, ref word, ref rest))
            {
                long size = Table.RowSizes?[row] ?? 1;
                long hits = _hitsByRow[row];
                foreach (int candidate in byRow.AsSpan(offsets[row]..offsets[row + 1]))
                {
                    a[candidate] += size;
                    b[candidate] += hits;
                }
            }
        }
    }

    public override (long Size, long Hits) Meet(RowMask formula, RowMask other)
    {
        ArgumentNullException.ThrowIfNull(formula);
        ArgumentNullException.ThrowIfNull(other);
        long size = 0, hits = 0;
        for (int row = 0; row < Table.RowCount; row++)
        {
            if ((formula.Bits[row >> 6] & other.Bits[row >> 6] & (1UL << row)) == 0)
            {
                continue;
            }

            size += Table.RowSizes?[row] ?? 1;
            hits += _hitsByRow[row];
        }

        return (size, hits);
    }

    public override void Count(int first, int count, Span<long> a, Span<long> b)
    {
        int candidates = Table.Candidates.Count;
        for (int formula = 0; formula < _formulas; formula++)
        {
            for (int i = 0; i < count; i++)
            {
                a[(i * _formulas) + formula] = _a[(formula * candidates) + first + i];
                b[(i * _formulas) + formula] = _b[(formula * candidates) + first + i];
            }
        }
    }
}
