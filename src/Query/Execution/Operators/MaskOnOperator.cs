using CompExplain.Query.Binding;
using CompExplain.Query.Planning;

namespace CompExplain.Query.Execution.Operators;

/// <summary>Gives the positions of one input at which a formula is true.</summary>
internal sealed class MaskOnOperator : Operator<bool[]>
{
    private readonly PlannedFormula _formula;
    private readonly int _input;

    public MaskOnOperator(QueryContext context, Bound formula, int input)
        : base(context)
    {
        _formula = context.Planner.Plan(formula);
        _input = input;
    }

    public override string Name => "mask on input";

    public override string Detail => $"{Context.Write(_formula.Formula)} on input {_input}";

    public override string Path => "masks";

    public override IReadOnlyList<PlannedFormula> Formulas => [_formula];

    private protected override bool[] Compute() => Context.Masks.MaskOn(_formula, _input);
}
