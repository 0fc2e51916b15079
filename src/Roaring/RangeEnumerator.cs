namespace CompExplain.Roaring;

/// <summary>
/// Walks over the maximal runs of consecutive values of a set, ascending, joined across containers, without allocating.
/// </summary>
public struct RangeEnumerator
{
    private readonly Roaring32Bitmap? _bitmap;
    private readonly RoaringView _view;
    private readonly int _size;
    private int _index;
    private int _at;
    private uint _first;
    private uint _last;
    private bool _hasAhead;
    private uint _aheadFirst;
    private uint _aheadLast;

    internal RangeEnumerator(Roaring32Bitmap bitmap)
    {
        _bitmap = bitmap;
        _size = bitmap.ContainerCount;
    }

    internal RangeEnumerator(RoaringView view)
    {
        _view = view;
        _size = view.ContainerCount;
    }

    /// <summary>The first and the last value of the run at which the walk is, both inclusive.</summary>
    public readonly (uint First, uint Last) Current => (_first, _last);

    /// <summary>The walk itself, so that <c>foreach</c> takes it.</summary>
    public readonly RangeEnumerator GetEnumerator() => this;

    /// <summary>Steps to the next run.</summary>
    /// <returns>Whether there was one.</returns>
    public bool MoveNext()
    {
        if (_hasAhead)
        {
            _hasAhead = false;
            _first = _aheadFirst;
            _last = _aheadLast;
        }
        else if (!MoveInContainers(out _first, out _last))
        {
            return false;
        }

        // A run may go on only past a container's end, or where serialised runs touch.
        while (MoveInContainers(out _aheadFirst, out _aheadLast))
        {
            if (_last == uint.MaxValue || _aheadFirst != _last + 1)
            {
                _hasAhead = true;
                break;
            }

            _last = _aheadLast;
        }

        return true;
    }

    private bool MoveInContainers(out uint first, out uint last)
    {
        for (; _index < _size; _index++, _at = 0)
        {
            uint high;
            ContainerRef container;
            if (_bitmap is not null)
            {
                if (_index >= _bitmap.ContainerCount)
                {
                    break;
                }

                high = (uint)_bitmap.KeyAt(_index) << 16;
                container = _bitmap.ContainerAt(_index).AsRef();
            }
            else
            {
                var source = _view.Source;
                high = (uint)source.KeyAt(_index) << 16;
                container = source.At(_index);
            }

            if (TryMove(container, ref _at, out int low, out int lowLast))
            {
                first = high | (uint)low;
                last = high | (uint)lowLast;
                return true;
            }
        }

        first = last = 0;
        return false;
    }

    private static bool TryMove(scoped in ContainerRef container, ref int at, out int first, out int last)
    {
        first = last = 0;
        switch (container.Kind)
        {
            case ContainerKind.Array:
                var values = container.Values;
                if (at >= values.Length)
                {
                    return false;
                }

                first = last = values[at++];
                while (at < values.Length && values[at] == last + 1)
                {
                    last++;
                    at++;
                }

                return true;
            case ContainerKind.Bitmap:
                first = BitmapKernels.NextSet(container.Words, at);
                if (first >= Container.Capacity)
                {
                    return false;
                }

                at = BitmapKernels.NextClear(container.Words, first);
                last = at - 1;
                return true;
            default:
                var runs = container.Values;
                if (at + 1 >= runs.Length)
                {
                    return false;
                }

                first = runs[at];
                last = first + runs[at + 1];
                at += 2;
                return true;
        }
    }
}
