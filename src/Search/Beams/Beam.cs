namespace CompExplain.Search.Beams;

/// <summary>
/// The best formulas so far, each mask once: of two formulas with the same mask the one that comes first is kept.
/// </summary>
internal sealed class Beam
{
    private static readonly Comparer<BeamEntry> Order = Comparer<BeamEntry>.Create(BeamEntry.Compare);

    private readonly int _capacity;
    private readonly List<BeamEntry> _entries;

    public Beam(int capacity)
    {
        _capacity = capacity;
        _entries = new List<BeamEntry>(Math.Min(capacity, 1024) + 1);
    }

    public IReadOnlyList<BeamEntry> Entries => _entries;

    /// <summary>The least score that can enter; always above 0.</summary>
    public double Floor => _entries.Count < _capacity ? double.Epsilon : _entries[^1].Score;

    /// <summary>
    /// Inserts a formula in order, if it is good enough and its mask is new or it comes before the one with the same mask.
    /// </summary>
    public void Offer(BeamEntry entry)
    {
        if (!(entry.Score >= Floor) || (_entries.Count == _capacity && BeamEntry.Compare(entry, _entries[^1]) >= 0))
        {
            return;
        }

        int twin = _entries.FindIndex(other => other.Mask.IsSame(entry.Mask));
        if (twin >= 0)
        {
            if (BeamEntry.Compare(entry, _entries[twin]) >= 0)
            {
                return;
            }

            _entries.RemoveAt(twin);
        }

        int at = _entries.BinarySearch(entry, Order);
        _entries.Insert(at < 0 ? ~at : at, entry);
        if (_entries.Count > _capacity)
        {
            _entries.RemoveAt(_capacity);
        }
    }
}
