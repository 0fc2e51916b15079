namespace CompExplain.Query.Scanning;

/// <summary>How a candidate is added to a formula.</summary>
public enum Extension
{
    /// <summary>F OR c.</summary>
    Or,

    /// <summary>F AND c.</summary>
    And,

    /// <summary>F AND NOT c.</summary>
    AndNot,
}
