namespace CompExplain.Query.Binding;

/// <summary>Every position of an input in which the operand is true everywhere.</summary>
internal sealed record BoundEvery(Bound Operand) : BoundNode([Operand], isPointwise: false)
{
    public override Bound With(IReadOnlyList<Bound> operands) => new BoundEvery(operands[0]);
}
