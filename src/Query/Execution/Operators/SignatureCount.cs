using System.Numerics;
using CompExplain.Query.Binding;
using CompExplain.Query.Planning;
using CompExplain.Storage.Signatures;

namespace CompExplain.Query.Execution.Operators;

/// <summary>
/// Counts a formula by signature. A formula of concepts has all positions of its signatures; a unit, or the part of it that lies
/// in a formula of concepts, has the unit's stored hits; any other formula is counted over the masks.
/// </summary>
internal sealed class SignatureCount
{
    private readonly QueryContext _context;
    private readonly BoundUnit? _unit;
    private readonly Bound? _within;

    /// <param name="context">The query.</param>
    /// <param name="formula">The formula, without holes.</param>
    public SignatureCount(QueryContext context, Bound formula)
    {
        _context = context;
        Formula = context.Planner.Plan(formula);
        if (!Formula.IsComplement && UnitWithin(Formula.Body) is { } found)
        {
            (_unit, _within) = found;
        }
    }

    /// <summary>The formula.</summary>
    public PlannedFormula Formula { get; }

    /// <summary>Whether masks are read for it.</summary>
    public bool ReadsMasks => _unit is null && !Formula.Body.IsPointwise;

    /// <summary>Whether it is true nowhere, which is known without counting.</summary>
    public bool IsEmpty => Formula is { Body: BoundConstant { Value: false }, IsComplement: false };

    /// <summary>Counts it.</summary>
    public UnitHits Compute()
    {
        if (_unit is not null)
        {
            var hits = _context.Database.Hits.Read(_unit.Unit.Id);
            return _within is null ? hits : Within(hits, _context.Signatures.Evaluate(_within));
        }

        return ReadsMasks
            ? _context.Database.Hits.Count([shard => _context.Masks.Runs(Formula, shard)], _context.Cancellation)[0]
            : Whole(_context.Signatures.Evaluate(Formula), _context.Database.Index);
    }

    /// <summary>The unit and the rest of a formula that is a unit AND a formula of concepts; null if it is not.</summary>
    private static (BoundUnit Unit, Bound? Within)? UnitWithin(Bound formula)
    {
        switch (formula)
        {
            case BoundUnit unit:
                return (unit, null);
            case BoundAnd chain when chain.Operands.OfType<BoundUnit>().ToList() is [var unit]:
                Bound[] others = [.. chain.Operands.Where(operand => operand is not BoundUnit)];
                return others.All(operand => operand.IsPointwise)
                    ? (unit, others.Length == 1 ? others[0] : new BoundAnd(others))
                    : null;
            case BoundAndNot { Right.IsPointwise: true } difference when UnitWithin(difference.Left) is { } left:
                return (
                    left.Unit,
                    left.Within is null ? new BoundNot(difference.Right) : new BoundAndNot(left.Within, difference.Right));
            default:
                return null;
        }
    }

    private static UnitHits Within(UnitHits hits, ulong[] bits)
    {
        var signatures = new List<int>();
        var counts = new List<long>();
        for (int i = 0; i < hits.Signatures.Length; i++)
        {
            int signature = hits.Signatures[i];
            if ((bits[signature >> 6] >> signature & 1) != 0)
            {
                signatures.Add(signature);
                counts.Add(hits.Hits[i]);
            }
        }

        return new UnitHits([.. signatures], [.. counts]);
    }

    private static UnitHits Whole(ulong[] bits, SignatureIndex index)
    {
        int count = bits.Sum(BitOperations.PopCount);
        int[] signatures = new int[count];
        long[] hits = new long[count];
        var sizes = index.Sizes;
        int at = 0;
        for (int word = 0; word < bits.Length; word++)
        {
            for (ulong rest = bits[word]; rest != 0; rest &= rest - 1)
            {
                int signature = (word << 6) + BitOperations.TrailingZeroCount(rest);
                signatures[at] = signature;
                hits[at++] = sizes[signature];
            }
        }

        return new UnitHits(signatures, hits);
    }
}
