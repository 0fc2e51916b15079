namespace CompExplain.Query.Ast;

/// <summary>Which formulas an <c>EXPLAIN</c> query searches.</summary>
public enum SearchGrammar
{
    /// <summary><c>GRAMMAR full</c>: any formula.</summary>
    Full,

    /// <summary><c>GRAMMAR chain</c>: the paper's, which grow by one leaf at a time on the right.</summary>
    Chain,
}
