namespace CompExplain.Query.Binding;

internal sealed record BoundAnd : BoundNode
{
    public BoundAnd(IEnumerable<Bound> operands)
        : base(operands)
    {
    }

    public override Bound With(IReadOnlyList<Bound> operands) => new BoundAnd(operands);
}
