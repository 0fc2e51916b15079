namespace CompExplain.Query.Editing;

/// <summary>What a piece of a query's text is, for an editor that colours it.</summary>
public enum TokenRole
{
    /// <summary>A name of a concept, or a word that is not understood yet.</summary>
    Name,

    /// <summary>A name in quotes, or a text.</summary>
    Quoted,

    /// <summary>A word that opens a statement or a clause of one.</summary>
    Keyword,

    /// <summary><c>AND</c>, <c>OR</c>, <c>NOT</c>, a comparison.</summary>
    Operator,

    /// <summary>A word before a parenthesis: a score, <c>SOME</c>, <c>NEIGHBORS</c>.</summary>
    Function,

    /// <summary><c>unit</c>, <c>ALL</c>, <c>NONE</c>, <c>CORRECT</c>.</summary>
    Constant,

    /// <summary>A number.</summary>
    Number,

    /// <summary>The hole, <c>?</c>.</summary>
    Hole,

    /// <summary>A parenthesis or a comma.</summary>
    Punctuation,
}
