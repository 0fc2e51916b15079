namespace CompExplain.Query.Binding;

/// <summary>
/// Every position of an image that is no more rows and no more columns than so many pixels away from one of the operand.
/// </summary>
internal sealed record BoundExpand(Bound Operand, int Pixels) : BoundNode([Operand], isPointwise: false)
{
    public Bound Operand => Operands[0];

    public override Bound With(IReadOnlyList<Bound> operands) => new BoundExpand(operands[0], Pixels);
}
