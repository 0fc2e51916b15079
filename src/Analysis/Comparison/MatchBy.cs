namespace CompExplain.Analysis.Comparison;

/// <summary>Which unit of one search is compared with which of the other.</summary>
public enum MatchBy
{
    /// <summary>By number where both are of layers of one name and size, and otherwise by activity.</summary>
    Automatic,

    /// <summary>Units of the same number.</summary>
    Number,

    /// <summary>
    /// Each unit with the one that is active most alike over the inputs; one may be the match of several, or of none.
    /// </summary>
    Activity,
}
