namespace CompExplain.Query.Binding;

internal sealed record BoundOr : BoundNode
{
    public BoundOr(IEnumerable<Bound> operands)
        : base(operands)
    {
    }

    public override Bound With(IReadOnlyList<Bound> operands) => new BoundOr(operands);
}
