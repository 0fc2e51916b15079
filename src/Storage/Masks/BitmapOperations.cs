using Roaring.Net.CRoaring;

namespace CompExplain.Storage.Masks;

/// <summary>
/// The set algebra of the library's two kinds of bitmap, those that can be changed and those over serialised bytes, as one.
/// Results are new bitmaps, which the caller owns.
/// </summary>
public static class BitmapOperations
{
    /// <summary>What is in both.</summary>
    /// <param name="a">A bitmap.</param>
    /// <param name="b">Another.</param>
    public static Roaring32Bitmap And(this Roaring32BitmapBase a, Roaring32BitmapBase b) =>
        a is FrozenRoaring32Bitmap frozen ? frozen.And(b) : ((Roaring32Bitmap)a).And(b);

    /// <summary>What is in either.</summary>
    /// <param name="a">A bitmap.</param>
    /// <param name="b">Another.</param>
    public static Roaring32Bitmap Or(this Roaring32BitmapBase a, Roaring32BitmapBase b) =>
        a is FrozenRoaring32Bitmap frozen ? frozen.Or(b) : ((Roaring32Bitmap)a).Or(b);

    /// <summary>What is in one of them.</summary>
    /// <param name="a">A bitmap.</param>
    /// <param name="b">Another.</param>
    public static Roaring32Bitmap Xor(this Roaring32BitmapBase a, Roaring32BitmapBase b) =>
        a is FrozenRoaring32Bitmap frozen ? frozen.Xor(b) : ((Roaring32Bitmap)a).Xor(b);

    /// <summary>What is in the first and not in the second.</summary>
    /// <param name="a">A bitmap.</param>
    /// <param name="b">Another.</param>
    public static Roaring32Bitmap AndNot(this Roaring32BitmapBase a, Roaring32BitmapBase b) =>
        a is FrozenRoaring32Bitmap frozen ? frozen.AndNot(b) : ((Roaring32Bitmap)a).AndNot(b);

    /// <summary>How many positions are in both.</summary>
    /// <param name="a">A bitmap.</param>
    /// <param name="b">Another.</param>
    public static long AndCount(this Roaring32BitmapBase a, Roaring32BitmapBase b) =>
        (long)(a is FrozenRoaring32Bitmap frozen ? frozen.AndCount(b) : ((Roaring32Bitmap)a).AndCount(b));

    /// <summary>What is in a range and not in a bitmap.</summary>
    /// <param name="a">The bitmap; it has nothing beyond the range.</param>
    /// <param name="first">The first position of the range.</param>
    /// <param name="last">The last.</param>
    public static Roaring32Bitmap NotRange(this Roaring32BitmapBase a, uint first, uint last) =>
        a is FrozenRoaring32Bitmap frozen ? frozen.NotRange(first, last) : ((Roaring32Bitmap)a).NotRange(first, last);
}
