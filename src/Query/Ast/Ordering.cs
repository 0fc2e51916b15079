namespace CompExplain.Query.Ast;

/// <summary>One column of an <c>ORDER BY</c>.</summary>
/// <param name="Column">The column, as written.</param>
/// <param name="Descending">Whether the greatest comes first.</param>
public sealed record Ordering(string Column, bool Descending = false) : SyntaxNode;
