using CompExplain.Query.Binding;

namespace CompExplain.Query.Planning;

/// <summary>The rewrites of formulas. Each stands on its own, and none changes a formula's mask.</summary>
internal static class Rewrites
{
    /// <summary>Applies a rewrite to every node, the leaves first.</summary>
    public static Bound BottomUp(Bound formula, Func<Bound, Bound> rewrite)
    {
        if (formula is not BoundNode node)
        {
            return rewrite(formula);
        }

        var operands = new Bound[node.Operands.Count];
        bool changed = false;
        for (int i = 0; i < operands.Length; i++)
        {
            operands[i] = BottomUp(node.Operands[i], rewrite);
            changed |= !ReferenceEquals(operands[i], node.Operands[i]);
        }

        return rewrite(changed ? node.With(operands) : node);
    }

    /// <summary>(a AND b) AND c becomes a AND b AND c.</summary>
    public static Bound Flatten(Bound formula) => BottomUp(formula, node => node switch
    {
        BoundAnd and => and.Operands.Any(each => each is BoundAnd)
            ? new BoundAnd(and.Operands.SelectMany(each => each is BoundAnd inner ? (IEnumerable<Bound>)inner.Operands : [each]))
            : and,
        BoundOr or => or.Operands.Any(each => each is BoundOr)
            ? new BoundOr(or.Operands.SelectMany(each => each is BoundOr inner ? (IEnumerable<Bound>)inner.Operands : [each]))
            : or,
        _ => node,
    });

    /// <summary>Removes ALL and NONE: a AND ALL is a, a OR ALL is ALL, NOT NONE is ALL, and so on.</summary>
    public static Bound FoldConstants(Bound formula) => BottomUp(formula, node =>
    {
        switch (node)
        {
            case BoundNot { Operand: BoundConstant constant }:
                return new BoundConstant(!constant.Value);
            case BoundAnd and:
                return FoldChain(and, absorbing: false, all => new BoundAnd(all));
            case BoundOr or:
                return FoldChain(or, absorbing: true, all => new BoundOr(all));
            case BoundXor { Left: BoundConstant left } xor:
                return left.Value ? FoldConstants(new BoundNot(xor.Right)) : xor.Right;
            case BoundXor { Right: BoundConstant right } xor:
                return right.Value ? FoldConstants(new BoundNot(xor.Left)) : xor.Left;
            case BoundSome { Operand: BoundConstant some }:
                return some;
            case BoundEvery { Operand: BoundConstant every }:
                return every;
            case BoundExpand { Operand: BoundConstant expanded }:
                return expanded;
            case BoundShadow { Operand: BoundConstant { Value: false } nothing }:
                return nothing;
            default:
                return node;
        }
    });

    /// <summary>
    /// Removes repeated operands of AND and OR; a AND NOT a is NONE, a OR NOT a is ALL, a XOR a is NONE, NOT NOT a is a.
    /// </summary>
    public static Bound DropRepeats(Bound formula) => BottomUp(formula, node =>
    {
        switch (node)
        {
            case BoundNot { Operand: BoundNot inner }:
                return inner.Operand;
            case BoundXor xor when xor.Left.Equals(xor.Right):
                return new BoundConstant(false);
            case BoundAnd or BoundOr:
                var operands = ((BoundNode)node).Operands;
                var distinct = operands.Distinct().ToList();
                var negated = distinct.OfType<BoundNot>().Select(not => not.Operand).ToHashSet();
                if (negated.Count > 0 && distinct.Any(negated.Contains))
                {
                    return new BoundConstant(node is BoundOr);
                }

                if (distinct.Count == operands.Count)
                {
                    return node;
                }

                return distinct.Count == 1 ? distinct[0] : ((BoundNode)node).With(distinct);
            default:
                return node;
        }
    });

    /// <summary>
    /// Removes NOT: complements become differences (a AND NOT b) or move up to the top. The returned formula has at most one NOT,
    /// and that is its root.
    /// </summary>
    public static Bound RemoveNot(Bound formula)
    {
        var (body, complement) = Positive(formula);
        return complement ? new BoundNot(body) : body;
    }

    /// <summary>Sorts the operands of AND and OR by size, the smallest first, so that intermediate results stay small.</summary>
    public static Bound OrderBySize(Bound formula, Func<Bound, long> size) => BottomUp(formula, node =>
        node is BoundAnd or BoundOr ? ((BoundNode)node).With(((BoundNode)node).Operands.OrderBy(size).ToList()) : node);

    private static Bound FoldChain(BoundNode node, bool absorbing, Func<List<Bound>, Bound> make)
    {
        if (!node.Operands.Any(each => each is BoundConstant))
        {
            return node;
        }

        if (node.Operands.Contains(new BoundConstant(absorbing)))
        {
            return new BoundConstant(absorbing);
        }

        var rest = node.Operands.Where(each => each is not BoundConstant).ToList();
        return rest.Count switch
        {
            0 => new BoundConstant(!absorbing),
            1 => rest[0],
            _ => make(rest),
        };
    }

    private static (Bound Body, bool Complement) Positive(Bound formula)
    {
        switch (formula)
        {
            case BoundNot not:
                var (inner, flipped) = Positive(not.Operand);
                return (inner, !flipped);
            case BoundConstant constant:
                return (new BoundConstant(false), constant.Value);
            case BoundAnd and:
                // a AND b AND NOT c AND NOT d = (a AND b) without (c OR d); with no a or b, NOT (c OR d).
                var (positive, negative) = Split(and);
                if (positive.Count == 0)
                {
                    return (Join(negative, all => new BoundOr(all)), true);
                }

                return (Without(Join(positive, all => new BoundAnd(all)), negative), false);
            case BoundOr or:
                // a OR NOT c OR NOT d = NOT ((c AND d) without a).
                var (plain, negated) = Split(or);
                if (negated.Count == 0)
                {
                    return (Join(plain, all => new BoundOr(all)), false);
                }

                return (Without(Join(negated, all => new BoundAnd(all)), plain), true);
            case BoundXor xor:
                var (left, leftFlipped) = Positive(xor.Left);
                var (right, rightFlipped) = Positive(xor.Right);
                return (new BoundXor(left, right), leftFlipped ^ rightFlipped);
            case BoundAndNot difference:
                return Positive(new BoundAnd([difference.Left, new BoundNot(difference.Right)]));
            case BoundSome some:
                var (someBody, someFlipped) = Positive(some.Operand);
                return someFlipped ? (new BoundEvery(someBody), true) : (new BoundSome(someBody), false);
            case BoundEvery every:
                var (everyBody, everyFlipped) = Positive(every.Operand);
                return everyFlipped ? (new BoundSome(everyBody), true) : (new BoundEvery(everyBody), false);
            case BoundExpand or BoundShadow:
                var node = (BoundNode)formula;
                return (node.With([RemoveNot(node.Operands[0])]), false);
            default:
                return (formula, false);
        }
    }

    private static (List<Bound> Positive, List<Bound> Negative) Split(BoundNode node)
    {
        var positive = new List<Bound>();
        var negative = new List<Bound>();
        foreach (var operand in node.Operands)
        {
            var (body, complement) = Positive(operand);
            (complement ? negative : positive).Add(body);
        }

        return (positive, negative);
    }

    private static Bound Without(Bound body, List<Bound> removed) =>
        removed.Count == 0 ? body : new BoundAndNot(body, Join(removed, all => new BoundOr(all)));

    private static Bound Join(List<Bound> operands, Func<List<Bound>, Bound> join) =>
        operands.Count == 1 ? operands[0] : join(operands);
}
