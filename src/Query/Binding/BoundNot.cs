namespace CompExplain.Query.Binding;

internal sealed record BoundNot(Bound Operand) : BoundNode([Operand])
{
    public Bound Operand => Operands[0];

    public override Bound With(IReadOnlyList<Bound> operands) => new BoundNot(operands[0]);
}
