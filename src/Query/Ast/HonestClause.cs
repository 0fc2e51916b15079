namespace CompExplain.Query.Ast;

/// <summary><c>HONEST</c>, <c>HONEST HOLDOUT val</c>: also check how far the answer can be trusted.</summary>
/// <param name="HeldOut">The split whose inputs one of the searches does not see; null for half of all inputs.</param>
public sealed record HonestClause(string? HeldOut = null);
