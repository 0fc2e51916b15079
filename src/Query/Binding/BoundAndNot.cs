namespace CompExplain.Query.Binding;

/// <summary>What the first has and the second has not; only the planner makes it.</summary>
internal sealed record BoundAndNot(Bound Left, Bound Right) : BoundNode([Left, Right])
{
    public Bound Left => Operands[0];

    public Bound Right => Operands[1];

    public override Bound With(IReadOnlyList<Bound> operands) => new BoundAndNot(operands[0], operands[1]);
}
