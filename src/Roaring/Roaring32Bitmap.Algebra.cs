namespace CompExplain.Roaring;

public sealed partial class Roaring32Bitmap
{
    /// <summary>The values that both sets hold.</summary>
    /// <param name="a">A set.</param>
    /// <param name="b">A set.</param>
    public static Roaring32Bitmap And(Roaring32Bitmap a, Roaring32Bitmap b) => Combine<And>(a, b);

    /// <summary>The values that at least one set holds.</summary>
    /// <param name="a">A set.</param>
    /// <param name="b">A set.</param>
    public static Roaring32Bitmap Or(Roaring32Bitmap a, Roaring32Bitmap b) => Combine<Or>(a, b);

    /// <summary>The values that exactly one set holds.</summary>
    /// <param name="a">A set.</param>
    /// <param name="b">A set.</param>
    public static Roaring32Bitmap Xor(Roaring32Bitmap a, Roaring32Bitmap b) => Combine<Xor>(a, b);

    /// <summary>The values of <paramref name="a"/> that <paramref name="b"/> does not hold.</summary>
    /// <param name="a">A set.</param>
    /// <param name="b">A set.</param>
    public static Roaring32Bitmap AndNot(Roaring32Bitmap a, Roaring32Bitmap b) => Combine<AndNot>(a, b);

    /// <summary>How many values both sets hold. Allocates nothing.</summary>
    /// <param name="a">A set.</param>
    /// <param name="b">A set.</param>
    public static long AndCount(Roaring32Bitmap a, Roaring32Bitmap b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        return Algebra.AndCount(a.Source, b.Source);
    }

    /// <summary>How many values at least one set holds. Allocates nothing.</summary>
    /// <param name="a">A set.</param>
    /// <param name="b">A set.</param>
    public static long OrCount(Roaring32Bitmap a, Roaring32Bitmap b)
    {
        long shared = AndCount(a, b);
        return a.Count + b.Count - shared;
    }

    /// <summary>How many values exactly one set holds. Allocates nothing.</summary>
    /// <param name="a">A set.</param>
    /// <param name="b">A set.</param>
    public static long XorCount(Roaring32Bitmap a, Roaring32Bitmap b)
    {
        long shared = AndCount(a, b);
        return a.Count + b.Count - 2 * shared;
    }

    /// <summary>How many values of <paramref name="a"/> are not in <paramref name="b"/>. Allocates nothing.</summary>
    /// <param name="a">A set.</param>
    /// <param name="b">A set.</param>
    public static long AndNotCount(Roaring32Bitmap a, Roaring32Bitmap b)
    {
        long shared = AndCount(a, b);
        return a.Count - shared;
    }

    /// <summary>Whether there is a value that both sets hold. Allocates nothing.</summary>
    /// <param name="other">A set.</param>
    public bool Intersects(Roaring32Bitmap other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Algebra.Intersects(Source, other.Source);
    }

    /// <summary>Keeps only the values that <paramref name="other"/> holds too.</summary>
    /// <param name="other">A set, which stays as it is.</param>
    public void AndWith(Roaring32Bitmap other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (!ReferenceEquals(this, other))
        {
            KeepWith<And, BitmapSource>(other.Source);
        }
    }

    /// <summary>Keeps only the values that <paramref name="other"/> holds too.</summary>
    /// <param name="other">A view, which stays as it is.</param>
    public void AndWith(RoaringView other) => KeepWith<And, ViewSource>(other.Source);

    /// <summary>Adds the values of <paramref name="other"/>.</summary>
    /// <param name="other">A set, which stays as it is.</param>
    public void OrWith(Roaring32Bitmap other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (!ReferenceEquals(this, other))
        {
            OrWith(other.Source);
        }
    }

    /// <summary>Adds the values of <paramref name="other"/>.</summary>
    /// <param name="other">A view, which stays as it is.</param>
    public void OrWith(RoaringView other) => OrWith(other.Source);

    /// <summary>Adds the values of <paramref name="other"/> that are not here and takes out those that are.</summary>
    /// <param name="other">A set, which stays as it is.</param>
    public void XorWith(Roaring32Bitmap other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (ReferenceEquals(this, other))
        {
            Clear();
        }
        else
        {
            MergeWith<Xor, BitmapSource>(other.Source);
        }
    }

    /// <summary>Adds the values of <paramref name="other"/> that are not here and takes out those that are.</summary>
    /// <param name="other">A view, which stays as it is.</param>
    public void XorWith(RoaringView other) => MergeWith<Xor, ViewSource>(other.Source);

    /// <summary>Takes out the values of <paramref name="other"/>.</summary>
    /// <param name="other">A set, which stays as it is.</param>
    public void AndNotWith(Roaring32Bitmap other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (ReferenceEquals(this, other))
        {
            Clear();
        }
        else
        {
            KeepWith<AndNot, BitmapSource>(other.Source);
        }
    }

    /// <summary>Takes out the values of <paramref name="other"/>.</summary>
    /// <param name="other">A view, which stays as it is.</param>
    public void AndNotWith(RoaringView other) => KeepWith<AndNot, ViewSource>(other.Source);

    /// <summary>A set with the values of a range exchanged: those that are here are not there, and the other way round.</summary>
    /// <param name="first">The first value.</param>
    /// <param name="last">The last value, inclusive.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="last"/> is below <paramref name="first"/>.</exception>
    public Roaring32Bitmap Flip(uint first, uint last)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(last, first);
        var range = new RangeSource(first, last, stackalloc ushort[RangeSource.ScratchLength]);
        return Algebra.Apply<Xor, BitmapSource, RangeSource>(Source, range);
    }

    /// <summary>Exchanges the values of a range: those that are here are taken out, and the others added.</summary>
    /// <param name="first">The first value.</param>
    /// <param name="last">The last value, inclusive.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="last"/> is below <paramref name="first"/>.</exception>
    public void FlipInPlace(uint first, uint last)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(last, first);
        MergeWith<Xor, RangeSource>(new RangeSource(first, last, stackalloc ushort[RangeSource.ScratchLength]));
    }

    private static Roaring32Bitmap Combine<TOp>(Roaring32Bitmap a, Roaring32Bitmap b)
        where TOp : struct, IWordOperation
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        return Algebra.Apply<TOp, BitmapSource, BitmapSource>(a.Source, b.Source);
    }

    private void OrWith<TSource>(scoped TSource other)
        where TSource : IContainerSource, allows ref struct => MergeWith<Or, TSource>(other);

    private void Clear()
    {
        _keys = [];
        _containers = [];
        _size = 0;
    }

    /// <summary>Or and Xor: containers may come, go and change. Merges from the end, so that nothing is overwritten unread.</summary>
    private void MergeWith<TOp, TSource>(scoped TSource other)
        where TOp : struct, IWordOperation
        where TSource : IContainerSource, allows ref struct
    {
        int missing = CountMissing(other);
        EnsureContainers(_size + missing);
        int i = _size - 1, j = other.Size - 1, at = _size + missing - 1;
        bool emptied = false;
        while (j >= 0)
        {
            int rightKey = other.KeyAt(j);
            int leftKey = i >= 0 ? _keys[i] : -1;
            if (leftKey > rightKey)
            {
                _keys[at] = _keys[i];
                _containers[at--] = _containers[i--];
                continue;
            }

            var right = other.At(j--);
            _keys[at] = (ushort)rightKey;
            if (leftKey < rightKey)
            {
                _containers[at--] = right.ToContainer();
                continue;
            }

            var merged = ApplyInPlace<TOp>(_containers[i--], right);
            emptied |= merged is null;
            _containers[at--] = merged!;
        }

        _size += missing;
        if (emptied)
        {
            DropEmpty();
        }
    }

    /// <summary>And and AndNot: containers may only go and change.</summary>
    private void KeepWith<TOp, TSource>(scoped TSource other)
        where TOp : struct, IWordOperation
        where TSource : IContainerSource, allows ref struct
    {
        int kept = 0, j = 0, rightSize = other.Size;
        for (int i = 0; i < _size; i++)
        {
            int key = _keys[i];
            while (j < rightSize && other.KeyAt(j) < key)
            {
                j++;
            }

            var container = _containers[i];
            if (j < rightSize && other.KeyAt(j) == key)
            {
                container = ApplyInPlace<TOp>(container, other.At(j));
            }
            else if (typeof(TOp) == typeof(And))
            {
                container = null;
            }

            if (container is null)
            {
                continue;
            }

            _keys[kept] = (ushort)key;
            _containers[kept++] = container;
        }

        _containers.AsSpan(kept, _size - kept).Clear();
        _size = kept;
    }

    private static Container? ApplyInPlace<TOp>(Container left, scoped in ContainerRef right)
        where TOp : struct, IWordOperation
    {
        if (left.TryApply<TOp>(right))
        {
            return left.Cardinality == 0 ? null : left;
        }

        return ContainerOperations.Apply<TOp>(left.AsRef(), right);
    }

    private int CountMissing<TSource>(scoped TSource other)
        where TSource : IContainerSource, allows ref struct
    {
        // Ranges are added at the end of long sets again and again: the walk begins where the other side does.
        int missing = 0, at = other.Size == 0 ? 0 : IndexOf(other.KeyAt(0)), i = at >= 0 ? at : ~at;
        for (int j = 0; j < other.Size; j++)
        {
            int key = other.KeyAt(j);
            while (i < _size && _keys[i] < key)
            {
                i++;
            }

            if (i == _size || _keys[i] != key)
            {
                missing++;
            }
        }

        return missing;
    }

    private void DropEmpty()
    {
        int kept = 0;
        for (int i = 0; i < _size; i++)
        {
            if (_containers[i] is null)
            {
                continue;
            }

            _keys[kept] = _keys[i];
            _containers[kept++] = _containers[i];
        }

        _containers.AsSpan(kept, _size - kept).Clear();
        _size = kept;
    }
}
