using CompExplain.Query.Ast;
using CompExplain.Query.Parsing;

namespace CompExplain.Cli.Commands.Export;

/// <summary>
/// Formulas as the authors' programs write and read them: every operator in parentheses, <c>((water OR river) AND (NOT
/// blue))</c>, <c>(NEIGHBORS hyp:tok:couch)</c>; their length counts NOT and NEIGHBORS too (jayelm/compexp, formula.py).
/// </summary>
internal static class AuthorsFormula
{
    /// <summary>A formula with each leaf as it is to be called.</summary>
    public static string Write(string formula, Func<NameFormula, string> leaf) => Write(FormulaParser.Parse(formula), leaf);

    public static int Length(string formula) => Length(FormulaParser.Parse(formula));

    // A search's formulas have as many leaves as --length allows, 1,000 at most: recursion is deep enough.
    private static string Write(Formula formula, Func<NameFormula, string> leaf) => formula switch
    {
        NameFormula name => leaf(name),
        NotFormula not => $"(NOT {Write(not.Operand, leaf)})",
        NeighborsFormula neighbors => $"(NEIGHBORS {leaf(neighbors.Concept)})",
        AndFormula(var left, var right) => $"({Write(left, leaf)} AND {Write(right, leaf)})",
        OrFormula(var left, var right) => $"({Write(left, leaf)} OR {Write(right, leaf)})",
        XorFormula(var left, var right) => $"({Write(left, leaf)} XOR {Write(right, leaf)})",
        _ => formula.ToString(),
    };

    private static int Length(Formula formula) => formula switch
    {
        NotFormula not => 1 + Length(not.Operand),
        NeighborsFormula => 2,
        BinaryFormula binary => Length(binary.Left) + Length(binary.Right),
        _ => 1,
    };
}
