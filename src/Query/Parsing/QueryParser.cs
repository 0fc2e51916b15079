using System.Diagnostics.CodeAnalysis;
using CompExplain.Query.Ast;
using CompExplain.Query.Diagnostics;

namespace CompExplain.Query.Parsing;

/// <summary>Reads a query, or another statement. The grammar is <c>grammar/query.ebnf</c>.</summary>
public static class QueryParser
{
    /// <summary>Reads a statement.</summary>
    /// <param name="text">The whole text.</param>
    /// <exception cref="QueryException">The text is no statement; the diagnostic says where and why.</exception>
    public static Statement Parse(string text) =>
        TryParse(text, out var statement, out var diagnostic) ? statement : throw new QueryException(diagnostic);

    /// <summary>Reads a statement.</summary>
    /// <param name="text">The whole text.</param>
    /// <param name="statement">The statement, where there is one.</param>
    /// <param name="diagnostic">What is wrong, where there is none.</param>
    /// <returns>Whether the text is a statement.</returns>
    public static bool TryParse(
        string text, [NotNullWhen(true)] out Statement? statement, [NotNullWhen(false)] out Diagnostic? diagnostic)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Parsers.TryParse(text, statement: true, StatementGrammar.Statement, out statement, out diagnostic);
    }
}
