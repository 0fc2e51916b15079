using CompExplain.Storage.Catalog;

namespace CompExplain.Import.Images;

/// <summary>
/// Counts things of one kind, such as pixels, over images that are read in any order, by several threads, for a note.
/// </summary>
/// <param name="source">What is imported.</param>
/// <param name="text">The kind, and what was done with it.</param>
internal sealed class NoteCount(string source, string text)
{
    private readonly Lock _lock = new();
    private long _count;
    private int _first = int.MaxValue;
    private string? _example;

    /// <summary>The note; none if there are no such things.</summary>
    public IReadOnlyList<ImportNote> Notes
    {
        get
        {
            lock (_lock)
            {
                return _count == 0 ? [] : [new(source, text, _count, _example)];
            }
        }
    }

    /// <summary>Counts those of an image.</summary>
    /// <param name="count">How many; none are no matter.</param>
    /// <param name="image">The image's place: the first is the example.</param>
    /// <param name="example">Where the first of them is.</param>
    public void Add(long count, int image, string example)
    {
        if (count == 0)
        {
            return;
        }

        lock (_lock)
        {
            _count += count;
            if (image < _first)
            {
                (_first, _example) = (image, example);
            }
        }
    }
}
