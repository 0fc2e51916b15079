using CompExplain.Roaring.Format;

namespace CompExplain.Roaring;

/// <summary>
/// A set in its serialised form, computed on where it lies (a database blob, a memory-mapped file): opening checks the
/// bytes once and builds nothing. The default value is the empty set.
/// </summary>
/// <remarks>The view does not own the bytes. They must stay as they are while it is used.</remarks>
public readonly struct RoaringView : IEquatable<RoaringView>
{
    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly Layout _layout;

    private RoaringView(ReadOnlyMemory<byte> bytes, Layout layout)
    {
        _bytes = bytes;
        _layout = layout;
    }

    /// <summary>How many values the set holds: 0 to 2^32.</summary>
    public long Count => _layout.Count;

    /// <summary>Whether the set holds no value.</summary>
    public bool IsEmpty => _layout.Count == 0;

    /// <summary>The maximal runs of consecutive values, ascending; both ends are inclusive.</summary>
    public RangeEnumerator Ranges => new(this);

    /// <summary>The bytes under the view.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes;

    internal ViewSource Source => new(_bytes.Span, _layout);

    internal int ContainerCount => _layout.Size;

    /// <summary>Opens a view, after checking every length, order, cardinality and offset.</summary>
    /// <param name="bytes">Exactly one set in the portable form.</param>
    /// <exception cref="FormatException">The bytes are anything else; the message says what is wrong and at which byte.</exception>
    public static RoaringView Open(ReadOnlyMemory<byte> bytes) => new(bytes, FormatReader.ReadWhole(bytes.Span));

    /// <summary>Opens a view of the set at the start of <paramref name="bytes"/>; anything may follow it.</summary>
    /// <param name="bytes">A set in the portable form, and what follows.</param>
    /// <param name="consumed">How many bytes the set took.</param>
    /// <exception cref="FormatException">There is no serialised set; the message says what is wrong and at which byte.</exception>
    public static RoaringView Open(ReadOnlyMemory<byte> bytes, out int consumed)
    {
        var layout = FormatReader.Read(bytes.Span);
        consumed = layout.Length;
        return new RoaringView(bytes[..consumed], layout);
    }

    /// <summary>Whether the set holds a value.</summary>
    /// <param name="value">Any value.</param>
    public bool Contains(uint value) => Algebra.Contains(Source, value);

    /// <summary>How many values of the set are at most <paramref name="v"/>.</summary>
    /// <param name="v">Any value.</param>
    public long Rank(uint v) => Algebra.Rank(Source, v);

    /// <summary>The value that has exactly <paramref name="index"/> values of the set below it.</summary>
    /// <param name="index">From 0 to <see cref="Count"/> less one.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such value.</exception>
    public uint Select(long index) => Algebra.Select(Source, index);

    /// <summary>Writes all values, ascending.</summary>
    /// <param name="destination">Room for <see cref="Count"/> values.</param>
    /// <returns>How many values were written.</returns>
    /// <exception cref="ArgumentException">There is too little room.</exception>
    public int CopyTo(Span<uint> destination) => Algebra.CopyTo(Source, Count, destination);

    /// <summary>The values, ascending.</summary>
    public ValueEnumerator GetEnumerator() => new(Ranges);

    /// <summary>A set of its own with the same values.</summary>
    public Roaring32Bitmap ToBitmap() => Roaring32Bitmap.Build(_bytes.Span, _layout);

    /// <summary>The values that both sets hold.</summary>
    /// <param name="a">A view.</param>
    /// <param name="b">A view.</param>
    public static Roaring32Bitmap And(RoaringView a, RoaringView b) =>
        Algebra.Apply<And, ViewSource, ViewSource>(a.Source, b.Source);

    /// <summary>The values that at least one set holds.</summary>
    /// <param name="a">A view.</param>
    /// <param name="b">A view.</param>
    public static Roaring32Bitmap Or(RoaringView a, RoaringView b) =>
        Algebra.Apply<Or, ViewSource, ViewSource>(a.Source, b.Source);

    /// <summary>The values that exactly one set holds.</summary>
    /// <param name="a">A view.</param>
    /// <param name="b">A view.</param>
    public static Roaring32Bitmap Xor(RoaringView a, RoaringView b) =>
        Algebra.Apply<Xor, ViewSource, ViewSource>(a.Source, b.Source);

    /// <summary>The values of <paramref name="a"/> that <paramref name="b"/> does not hold.</summary>
    /// <param name="a">A view.</param>
    /// <param name="b">A view.</param>
    public static Roaring32Bitmap AndNot(RoaringView a, RoaringView b) =>
        Algebra.Apply<AndNot, ViewSource, ViewSource>(a.Source, b.Source);

    /// <summary>How many values both sets hold. Allocates nothing.</summary>
    /// <param name="a">A view.</param>
    /// <param name="b">A view.</param>
    public static long AndCount(RoaringView a, RoaringView b) => Algebra.AndCount(a.Source, b.Source);

    /// <summary>How many values both sets hold. Allocates nothing.</summary>
    /// <param name="a">A view.</param>
    /// <param name="b">A set.</param>
    public static long AndCount(RoaringView a, Roaring32Bitmap b)
    {
        ArgumentNullException.ThrowIfNull(b);
        return Algebra.AndCount(a.Source, b.Source);
    }

    /// <summary>How many values both sets hold. Allocates nothing.</summary>
    /// <param name="a">A set.</param>
    /// <param name="b">A view.</param>
    public static long AndCount(Roaring32Bitmap a, RoaringView b) => AndCount(b, a);

    /// <summary>How many values at least one set holds. Allocates nothing.</summary>
    /// <param name="a">A view.</param>
    /// <param name="b">A view.</param>
    public static long OrCount(RoaringView a, RoaringView b) => a.Count + b.Count - AndCount(a, b);

    /// <summary>How many values at least one set holds. Allocates nothing.</summary>
    /// <param name="a">A view.</param>
    /// <param name="b">A set.</param>
    public static long OrCount(RoaringView a, Roaring32Bitmap b)
    {
        long shared = AndCount(a, b);
        return a.Count + b.Count - shared;
    }

    /// <summary>How many values at least one set holds. Allocates nothing.</summary>
    /// <param name="a">A set.</param>
    /// <param name="b">A view.</param>
    public static long OrCount(Roaring32Bitmap a, RoaringView b)
    {
        long shared = AndCount(a, b);
        return a.Count + b.Count - shared;
    }

    /// <summary>How many values exactly one set holds. Allocates nothing.</summary>
    /// <param name="a">A view.</param>
    /// <param name="b">A view.</param>
    public static long XorCount(RoaringView a, RoaringView b) => a.Count + b.Count - 2 * AndCount(a, b);

    /// <summary>How many values exactly one set holds. Allocates nothing.</summary>
    /// <param name="a">A view.</param>
    /// <param name="b">A set.</param>
    public static long XorCount(RoaringView a, Roaring32Bitmap b)
    {
        long shared = AndCount(a, b);
        return a.Count + b.Count - 2 * shared;
    }

    /// <summary>How many values exactly one set holds. Allocates nothing.</summary>
    /// <param name="a">A set.</param>
    /// <param name="b">A view.</param>
    public static long XorCount(Roaring32Bitmap a, RoaringView b)
    {
        long shared = AndCount(a, b);
        return a.Count + b.Count - 2 * shared;
    }

    /// <summary>How many values of <paramref name="a"/> are not in <paramref name="b"/>. Allocates nothing.</summary>
    /// <param name="a">A view.</param>
    /// <param name="b">A view.</param>
    public static long AndNotCount(RoaringView a, RoaringView b) => a.Count - AndCount(a, b);

    /// <summary>How many values of <paramref name="a"/> are not in <paramref name="b"/>. Allocates nothing.</summary>
    /// <param name="a">A view.</param>
    /// <param name="b">A set.</param>
    public static long AndNotCount(RoaringView a, Roaring32Bitmap b)
    {
        long shared = AndCount(a, b);
        return a.Count - shared;
    }

    /// <summary>How many values of <paramref name="a"/> are not in <paramref name="b"/>. Allocates nothing.</summary>
    /// <param name="a">A set.</param>
    /// <param name="b">A view.</param>
    public static long AndNotCount(Roaring32Bitmap a, RoaringView b)
    {
        long shared = AndCount(a, b);
        return a.Count - shared;
    }

    /// <summary>Whether there is a value that both sets hold. Allocates nothing.</summary>
    /// <param name="other">A view.</param>
    public bool Intersects(RoaringView other) => Algebra.Intersects(Source, other.Source);

    /// <summary>Whether there is a value that both sets hold. Allocates nothing.</summary>
    /// <param name="other">A set.</param>
    public bool Intersects(Roaring32Bitmap other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Algebra.Intersects(Source, other.Source);
    }

    /// <summary>Whether both sets hold the same values, however they are written.</summary>
    /// <param name="other">A view.</param>
    public bool Equals(RoaringView other) =>
        Count == other.Count && (_bytes.Equals(other._bytes) || AndCount(this, other) == Count);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is RoaringView other && Equals(other);

    /// <summary>A hash of the values.</summary>
    public override int GetHashCode() =>
        IsEmpty ? 0 : HashCode.Combine(Count, Select(0), Select(Count - 1));

    /// <summary>Whether both sets hold the same values.</summary>
    public static bool operator ==(RoaringView left, RoaringView right) => left.Equals(right);

    /// <summary>Whether the sets differ in a value.</summary>
    public static bool operator !=(RoaringView left, RoaringView right) => !left.Equals(right);

    /// <summary>The number of values and the first of them, for people.</summary>
    public override string ToString() => Algebra.Describe(Count, Ranges);
}
