namespace CompExplain.Query.Scanning;

/// <summary>
/// Some rows of a table, and what each candidate weighs within them. It belongs to the <see cref="WeightScan"/> that made it.
/// </summary>
public sealed class WeightRegion
{
    internal WeightRegion(CandidateTable table)
    {
        Bits = new ulong[table.WordCount];
        Masses = new Mass[table.Candidates.Count];
    }

    /// <summary>What each candidate weighs within the region.</summary>
    public ReadOnlySpan<Mass> Candidates => Masses;

    /// <summary>What all rows of the region weigh that some candidate has.</summary>
    public Mass Total { get; internal set; }

    /// <summary>Whether every weight counts with the other sign here.</summary>
    public bool IsNegated { get; internal set; }

    /// <summary>Whether <see cref="Rows"/> are the region's rows, not those that it has not.</summary>
    internal bool HasRows { get; set; }

    /// <summary>Some rows, ascending only as far as they came so.</summary>
    internal List<int> Rows { get; } = [];

    internal ulong[] Bits { get; }

    internal Mass[] Masses { get; }
}
