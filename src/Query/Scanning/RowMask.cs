namespace CompExplain.Query.Scanning;

/// <summary>A formula's mask over the rows of a <see cref="CandidateTable"/>, a bit each, with its two counts.</summary>
public sealed class RowMask
{
    internal RowMask(ulong[] bits, long size, long hits)
    {
        Bits = bits;
        Size = size;
        Hits = hits;
    }

    /// <summary>How many positions it has.</summary>
    public long Size { get; }

    /// <summary>How many of them the target has.</summary>
    public long Hits { get; }

    internal ulong[] Bits { get; }

    /// <summary>Whether two masks of one table and target are the same set.</summary>
    /// <param name="other">The other mask.</param>
    public bool IsSame(RowMask other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Size == other.Size && Hits == other.Hits && Bits.AsSpan().SequenceEqual(other.Bits);
    }
}
