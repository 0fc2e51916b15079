namespace CompExplain.Query.Explaining;

/// <summary>
/// A search cannot be run as it was asked for: an unknown layer, unit, category or split, or an option out of its range.
/// </summary>
public sealed class SearchException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">A sentence for people: what is wrong, and what there is instead.</param>
    public SearchException(string message)
        : base(message)
    {
    }
}
