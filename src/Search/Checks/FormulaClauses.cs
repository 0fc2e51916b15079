using CompExplain.Query.Ast;

namespace CompExplain.Search.Checks;

/// <summary>
/// The parts that can be left out of a formula: the operands of AND, OR and XOR, each with the operator and the NOTs before it.
/// The other operand takes the place of both.
/// </summary>
internal static class FormulaClauses
{
    /// <param name="Text">The part, with the operator before it.</param>
    /// <param name="Without">The formula without it.</param>
    /// <param name="IsNamed">
    /// Whether it is a leaf, or a part on the right of an operator. A left part of several leaves is the chain so far, and not a
    /// clause.
    /// </param>
    public readonly record struct Part(string Text, Formula Without, bool IsNamed);

    /// <summary>All parts, in the order of the text, a part before the parts within it.</summary>
    public static List<Part> Of(Formula formula)
    {
        var parts = new List<Part>();
        Walk(formula, static whole => whole, parts);
        return parts;
    }

    // A search's formulas have 1,000 leaves at most: recursion is deep enough.
    private static void Walk(Formula formula, Func<Formula, Formula> inPlace, List<Part> parts)
    {
        switch (formula)
        {
            case NotFormula not:
                Walk(not.Operand, inner => inPlace(new NotFormula(inner)), parts);
                break;
            case BinaryFormula binary:
                parts.Add(new Part(Text(binary.Left), inPlace(binary.Right), binary.Left.Leaves == 1));
                Walk(binary.Left, inner => inPlace(With(binary, inner, binary.Right)), parts);
                parts.Add(new Part($"{Operator(binary)} {Text(binary.Right)}", inPlace(binary.Left), true));
                Walk(binary.Right, inner => inPlace(With(binary, binary.Left, inner)), parts);
                break;
        }
    }

    private static string Text(Formula formula) => formula is BinaryFormula ? $"({formula})" : formula.ToString();

    private static string Operator(BinaryFormula formula) => formula switch
    {
        AndFormula => "AND",
        OrFormula => "OR",
        _ => "XOR",
    };

    private static BinaryFormula With(BinaryFormula formula, Formula left, Formula right) => formula switch
    {
        AndFormula => new AndFormula(left, right),
        OrFormula => new OrFormula(left, right),
        _ => new XorFormula(left, right),
    };
}
