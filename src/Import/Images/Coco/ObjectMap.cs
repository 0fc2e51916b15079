using System.Runtime.InteropServices;

namespace CompExplain.Import.Images.Coco;

/// <summary>The positions of objects of one category in one image, at the size that masks are brought to.</summary>
/// <remarks>A position has the pixel of the image whose area holds its middle, as label maps have it.</remarks>
internal sealed class ObjectMap
{
    private readonly int _imageHeight;
    private readonly int _width;
    private readonly bool[] _cells;

    // For each row of the image, and the end: the first row of the map at or after it; and the same for columns.
    private readonly int[] _rows;
    private readonly int[] _columns;

    /// <summary>An empty map.</summary>
    /// <param name="imageHeight">The image's rows.</param>
    /// <param name="imageWidth">The image's columns.</param>
    /// <param name="size">The map's size.</param>
    public ObjectMap(int imageHeight, int imageWidth, MapSize size)
    {
        _imageHeight = imageHeight;
        _width = size.Width;
        _cells = new bool[size.Height * size.Width];
        _rows = FirstAtOrAfter(imageHeight, size.Height);
        _columns = FirstAtOrAfter(imageWidth, size.Width);
    }

    /// <summary>Adds an object.</summary>
    /// <param name="places">Where its inside begins and ends by turns, column by column of the image.</param>
    /// <returns>Whether it has a pixel of the image.</returns>
    public bool Add(List<uint> places)
    {
        bool isAny = false;
        uint end = (uint)(_imageHeight * (_columns.Length - 1));
        var span = CollectionsMarshal.AsSpan(places);
        for (int i = 0; i < span.Length; i += 2)
        {
            uint first = Math.Min(span[i], end), last = i + 1 < span.Length ? Math.Min(span[i + 1], end) : end;
            isAny |= first < last;
            while (first < last)
            {
                int column = (int)(first / (uint)_imageHeight);
                uint start = (uint)(column * _imageHeight), next = Math.Min(last, start + (uint)_imageHeight);
                Mark(column, (int)(first - start), (int)(next - start));
                first = next;
            }
        }

        return isAny;
    }

    /// <summary>Adds the runs of the positions to a list, row by row, and empties the map.</summary>
    public void Take(int concept, List<ConceptRun> runs)
    {
        for (int first = _cells.AsSpan().IndexOf(true); first >= 0;)
        {
            int length = _cells.AsSpan(first).IndexOf(false);
            int end = length < 0 ? _cells.Length : first + length;
            runs.Add(new(concept, first, end - 1));
            int gap = _cells.AsSpan(end).IndexOf(true);
            first = gap < 0 ? -1 : end + gap;
        }

        _cells.AsSpan().Clear();
    }

    private static int[] FirstAtOrAfter(int from, int to)
    {
        int[] first = new int[from + 1];
        for (int source = 0, at = 0; source <= from; source++)
        {
            while (at < to && LabelMap.Nearest(at, from, to) < source)
            {
                at++;
            }

            first[source] = at;
        }

        return first;
    }

    private void Mark(int column, int firstRow, int endRow)
    {
        int top = _rows[firstRow], bottom = _rows[endRow];
        for (int x = _columns[column]; x < _columns[column + 1]; x++)
        {
            for (int y = top; y < bottom; y++)
            {
                _cells[(y * _width) + x] = true;
            }
        }
    }
}
