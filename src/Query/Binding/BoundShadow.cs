using CompExplain.Query.Ast;

namespace CompExplain.Query.Binding;

/// <summary>Every position of an image that lies in a direction, seen straight from one of the operand.</summary>
internal sealed record BoundShadow(Direction Direction, Bound Operand) : BoundNode([Operand], isPointwise: false)
{
    public Bound Operand => Operands[0];

    public override Bound With(IReadOnlyList<Bound> operands) => new BoundShadow(Direction, operands[0]);
}
