namespace CompExplain.Query.Scanning;

/// <summary>How a candidate, or in the full grammar another formula, is added to a formula.</summary>
public enum Extension
{
    /// <summary>F OR c.</summary>
    Or,

    /// <summary>F AND c.</summary>
    And,

    /// <summary>F AND NOT c.</summary>
    AndNot,

    /// <summary>c AND NOT F, which no chain can say; for the full grammar.</summary>
    Except,
}
