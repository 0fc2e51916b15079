namespace CompExplain.Bench.PaperScale;

/// <summary>
/// One image as units see it: its distinct sets of labels, at most 256, and how many positions of each cell of a 7 x 7 grid have
/// each.
/// </summary>
internal sealed class ImageCells
{
    public const int Grid = 7;
    public const int Cells = Grid * Grid;
    public const int Words = 4;

    private const int MaximumSets = 64 * Words;
    private const int CellSide = LabelledImage.Side / Grid;

    private readonly Dictionary<(ushort Object, ushort Part, ushort Color), int> _sets = [];
    private readonly ulong[] _setsOfLabel = new ulong[(World.LabelCount + 1) * Words];
    private readonly List<int> _labels = [];
    private readonly float[] _shares = new float[MaximumSets * Cells];

    /// <summary>The sets that have a label, a bit each.</summary>
    public ReadOnlySpan<ulong> SetsOf(int label) => _setsOfLabel.AsSpan(label * Words, Words);

    /// <summary>Which share of each cell a set takes.</summary>
    public ReadOnlySpan<float> SharesOf(int set) => _shares.AsSpan(set * Cells, Cells);

    /// <summary>The sets, for what is counted over them.</summary>
    public IReadOnlyCollection<(ushort Object, ushort Part, ushort Color)> Sets => _sets.Keys;

    /// <summary>Takes an image in place of the last one.</summary>
    public void Take(LabelledImage image)
    {
        foreach (int label in _labels)
        {
            _setsOfLabel.AsSpan(label * Words, Words).Clear();
        }

        _labels.Clear();
        Array.Clear(_shares, 0, _sets.Count * Cells);
        _sets.Clear();
        int last = -1;
        var lastKey = default((ushort, ushort, ushort));
        for (int position = 0; position < image.Objects.Length; position++)
        {
            var key = (image.Objects[position], image.Parts[position], image.Colors[position]);
            if (last < 0 || key != lastKey)
            {
                last = SetOf(key, image.Scene);
                lastKey = key;
            }

            int cell = (position / LabelledImage.Side / CellSide * Grid) + (position % LabelledImage.Side / CellSide);
            _shares[(last * Cells) + cell] += 1f / (CellSide * CellSide);
        }
    }

    private int SetOf((ushort Object, ushort Part, ushort Color) key, int scene)
    {
        if (_sets.TryGetValue(key, out int set))
        {
            return set;
        }

        // An image with more sets than there are bits is out of the ordinary: what is beyond counts with the last.
        set = Math.Min(_sets.Count, MaximumSets - 1);
        if (_sets.Count < MaximumSets)
        {
            _sets.Add(key, set);
        }

        Mark(scene, set);
        Mark(key.Object, set);
        Mark(key.Part, set);
        Mark(key.Color, set);
        return set;
    }

    private void Mark(int label, int set)
    {
        if (label == 0)
        {
            return;
        }

        _setsOfLabel[(label * Words) + (set >> 6)] |= 1UL << set;
        _labels.Add(label);
    }
}
