namespace CompExplain.Query.Binding;

internal sealed record BoundNot(Bound Operand) : BoundNode([Operand])
{
    public override Bound With(IReadOnlyList<Bound> operands) => new BoundNot(operands[0]);
}
