using System.Numerics;

namespace CompExplain.Query.Execution;

/// <summary>A mask as bits, input by input. Inputs that have no position of it take no memory.</summary>
internal sealed class InputBits
{
    private readonly int _wordsPerInput;

    // Where an input's words begin, or -1.
    private readonly int[] _start;

    // The inputs that have positions, with the first and the one past the last of their words that have any.
    private readonly List<(int Input, int FirstWord, int EndWord)> _inputs = [];
    private ulong[] _words = [];
    private int _used;

    public InputBits(int inputs, int positionsPerInput)
    {
        _wordsPerInput = (positionsPerInput + 63) >> 6;
        _start = new int[inputs];
        Array.Fill(_start, -1);
    }

    /// <summary>How many positions the mask has.</summary>
    public long Count { get; private set; }

    /// <summary>
    /// Adds the positions of an input from one offset to another, both included. Inputs and offsets come ascending.
    /// </summary>
    public void Add(int input, uint first, uint last)
    {
        int firstWord = (int)(first >> 6), lastWord = (int)(last >> 6);
        int start = _start[input];
        if (start < 0)
        {
            start = _start[input] = _used;
            _used += _wordsPerInput;
            if (_used > _words.Length)
            {
                Array.Resize(ref _words, Math.Max(_used, 2 * _words.Length));
            }

            _inputs.Add((input, firstWord, lastWord + 1));
        }
        else
        {
            _inputs[^1] = _inputs[^1] with { EndWord = lastWord + 1 };
        }

        BitSpans.Fill(_words.AsSpan(start, _wordsPerInput), (int)first, (int)last);
        Count += last - first + 1;
    }

    /// <summary>
    /// How many positions this mask, moved on by a number of inputs and round the end, has together with another.
    /// </summary>
    public long AndCount(InputBits other, int shift)
    {
        long count = 0;
        for (int i = 0; i < _inputs.Count; i++)
        {
            var (input, firstWord, endWord) = _inputs[i];
            int moved = input + shift;
            int start = other._start[moved < _start.Length ? moved : moved - _start.Length];
            if (start < 0)
            {
                continue;
            }

            var own = _words.AsSpan((i * _wordsPerInput) + firstWord, endWord - firstWord);
            var others = other._words.AsSpan(start + firstWord, own.Length);
            for (int word = 0; word < own.Length; word++)
            {
                count += BitOperations.PopCount(own[word] & others[word]);
            }
        }

        return count;
    }
}
