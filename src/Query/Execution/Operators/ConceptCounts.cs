using CompExplain.Query.Binding;
using CompExplain.Query.Scanning;

namespace CompExplain.Query.Execution.Operators;

/// <summary>
/// Counts a formula with holes for every concept put into them at once. At one position a formula depends on the concept only by
/// whether it is there: where it is, the formula is G1 = G[ALL], elsewhere G0 = G[NONE]. So |G(c)| = |G1 and c| + |G0| -
/// |G0 and c|, exactly, however often and wherever the holes stand.
/// </summary>
internal sealed class ConceptCounts
{
    private readonly SignatureCount? _same;
    private readonly SignatureCount? _with;
    private readonly SignatureCount? _without;

    /// <param name="context">The query.</param>
    /// <param name="formula">The formula, with holes or without, none of them lifted.</param>
    public ConceptCounts(QueryContext context, Bound formula)
    {
        if (formula.HasHole)
        {
            _with = new SignatureCount(context, Holes.Fill(formula, new BoundConstant(true)));
            _without = new SignatureCount(context, Holes.Fill(formula, new BoundConstant(false)));
        }
        else
        {
            _same = new SignatureCount(context, formula);
        }
    }

    /// <summary>Whether masks are read for it.</summary>
    public bool ReadsMasks => (_same ?? _with!).ReadsMasks || _without is { ReadsMasks: true };

    /// <summary>Counts it.</summary>
    /// <param name="scan">A scan over all concepts.</param>
    /// <returns>A count for each concept, by its number.</returns>
    public long[] Compute(ExtensionScan scan)
    {
        long[] counts = new long[scan.Table.Candidates.Count];
        if (_same is not null)
        {
            Array.Fill(counts, _same.Compute().Total);
            return counts;
        }

        Sum(scan, _with!, counts);
        long[] without = new long[counts.Length];
        long total = Sum(scan, _without!, without);
        for (int concept = 0; concept < counts.Length; concept++)
        {
            counts[concept] += total - without[concept];
        }

        return counts;
    }

    private static long Sum(ExtensionScan scan, SignatureCount formula, long[] counts)
    {
        if (formula.IsEmpty)
        {
            return 0;
        }

        scan.SetTarget(formula.Compute());
        scan.CountSingles(counts);
        return scan.TargetSize;
    }
}
