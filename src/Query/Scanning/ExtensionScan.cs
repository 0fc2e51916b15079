using System.Numerics;
using CompExplain.Storage;

namespace CompExplain.Query.Scanning;

/// <summary>
/// The heart of the engine: for a formula F and every candidate c at once, a = |F and c| and b = |F and c and U|, and with
/// them the exact counts of every one-term extension of F (design: engine.md, section 3; the paper, section 2.1).
/// One scan serves one thread; it holds one target U at a time.
/// </summary>
public abstract class ExtensionScan
{
    private protected ExtensionScan(CandidateTable table) => Table = table;

    /// <summary>The candidates.</summary>
    public CandidateTable Table { get; }

    /// <summary>How many positions the target has.</summary>
    public long TargetSize { get; private set; }

    /// <summary>How it counts, for PLAN: <c>lists</c> or <c>lanes</c>.</summary>
    public abstract string Method { get; }

    private protected long[] HitsByRow { get; private set; } = [];

    /// <summary>Makes the scan that is fastest for a table.</summary>
    /// <param name="table">The candidates.</param>
    public static ExtensionScan For(CandidateTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return table.HasUnitRows ? new LaneScan(table) : new ListScan(table);
    }

    /// <summary>Takes another target.</summary>
    /// <param name="target">The target's positions by signature.</param>
    public virtual void SetTarget(UnitHits target)
    {
        ArgumentNullException.ThrowIfNull(target);
        HitsByRow = Table.HitsByRow(target);
        TargetSize = target.Total;
    }

    /// <summary>How many positions of the target every candidate has: the b of F = ALL, whose a is the candidate's size.</summary>
    /// <param name="hits">Gets a count a candidate.</param>
    public virtual void CountSingles(Span<long> hits)
    {
        var rows = HitsByRow;
        for (int candidate = 0; candidate < hits.Length; candidate++)
        {
            long count = 0;
            foreach (int row in Table.RowsOf(candidate))
                count += rows[row];
            hits[candidate] = count;
        }
    }

    /// <summary>Takes the formulas that are to be extended.</summary>
    /// <param name="formulas">Their masks.</param>
    public abstract void SetFormulas(IReadOnlyList<RowMask> formulas);

    /// <summary>Counts all formulas with some candidates.</summary>
    /// <param name="first">The first candidate.</param>
    /// <param name="count">How many candidates.</param>
    /// <param name="a">Gets |F and c|, for each candidate the formulas in order: count x formulas.</param>
    /// <param name="b">Gets |F and c and U|, likewise.</param>
    public abstract void Count(int first, int count, Span<long> a, Span<long> b);

    /// <summary>How many positions a candidate has.</summary>
    /// <param name="candidate">The candidate's number.</param>
    public long SizeOf(int candidate) => Table.CandidateSizes[candidate];

    /// <summary>A candidate's mask.</summary>
    /// <param name="candidate">The candidate's number.</param>
    /// <param name="hits">How many positions of the target it has.</param>
    public RowMask Single(int candidate, long hits)
    {
        var bits = new ulong[Table.WordCount];
        foreach (int row in Table.RowsOf(candidate))
            bits[row >> 6] |= 1UL << row;
        return new RowMask(bits, SizeOf(candidate), hits);
    }

    /// <summary>The mask of a formula extended by a candidate.</summary>
    /// <param name="formula">The formula's mask.</param>
    /// <param name="extension">How it is extended.</param>
    /// <param name="candidate">The candidate's number.</param>
    /// <param name="size">How many positions the result has.</param>
    /// <param name="hits">How many positions of the target the result has.</param>
    public RowMask Extend(RowMask formula, Extension extension, int candidate, long size, long hits)
    {
        ArgumentNullException.ThrowIfNull(formula);
        var rows = Table.RowsOf(candidate);
        ulong[] bits;
        switch (extension)
        {
            case Extension.Or:
                bits = (ulong[])formula.Bits.Clone();
                foreach (int row in rows)
                    bits[row >> 6] |= 1UL << row;
                break;
            case Extension.AndNot:
                bits = (ulong[])formula.Bits.Clone();
                foreach (int row in rows)
                    bits[row >> 6] &= ~(1UL << row);
                break;
            default:
                bits = new ulong[formula.Bits.Length];
                foreach (int row in rows)
                    bits[row >> 6] |= formula.Bits[row >> 6] & (1UL << row);
                break;
        }

        return new RowMask(bits, size, hits);
    }

    private protected static int NextRow(ReadOnlySpan<ulong> bits, ref int word, ref ulong rest)
    {
        while (rest == 0)
        {
            if (++word == bits.Length)
                return -1;
            rest = bits[word];
        }

        int row = (word << 6) + BitOperations.TrailingZeroCount(rest);
        rest &= rest - 1;
        return row;
    }
}
