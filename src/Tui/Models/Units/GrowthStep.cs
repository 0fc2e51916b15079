using CompExplain.Query.Ast;

namespace CompExplain.Tui.Models.Units;

/// <summary>A step in which a formula grew: a clause, and the IoU that it brought.</summary>
/// <param name="Operator"><c>OR</c>, <c>AND</c>, <c>AND NOT</c>, <c>XOR</c>; empty for the first.</param>
/// <param name="Text">The clause.</param>
/// <param name="Iou">The IoU of the formula up to here.</param>
/// <param name="Change">What the clause added to it.</param>
internal sealed record GrowthStep(string Operator, string Text, double Iou, double Change)
{
    /// <summary>The steps in which a formula grew: each clause, and the formula up to it.</summary>
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
}
