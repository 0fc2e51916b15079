using CompExplain.Query.Ast;
using CompExplain.Query.Scanning;

namespace CompExplain.Search.Beams;

/// <summary>Extensions as formulas.</summary>
internal static class ExtensionFormula
{
    /// <summary>A formula extended by another.</summary>
    public static Formula Of(this Extension extension, Formula formula, Formula other) => extension switch
    {
        Extension.Or => new OrFormula(formula, other),
        Extension.And => new AndFormula(formula, other),
        Extension.AndNot => new AndFormula(formula, new NotFormula(other)),
        _ => new AndFormula(other, new NotFormula(formula)),
    };
}
