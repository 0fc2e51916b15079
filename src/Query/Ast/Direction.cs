namespace CompExplain.Query.Ast;

/// <summary>Where in an image one thing lies, seen from another.</summary>
public enum Direction
{
    /// <summary>Higher in the same column.</summary>
    Above,

    /// <summary>Lower in the same column.</summary>
    Below,

    /// <summary>Further left in the same row.</summary>
    LeftOf,

    /// <summary>Further right in the same row.</summary>
    RightOf,
}
