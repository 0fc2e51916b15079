using System.Numerics;
using System.Numerics.Tensors;
using CompExplain.Storage.Signatures;

namespace CompExplain.Query.Scanning;

/// <summary>
/// The heart of the engine: for a formula F and every candidate c at once, a = |F and c| and b = |F and c and U|, and with
/// them the exact counts of every one-term extension of F (design: engine.md, section 3; the paper, section 2.1).
/// One scan serves one thread; it holds one target U at a time.
/// </summary>
public abstract class ExtensionScan
{
    private readonly Stack<ulong[]> _freeBits = [];
    private readonly List<RowMask> _made = [];

    private protected ExtensionScan(CandidateTable table) => Table = table;

    /// <summary>The candidates.</summary>
    public CandidateTable Table { get; }

    /// <summary>How many positions the target has.</summary>
    public long TargetSize { get; private set; }

    /// <summary>How it counts, for PLAN: <c>lists</c>, <c>lanes</c> or <c>differences</c>.</summary>
    public abstract string Method { get; }

    /// <summary>Makes the scan that is fastest for a table.</summary>
    /// <param name="table">The candidates.</param>
    public static ExtensionScan For(CandidateTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return MethodFor(table.HasUnitRows, table.PositionCount, table.Candidates.Count) switch
        {
            LaneScan.MethodName => new LaneScan(table),
            DifferenceScan.MethodName => new DifferenceScan(table),
            _ => new ListScan(table),
        };
    }

    /// <summary>Makes the scan that is ready soonest: for the counts of single candidates with a few targets.</summary>
    /// <param name="table">The candidates.</param>
    internal static ExtensionScan ForSingles(CandidateTable table) => new ListScan(table);

    /// <summary>The <see cref="Method"/> of <see cref="For"/> for a table that is not made yet.</summary>
    /// <param name="index">The signature index that it will be over.</param>
    /// <param name="candidates">The number of candidates.</param>
    internal static string MethodFor(SignatureIndex index, int candidates) =>
        MethodFor(CandidateTable.MakesUnitRows(index), index.PositionCount, candidates);

    private static string MethodFor(bool hasUnitRows, long positions, int candidates) =>
        hasUnitRows ? LaneScan.MethodName
        : DifferenceScan.CanCount(positions, candidates) ? DifferenceScan.MethodName
        : ListScan.MethodName;

    /// <summary>Takes another target.</summary>
    /// <param name="target">The target's positions by signature.</param>
    public virtual void SetTarget(UnitHits target)
    {
        ArgumentNullException.ThrowIfNull(target);
        TargetSize = target.Total;
        Keep([]);
    }

    /// <summary>
    /// How many positions of the target every candidate has: the b of F = ALL, whose a is the candidate's size.
    /// </summary>
    /// <param name="hits">Gets a count a candidate.</param>
    public abstract void CountSingles(Span<long> hits);

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
    public RowMask Single(int candidate, long hits) => new(this, null, Extension.Or, candidate, null, SizeOf(candidate), hits);

    /// <summary>The mask of a formula extended by a candidate. It is made when it is needed, from the formula's.</summary>
    /// <param name="formula">The formula's mask.</param>
    /// <param name="extension">How it is extended.</param>
    /// <param name="candidate">The candidate's number.</param>
    /// <param name="size">How many positions the result has.</param>
    /// <param name="hits">How many positions of the target the result has.</param>
    public RowMask Extend(RowMask formula, Extension extension, int candidate, long size, long hits)
    {
        ArgumentNullException.ThrowIfNull(formula);
        return new RowMask(this, formula, extension, candidate, null, size, hits);
    }

    /// <summary>The mask of a formula joined with another.</summary>
    /// <param name="formula">The formula's mask.</param>
    /// <param name="extension">How they are joined.</param>
    /// <param name="other">The other formula's mask.</param>
    /// <param name="size">How many positions the result has.</param>
    /// <param name="hits">How many positions of the target the result has.</param>
    public RowMask Join(RowMask formula, Extension extension, RowMask other, long size, long hits)
    {
        ArgumentNullException.ThrowIfNull(formula);
        ArgumentNullException.ThrowIfNull(other);
        return new RowMask(this, formula, extension, -1, other, size, hits);
    }

    /// <summary>What two formulas F and G have together.</summary>
    /// <param name="formula">F.</param>
    /// <param name="other">G.</param>
    /// <returns>|F and G| and |F and G and U|.</returns>
    public abstract (long Size, long Hits) Meet(RowMask formula, RowMask other);

    /// <summary>
    /// Forgets all masks but some: the others' memory serves the masks to come. What is kept must have been among the formulas
    /// of <see cref="SetFormulas"/> since it was made.
    /// </summary>
    /// <param name="kept">The masks that will be used again.</param>
    public void Keep(IReadOnlyCollection<RowMask> kept)
    {
        int still = 0;
        for (int i = 0; i < _made.Count; i++)
        {
            var mask = _made[i];
            // What is kept has all that it needs of the formula that it extends.
            mask.Parent = mask.Other = null;
            if (kept.Contains(mask))
            {
                _made[still++] = mask;
            }
            else
            {
                Recycle(mask);
            }
        }

        _made.RemoveRange(still, _made.Count - still);
    }

    internal ulong[] MakeBits(RowMask mask)
    {
        if (!_freeBits.TryPop(out ulong[]? bits))
        {
            bits = new ulong[Table.WordCount];
        }

        if (mask.Parent is null)
        {
            Array.Clear(bits);
            foreach (int row in Table.RowsOf(mask.Candidate))
            {
                bits[row >> 6] |= 1UL << row;
            }
        }
        else if (mask.Other is { } other)
        {
            Combine(mask.Extension, mask.Parent.Bits, other.Bits, bits);
        }
        else
        {
            FillBits(mask.Extension, mask.Parent.Bits, mask.Candidate, bits);
        }

        _made.Add(mask);
        return bits;
    }

    /// <summary>Writes the bits of a formula extended by a candidate.</summary>
    /// <param name="extension">How it is extended.</param>
    /// <param name="formula">The formula's bits.</param>
    /// <param name="candidate">The candidate's number.</param>
    /// <param name="bits">Gets a bit a row; what it holds is of no meaning.</param>
    private protected virtual void FillBits(Extension extension, ReadOnlySpan<ulong> formula, int candidate, Span<ulong> bits)
    {
        var rows = Table.RowsOf(candidate);
        if (extension is Extension.Or or Extension.AndNot)
        {
            formula.CopyTo(bits);
        }
        else
        {
            bits.Clear();
        }

        switch (extension)
        {
            case Extension.Or:
                foreach (int row in rows)
                {
                    bits[row >> 6] |= 1UL << row;
                }

                break;
            case Extension.And:
                foreach (int row in rows)
                {
                    bits[row >> 6] |= formula[row >> 6] & (1UL << row);
                }

                break;
            case Extension.AndNot:
                foreach (int row in rows)
                {
                    bits[row >> 6] &= ~(1UL << row);
                }

                break;
            default:
                foreach (int row in rows)
                {
                    bits[row >> 6] |= ~formula[row >> 6] & (1UL << row);
                }

                break;
        }
    }

    /// <summary>The bits of F extended by G.</summary>
    internal static void Combine(Extension extension, ReadOnlySpan<ulong> formula, ReadOnlySpan<ulong> other, Span<ulong> bits)
    {
        switch (extension)
        {
            case Extension.Or:
                TensorPrimitives.BitwiseOr(formula, other, bits);
                break;
            case Extension.And:
                TensorPrimitives.BitwiseAnd(formula, other, bits);
                break;
            case Extension.AndNot:
                TensorPrimitives.OnesComplement(other, bits);
                TensorPrimitives.BitwiseAnd(formula, bits, bits);
                break;
            default:
                TensorPrimitives.OnesComplement(formula, bits);
                TensorPrimitives.BitwiseAnd(other, bits, bits);
                break;
        }
    }

    private protected virtual void Recycle(RowMask mask)
    {
        if (mask.GiveBack() is { } bits)
        {
            _freeBits.Push(bits);
        }
    }

    private protected static int NextRow(ReadOnlySpan<ulong> bits, ref int word, ref ulong rest)
    {
        while (rest == 0)
        {
            if (++word == bits.Length)
            {
                return -1;
            }

            rest = bits[word];
        }

        int row = (word << 6) + BitOperations.TrailingZeroCount(rest);
        rest &= rest - 1;
        return row;
    }
}
