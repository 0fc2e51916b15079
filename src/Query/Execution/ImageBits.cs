using System.Numerics;
using CompExplain.Query.Ast;
using CompExplain.Storage.Masks;

namespace CompExplain.Query.Execution;

/// <summary>A mask in one image as bits, row by row: what EXPAND, ABOVE and their like are worked out on.</summary>
internal sealed class ImageBits
{
    private readonly int _height;
    private readonly int _width;
    private readonly int _wordsPerRow;
    private readonly ulong[] _bits;
    private readonly ulong[] _other;

    public ImageBits(int height, int width)
    {
        _height = height;
        _width = width;
        _wordsPerRow = (width + 63) >> 6;
        _bits = new ulong[height * _wordsPerRow];
        _other = new ulong[_bits.Length];
    }

    /// <summary>Takes all positions away.</summary>
    public void Clear() => Array.Clear(_bits);

    /// <summary>Adds a run of positions, each with so many beside it in its row.</summary>
    public void Add(int first, int last, int margin = 0)
    {
        int lastRow = last / _width;
        for (int y = first / _width; y <= lastRow; y++)
        {
            int start = y * _width;
            int from = Math.Max(first - start, 0), to = Math.Min(last - start, _width - 1);
            Fill(y, Math.Max(0, from - margin), (int)Math.Min(_width - 1L, (long)to + margin));
        }
    }

    /// <summary>Adds to every row the rows that are up to so many above and below it.</summary>
    public void ExpandRows(int pixels)
    {
        // What a row has of those up to r away, three of it make of those up to 3 r + 1 away.
        int reached = 0;
        for (int wanted = Math.Min(pixels, _height); reached < wanted;)
        {
            int step = Math.Min((2 * reached) + 1, wanted - reached);
            _bits.CopyTo(_other, 0);
            for (int y = 0; y < _height; y++)
            {
                // Beyond the image's edge the row at the edge has what is left of it.
                var row = Row(y);
                var above = _other.AsSpan(Math.Max(0, y - step) * _wordsPerRow, _wordsPerRow);
                var below = _other.AsSpan(Math.Min(_height - 1, y + step) * _wordsPerRow, _wordsPerRow);
                for (int word = 0; word < row.Length; word++)
                {
                    row[word] |= above[word] | below[word];
                }
            }

            reached += step;
        }
    }

    /// <summary>
    /// Keeps the positions from which there is one of the mask straight in a direction, whether they are of the mask or not.
    /// </summary>
    /// <param name="direction">Where the positions kept lie, seen from the mask.</param>
    public void Shadow(Direction direction)
    {
        switch (direction)
        {
            case Direction.Above or Direction.Below:
                var seen = _other.AsSpan(0, _wordsPerRow);
                seen.Clear();
                for (int i = 0; i < _height; i++)
                {
                    var row = Row(direction == Direction.Above ? _height - 1 - i : i);
                    for (int word = 0; word < row.Length; word++)
                    {
                        (row[word], seen[word]) = (seen[word], seen[word] | row[word]);
                    }
                }

                break;
            default:
                for (int y = 0; y < _height; y++)
                {
                    var row = Row(y);
                    int first = row.IndexOfAnyExcept(0UL), last = row.LastIndexOfAnyExcept(0UL);
                    if (first < 0)
                    {
                        continue;
                    }

                    int left = (first << 6) + BitOperations.TrailingZeroCount(row[first]);
                    int right = (last << 6) + BitOperations.Log2(row[last]);
                    row.Clear();
                    if (direction == Direction.LeftOf)
                    {
                        Fill(y, 0, right - 1);
                    }
                    else
                    {
                        Fill(y, left + 1, _width - 1);
                    }
                }

                break;
        }
    }

    /// <summary>Adds the positions to a mask as an input's.</summary>
    public void AddTo(MaskBuilder mask, int input)
    {
        for (int y = 0; y < _height; y++)
        {
            var row = Row(y);
            for (int x = Next(row, 0, set: true); x < _width;)
            {
                int end = Next(row, x, set: false);
                mask.Add(input, (y * _width) + x, (y * _width) + Math.Min(end, _width) - 1);
                x = end < _width ? Next(row, end, set: true) : _width;
            }
        }
    }

    private Span<ulong> Row(int y) => _bits.AsSpan(y * _wordsPerRow, _wordsPerRow);

    private void Fill(int y, int from, int to)
    {
        if (from <= to)
        {
            BitSpans.Fill(Row(y), from, to);
        }
    }

    // The first bit from x on that is set, or is not; the end of the words where there is none.
    private static int Next(ReadOnlySpan<ulong> row, int x, bool set)
    {
        for (int word = x >> 6; word < row.Length; word++)
        {
            ulong bits = set ? row[word] : ~row[word];
            if (word == x >> 6)
            {
                bits &= ulong.MaxValue << (x & 63);
            }

            if (bits != 0)
            {
                return (word << 6) + BitOperations.TrailingZeroCount(bits);
            }
        }

        return row.Length << 6;
    }
}
