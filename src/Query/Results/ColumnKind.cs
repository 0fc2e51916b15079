namespace CompExplain.Query.Results;

/// <summary>What the values of a column are.</summary>
public enum ColumnKind
{
    /// <summary>A string.</summary>
    Text,

    /// <summary>A whole number (long).</summary>
    Integer,

    /// <summary>A score (double); not finite where it has no value.</summary>
    Score,

    /// <summary>A part of a whole, from 0 to 1 (double).</summary>
    Share,

    /// <summary>Milliseconds (double).</summary>
    Milliseconds,

    /// <summary>Another result (<see cref="QueryResult"/>).</summary>
    Nested,
}
