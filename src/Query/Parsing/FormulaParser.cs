using System.Diagnostics.CodeAnalysis;
using CompExplain.Query.Ast;
using CompExplain.Query.Diagnostics;

namespace CompExplain.Query.Parsing;

/// <summary>Reads a formula. The grammar is <c>grammar/formula.ebnf</c>.</summary>
public static class FormulaParser
{
    /// <summary>The most parentheses and <c>NOT</c>s that may be open at once.</summary>
    public const int MaximumNesting = 500;

    /// <summary>The most terms that operators may join in one text.</summary>
    public const int MaximumTerms = 5000;

    /// <summary>Reads a formula.</summary>
    /// <param name="text">The whole text.</param>
    /// <exception cref="QueryException">The text is no formula; the diagnostic says where and why.</exception>
    public static Formula Parse(string text) =>
        TryParse(text, out var formula, out var diagnostic) ? formula : throw new QueryException(diagnostic);

    /// <summary>Reads a formula.</summary>
    /// <param name="text">The whole text.</param>
    /// <param name="formula">The formula, where there is one.</param>
    /// <param name="diagnostic">What is wrong, where there is none.</param>
    /// <returns>Whether the text is a formula.</returns>
    public static bool TryParse(
        string text, [NotNullWhen(true)] out Formula? formula, [NotNullWhen(false)] out Diagnostic? diagnostic)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Parsers.TryParse(text, statement: false, FormulaGrammar.Formula, out formula, out diagnostic);
    }
}
