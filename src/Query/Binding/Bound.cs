using CompExplain.Query.Ast;

namespace CompExplain.Query.Binding;

/// <summary>A formula whose names are resolved: its leaves are masks of the database. And and Or are n-ary.</summary>
internal abstract record Bound
{
    /// <summary>Whether it can be answered signature by signature: it is made of concepts alone.</summary>
    public abstract bool IsPointwise { get; }

    public abstract bool HasHole { get; }

    /// <summary>The leaves, left to right, each as often as it stands there.</summary>
    public IEnumerable<Bound> Leaves()
    {
        var open = new Stack<Bound>([this]);
        while (open.TryPop(out var node))
        {
            if (node.Children.Count == 0)
            {
                yield return node;
            }

            for (int i = node.Children.Count - 1; i >= 0; i--)
            {
                open.Push(node.Children[i]);
            }
        }
    }

    public virtual IReadOnlyList<Bound> Children => [];
}

internal abstract record BoundLeaf(bool Pointwise) : Bound
{
    public sealed override bool IsPointwise => Pointwise;

    public override bool HasHole => false;
}

internal sealed record BoundConcept(int Id) : BoundLeaf(true);

internal sealed record BoundUnit(int Id) : BoundLeaf(false);

/// <summary>A unit's mask by another rule than the stored one, from its stored activations.</summary>
internal sealed record BoundActivation(int UnitId, UnitCondition Condition) : BoundLeaf(false);

internal sealed record BoundConstant(bool Value) : BoundLeaf(true);

internal sealed record BoundInputs(InputProperty Property, string? Value) : BoundLeaf(false);

internal sealed record BoundHole() : BoundLeaf(true)
{
    public override bool HasHole => true;
}

/// <summary>A node over others. What is asked of its leaves is worked out once, when it is made.</summary>
internal abstract record BoundNode : Bound
{
    protected BoundNode(IEnumerable<Bound> operands, bool isPointwise = true)
    {
        Operands = EquatableList.Create(operands);
        ActsPointwise = isPointwise;
        IsPointwise = isPointwise && Operands.All(operand => operand.IsPointwise);
        HasHole = Operands.Any(operand => operand.HasHole);
    }

    public EquatableList<Bound> Operands { get; }

    /// <summary>Whether, at a position, it depends on its operands at that position alone.</summary>
    public bool ActsPointwise { get; }

    public override IReadOnlyList<Bound> Children => Operands;

    public sealed override bool IsPointwise { get; }

    public sealed override bool HasHole { get; }

    /// <summary>The same node over other operands.</summary>
    public abstract Bound With(IReadOnlyList<Bound> operands);
}

internal sealed record BoundNot(Bound Operand) : BoundNode([Operand])
{
    public override Bound With(IReadOnlyList<Bound> operands) => new BoundNot(operands[0]);
}

internal sealed record BoundAnd : BoundNode
{
    public BoundAnd(IEnumerable<Bound> operands)
        : base(operands)
    {
    }

    public override Bound With(IReadOnlyList<Bound> operands) => new BoundAnd(operands);
}

internal sealed record BoundOr : BoundNode
{
    public BoundOr(IEnumerable<Bound> operands)
        : base(operands)
    {
    }

    public override Bound With(IReadOnlyList<Bound> operands) => new BoundOr(operands);
}

internal sealed record BoundXor(Bound Left, Bound Right) : BoundNode([Left, Right])
{
    public override Bound With(IReadOnlyList<Bound> operands) => new BoundXor(operands[0], operands[1]);
}

/// <summary>What the first has and the second has not; only the planner makes it.</summary>
internal sealed record BoundAndNot(Bound Left, Bound Right) : BoundNode([Left, Right])
{
    public override Bound With(IReadOnlyList<Bound> operands) => new BoundAndNot(operands[0], operands[1]);
}

/// <summary>Every position of an input in which the operand is true somewhere.</summary>
internal sealed record BoundSome(Bound Operand) : BoundNode([Operand], isPointwise: false)
{
    public override Bound With(IReadOnlyList<Bound> operands) => new BoundSome(operands[0]);
}

/// <summary>Every position of an input in which the operand is true everywhere.</summary>
internal sealed record BoundEvery(Bound Operand) : BoundNode([Operand], isPointwise: false)
{
    public override Bound With(IReadOnlyList<Bound> operands) => new BoundEvery(operands[0]);
}

/// <summary>Every position of an image that is no more rows and no more columns than so many pixels away from one of the operand.</summary>
internal sealed record BoundExpand(Bound Operand, int Pixels) : BoundNode([Operand], isPointwise: false)
{
    public override Bound With(IReadOnlyList<Bound> operands) => new BoundExpand(operands[0], Pixels);
}

/// <summary>Every position of an image that lies in a direction, seen straight from one of the operand.</summary>
internal sealed record BoundShadow(Direction Direction, Bound Operand) : BoundNode([Operand], isPointwise: false)
{
    public override Bound With(IReadOnlyList<Bound> operands) => new BoundShadow(Direction, operands[0]);
}
