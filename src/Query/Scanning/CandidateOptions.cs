namespace CompExplain.Query.Scanning;

/// <summary>Which leaves a search may use.</summary>
public sealed record CandidateOptions
{
    /// <summary>All concepts, and on text their neighbourhoods.</summary>
    public static CandidateOptions Default { get; } = new();

    /// <summary>Only concepts of these categories or kinds; all where it is empty.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>Whether NEIGHBORS(c) is offered for every word c that has a vector.</summary>
    public bool Neighbors { get; init; } = true;

    /// <summary>How many words a neighbourhood has beside its own (the paper has 5).</summary>
    public int NeighborCount { get; init; } = 5;

    /// <summary>The numbers of concepts that are left out, with the neighbourhoods that they are in.</summary>
    public IReadOnlySet<int> Excluded { get; init; } = new HashSet<int>();
}
