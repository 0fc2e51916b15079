namespace CompExplain.Query.Scanning;

/// <summary>What some rows weigh together.</summary>
/// <param name="Weight">The sum of their weights.</param>
/// <param name="Gain">The sum of those weights that are positive.</param>
public readonly record struct Mass(long Weight, long Gain)
{
    /// <summary>The sum of the negative weights, as a positive number.</summary>
    public long Loss => Gain - Weight;
}
