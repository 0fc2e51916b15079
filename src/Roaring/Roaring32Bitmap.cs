using System.Collections;
using System.Globalization;

namespace CompExplain.Roaring;

/// <summary>
/// A set of 32-bit unsigned integers, compressed: values that share their high 16 bits are held in one container, as an
/// array, as bits, or as runs (Lemire et al., "Roaring Bitmaps: Implementation of an Optimized Software Library", 2018).
/// Its serialised form is the portable one that CRoaring, Java and Go read and write.
/// </summary>
/// <remarks>
/// Values may be added in any order; ascending values and ranges cost amortised constant time each. An instance may be
/// read by many threads at once, and changed by one while no other uses it.
/// </remarks>
public sealed partial class Roaring32Bitmap : IEnumerable<uint>, IEquatable<Roaring32Bitmap>
{
    private ushort[] _keys;
    private Container[] _containers;
    private int _size;

    /// <summary>An empty set.</summary>
    public Roaring32Bitmap()
        : this([], [], 0)
    {
    }

    private Roaring32Bitmap(ushort[] keys, Container[] containers, int size)
    {
        _keys = keys;
        _containers = containers;
        _size = size;
    }

    /// <summary>How many values the set holds: 0 to 2^32.</summary>
    public long Count
    {
        get
        {
            long count = 0;
            foreach (var container in _containers.AsSpan(0, _size))
            {
                count += container.Cardinality;
            }

            return count;
        }
    }

    /// <summary>Whether the set holds no value.</summary>
    public bool IsEmpty => _size == 0;

    /// <summary>
    /// The maximal runs of consecutive values, ascending; both ends are inclusive. The set must not be changed meanwhile.
    /// </summary>
    public RangeEnumerator Ranges => new(this);

    internal BitmapSource Source => new(_keys.AsSpan(0, _size), _containers.AsSpan(0, _size));

    internal int ContainerCount => _size;

    /// <summary>The set of the given values.</summary>
    /// <param name="ascendingDistinct">Values, each above the one before it.</param>
    /// <exception cref="ArgumentException">The values are not ascending, or not distinct.</exception>
    public static Roaring32Bitmap FromSorted(ReadOnlySpan<uint> ascendingDistinct)
    {
        var result = new Roaring32Bitmap();
        Span<ushort> low = stackalloc ushort[Container.ArrayLimit];
        Span<ulong> words = stackalloc ulong[BitmapKernels.WordCount];
        for (int start = 0, end; start < ascendingDistinct.Length; start = end)
        {
            uint key = ascendingDistinct[start] >> 16;
            for (end = start + 1; end < ascendingDistinct.Length && ascendingDistinct[end] >> 16 == key; end++)
            {
                if (ascendingDistinct[end] <= ascendingDistinct[end - 1])
                {
                    throw NotAscending(end);
                }
            }

            if (end < ascendingDistinct.Length && ascendingDistinct[end] < ascendingDistinct[end - 1])
            {
                throw NotAscending(end);
            }

            var block = ascendingDistinct[start..end];
            Container container;
            if (block.Length <= Container.ArrayLimit)
            {
                for (int i = 0; i < block.Length; i++)
                {
                    low[i] = (ushort)block[i];
                }

                container = Container.FromValues(low[..block.Length]);
            }
            else
            {
                words.Clear();
                foreach (uint value in block)
                {
                    words[(int)(value & 0xFFFF) >> 6] |= 1UL << (int)value;
                }

                container = Container.FromWords(words, block.Length);
            }

            result.Insert(result._size, (int)key, container);
        }

        return result;

        static ArgumentException NotAscending(int at) =>
            new($"value {at.ToString(CultureInfo.InvariantCulture)} is not above the one before it", nameof(ascendingDistinct));
    }

    /// <summary>The set of all values of a range.</summary>
    /// <param name="first">The first value.</param>
    /// <param name="last">The last value, inclusive.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="last"/> is below <paramref name="first"/>.</exception>
    public static Roaring32Bitmap FromRange(uint first, uint last)
    {
        var result = new Roaring32Bitmap();
        result.AddRange(first, last);
        return result;
    }

    /// <summary>Adds a value, if it is not there.</summary>
    /// <param name="value">Any value.</param>
    public void Add(uint value)
    {
        int key = (int)(value >> 16);
        int at = _size > 0 && _keys[_size - 1] == key ? _size - 1 : IndexOf(key);
        if (at >= 0)
        {
            _containers[at].Add((ushort)value);
        }
        else
        {
            Insert(~at, key, Container.FromValues([(ushort)value]));
        }
    }

    /// <summary>Adds all values of a range.</summary>
    /// <param name="first">The first value.</param>
    /// <param name="last">The last value, inclusive.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="last"/> is below <paramref name="first"/>.</exception>
    public void AddRange(uint first, uint last)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(last, first);
        int key = (int)(first >> 16);
        if (key == last >> 16 && _size > 0 && _keys[_size - 1] == key
            && _containers[_size - 1].TryAddRange((ushort)first, (ushort)last))
        {
            return;
        }

        OrWith(new RangeSource(first, last, stackalloc ushort[RangeSource.ScratchLength]));
    }

    /// <summary>Takes out a value.</summary>
    /// <param name="value">Any value.</param>
    /// <returns>Whether it was there.</returns>
    public bool Remove(uint value)
    {
        int at = IndexOf((int)(value >> 16));
        if (at < 0 || !_containers[at].AsRef().Contains((ushort)value))
        {
            return false;
        }

        if (_containers[at].Cardinality == 1)
        {
            Delete(at);
        }
        else
        {
            _containers[at].Remove((ushort)value);
        }

        return true;
    }

    /// <summary>Whether the set holds a value.</summary>
    /// <param name="value">Any value.</param>
    public bool Contains(uint value)
    {
        int at = IndexOf((int)(value >> 16));
        return at >= 0 && _containers[at].AsRef().Contains((ushort)value);
    }

    /// <summary>How many values of the set are at most <paramref name="v"/>.</summary>
    /// <param name="v">Any value.</param>
    public long Rank(uint v) => Algebra.Rank(Source, v);

    /// <summary>The value that has exactly <paramref name="index"/> values of the set below it.</summary>
    /// <param name="index">From 0 to <see cref="Count"/> less one.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such value.</exception>
    public uint Select(long index) => Algebra.Select(Source, index);

    /// <summary>
    /// Changes every container to the kind with the smallest serialised form: runs where they are smaller, and arrays or
    /// bits where runs are not. The values stay as they are.
    /// </summary>
    /// <returns>Whether any container is held as runs now.</returns>
    public bool Optimize()
    {
        bool hasRuns = false;
        foreach (var container in _containers.AsSpan(0, _size))
        {
            container.Optimize();
            hasRuns |= container.Kind == ContainerKind.Run;
        }

        return hasRuns;
    }

    /// <summary>A set with the same values that shares no memory with this one.</summary>
    public Roaring32Bitmap Clone()
    {
        var containers = new Container[_size];
        for (int i = 0; i < containers.Length; i++)
        {
            containers[i] = _containers[i].Clone();
        }

        return new Roaring32Bitmap(_keys[.._size], containers, _size);
    }

    /// <summary>Writes all values, ascending.</summary>
    /// <param name="destination">Room for <see cref="Count"/> values.</param>
    /// <returns>How many values were written.</returns>
    /// <exception cref="ArgumentException">There is too little room.</exception>
    public int CopyTo(Span<uint> destination) => Algebra.CopyTo(Source, Count, destination);

    /// <summary>The values, ascending. The set must not be changed meanwhile.</summary>
    public ValueEnumerator GetEnumerator() => new(Ranges);

    IEnumerator<uint> IEnumerable<uint>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Whether both sets hold the same values, however they hold them.</summary>
    /// <param name="other">Another set.</param>
    public bool Equals(Roaring32Bitmap? other)
    {
        if (other is null || other._size != _size || !_keys.AsSpan(0, _size).SequenceEqual(other._keys.AsSpan(0, _size)))
        {
            return false;
        }

        for (int i = 0; i < _size; i++)
        {
            if (!ContainerOperations.AreEqual(_containers[i].AsRef(), other._containers[i].AsRef()))
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Roaring32Bitmap);

    /// <summary>A hash of the values. It changes when the set does.</summary>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        for (int i = 0; i < _size; i++)
        {
            var container = _containers[i].AsRef();
            hash.Add(_keys[i]);
            hash.Add(container.Cardinality);
            hash.Add(container.Select(0));
            hash.Add(container.Select(container.Cardinality - 1));
        }

        return hash.ToHashCode();
    }

    /// <summary>The number of values and the first of them, for people.</summary>
    public override string ToString() => Algebra.Describe(Count, Ranges);

    internal Container ContainerAt(int index) => _containers[index];

    internal int KeyAt(int index) => _keys[index];

    /// <summary>Adds a container above all others.</summary>
    internal void Append(int key, Container container) => Insert(_size, key, container);

    private int IndexOf(int key) => Array.BinarySearch(_keys, 0, _size, (ushort)key);

    private void Insert(int at, int key, Container container)
    {
        EnsureContainers(_size + 1);
        Array.Copy(_keys, at, _keys, at + 1, _size - at);
        Array.Copy(_containers, at, _containers, at + 1, _size - at);
        _keys[at] = (ushort)key;
        _containers[at] = container;
        _size++;
    }

    private void Delete(int at)
    {
        _size--;
        Array.Copy(_keys, at + 1, _keys, at, _size - at);
        Array.Copy(_containers, at + 1, _containers, at, _size - at);
        _containers[_size] = null!;
    }

    private void EnsureContainers(int size)
    {
        if (_keys.Length >= size)
        {
            return;
        }

        int capacity = Math.Max(size, _keys.Length + Math.Max(4, _keys.Length / 2));
        Array.Resize(ref _keys, capacity);
        Array.Resize(ref _containers, capacity);
    }
}
