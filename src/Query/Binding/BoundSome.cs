namespace CompExplain.Query.Binding;

/// <summary>Every position of an input in which the operand is true somewhere.</summary>
internal sealed record BoundSome(Bound Operand) : BoundNode([Operand], isPointwise: false)
{
    public Bound Operand => Operands[0];

    public override Bound With(IReadOnlyList<Bound> operands) => new BoundSome(operands[0]);
}
