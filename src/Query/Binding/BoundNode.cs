using CompExplain.Query.Ast;

namespace CompExplain.Query.Binding;

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

    /// <summary>
    /// The operands in order. A node that names them reads them from here: a second field would double the cost of equality and
    /// of the hash at each level, which is exponential in the depth.
    /// </summary>
    public EquatableList<Bound> Operands { get; }

    /// <summary>Whether, at a position, it depends on its operands at that position alone.</summary>
    public bool ActsPointwise { get; }

    public override IReadOnlyList<Bound> Children => Operands;

    public sealed override bool IsPointwise { get; }

    public sealed override bool HasHole { get; }

    /// <summary>The same node over other operands.</summary>
    public abstract Bound With(IReadOnlyList<Bound> operands);
}
