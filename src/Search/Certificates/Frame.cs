using CompExplain.Query.Scanning;

namespace CompExplain.Search.Certificates;

/// <summary>What the search knows of the region that it is in.</summary>
internal sealed class Frame
{
    private readonly int _candidates;
    private bool[] _isKnown = [];
    private (long Bound, int Candidate)[]?[] _open = [];

    public Frame(WeightRegion region, int candidates)
    {
        Region = region;
        _candidates = candidates;
    }

    public WeightRegion Region { get; }

    /// <summary>Bounds of the weight within the region, by number of leaves.</summary>
    public long[] Upper { get; private set; } = [];

    /// <summary>The heaviest chain that the last search found, by maximum number of leaves.</summary>
    public Chain?[] Best { get; private set; } = [];

    /// <summary>Whether <see cref="Upper"/> was searched for, so that a chain of that weight is known.</summary>
    public bool IsKnown(int leaves) => _isKnown[leaves];

    /// <summary>The step that led to the region: AND a candidate, or without it.</summary>
    public (bool IsKept, int Candidate) Step { get; set; }

    /// <summary>The candidates with the highest gain within the region, the highest first; as many as were asked for.</summary>
    public List<(long Gain, int Candidate)> Rich { get; } = [];

    /// <summary>Allocates for chains of a number of leaves.</summary>
    public void Reserve(int leaves)
    {
        if (Upper.Length > leaves)
        {
            return;
        }

        Upper = new long[leaves + 1];
        Best = new Chain?[leaves + 1];
        _isKnown = new bool[leaves + 1];
        _open = new (long, int)[]?[leaves + 1];
    }

    /// <summary>Prepares for another region.</summary>
    public void Forget()
    {
        Array.Clear(Best);
        Array.Clear(_isKnown);
    }

    public void Know(int leaves, long upper, bool isExact)
    {
        Upper[leaves] = Math.Min(Upper[leaves], upper);
        _isKnown[leaves] = isExact;
    }

    /// <summary>Scratch memory in which to order the branches of a search, by number of leaves.</summary>
    public (long Bound, int Candidate)[] Open(int leaves) => _open[leaves] ??= new (long, int)[_candidates];
}
