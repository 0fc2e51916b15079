namespace CompExplain.Query.Binding;

internal sealed record BoundXor(Bound Left, Bound Right) : BoundNode([Left, Right])
{
    public Bound Left => Operands[0];

    public Bound Right => Operands[1];

    public override Bound With(IReadOnlyList<Bound> operands) => new BoundXor(operands[0], operands[1]);
}
