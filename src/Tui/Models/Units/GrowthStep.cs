using CompExplain.Query;
using CompExplain.Query.Ast;
using CompExplain.Query.Execution;

namespace CompExplain.Tui.Models.Units;

/// <summary>A clause of a formula, and what it adds to the IoU.</summary>
/// <param name="Operator"><c>OR</c>, <c>AND</c>, <c>AND NOT</c>, <c>XOR</c>; empty for the first.</param>
/// <param name="Text">The clause.</param>
/// <param name="Iou">The IoU of the formula up to this clause.</param>
/// <param name="Change">What the clause adds to it.</param>
internal sealed record GrowthStep(string Operator, string Text, double Iou, double Change)
{
    /// <summary>The clauses of a formula in order, each with the formula up to it.</summary>
    public static List<(string Operator, string Text, Formula Until)> Of(Formula formula)
    {
        var steps = new List<(string, string, Formula)>();
        var at = formula;
        while (at is BinaryFormula binary)
        {
            var (operation, right) = (at, binary.Right) switch
            {
                (AndFormula, NotFormula not) => ("AND NOT", not.Operand),
                (AndFormula, _) => ("AND", binary.Right),
                (OrFormula, _) => ("OR", binary.Right),
                _ => ("XOR", binary.Right),
            };
            steps.Add((operation, right.ToString(), at));
            at = binary.Left;
        }

        steps.Add((string.Empty, at.ToString(), at));
        steps.Reverse();
        return steps;
    }

    /// <summary>Counts what each clause of a formula adds.</summary>
    /// <param name="engine">Counts.</param>
    /// <param name="unit">The unit that the formula explains.</param>
    /// <param name="formula">The formula.</param>
    /// <param name="cancellation">Cancels the counts.</param>
    public static List<GrowthStep> Count(QueryEngine engine, Formula unit, Formula formula, CancellationToken cancellation)
    {
        var options = new RunOptions { Cancellation = cancellation };
        var steps = new List<GrowthStep>();
        double before = 0;
        foreach (var (operation, text, until) in Of(formula))
        {
            double iou = engine.Count(unit, until, options).Iou;
            steps.Add(new GrowthStep(operation, text, iou, iou - before));
            before = iou;
        }

        return steps;
    }
}
