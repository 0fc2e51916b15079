namespace CompExplain.Query.Scanning;

/// <summary>
/// A formula's mask over the rows of a <see cref="CandidateTable"/>, with its two counts. How it is made is known from the
/// start, its bits only when they are asked for: most formulas that a search looks at never need them.
/// </summary>
public sealed class RowMask
{
    private readonly ExtensionScan _scan;
    private ulong[]? _bits;

    internal RowMask(
        ExtensionScan scan, RowMask? parent, Extension extension, int candidate, RowMask? other, long size, long hits)
    {
        _scan = scan;
        Parent = parent;
        Extension = extension;
        Candidate = candidate;
        Other = other;
        Size = size;
        Hits = hits;
    }

    /// <summary>How many positions it has.</summary>
    public long Size { get; }

    /// <summary>How many of them the target has.</summary>
    public long Hits { get; }

    /// <summary>The formula that it extends; null for a candidate alone.</summary>
    internal RowMask? Parent { get; set; }

    internal Extension Extension { get; }

    /// <summary>The candidate that it is extended by, where <see cref="Other"/> is null.</summary>
    internal int Candidate { get; }

    /// <summary>The formula that it is extended by.</summary>
    internal RowMask? Other { get; set; }

    /// <summary>A bit a row; it belongs to the scan.</summary>
    internal ulong[] Bits => _bits ??= _scan.MakeBits(this);

    /// <summary>What a scan has counted for it, if it keeps that; it belongs to the scan.</summary>
    internal ulong[]? Counts { get; set; }

    /// <summary>Whether two masks of one table and target are the same set.</summary>
    /// <param name="other">The other mask.</param>
    public bool IsSame(RowMask other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Size == other.Size && Hits == other.Hits && Bits.AsSpan().SequenceEqual(other.Bits);
    }

    /// <summary>Takes the bits away, for another mask.</summary>
    internal ulong[]? GiveBack()
    {
        ulong[]? bits = _bits;
        _bits = null;
        return bits;
    }
}
