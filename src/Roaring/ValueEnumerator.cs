using System.Collections;

namespace CompExplain.Roaring;

/// <summary>Walks over the values of a set, ascending.</summary>
public struct ValueEnumerator : IEnumerator<uint>
{
    private readonly RangeEnumerator _start;
    private RangeEnumerator _ranges;
    private ulong _next;
    private ulong _end;

    internal ValueEnumerator(RangeEnumerator ranges)
    {
        _start = ranges;
        _ranges = ranges;
    }

    /// <summary>The value at which the walk is.</summary>
    public readonly uint Current => (uint)(_next - 1);

    readonly object IEnumerator.Current => Current;

    /// <summary>Steps to the next value.</summary>
    /// <returns>Whether there was one.</returns>
    public bool MoveNext()
    {
        if (_next >= _end)
        {
            if (!_ranges.MoveNext())
            {
                return false;
            }

            (uint first, uint last) = _ranges.Current;
            _next = first;
            _end = (ulong)last + 1;
        }

        _next++;
        return true;
    }

    /// <summary>Goes back to before the first value.</summary>
    public void Reset() => this = new ValueEnumerator(_start);

    /// <summary>Does nothing: there is nothing to release.</summary>
    public readonly void Dispose()
    {
    }
}
