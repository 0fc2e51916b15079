namespace CompExplain.Roaring.Tests;

/// <summary>One set operation in all its forms.</summary>
internal sealed record Operation(
    Func<bool, bool, bool> OnFlags,
    Func<Roaring32Bitmap, Roaring32Bitmap, Roaring32Bitmap> OnBitmaps,
    Func<RoaringView, RoaringView, Roaring32Bitmap> OnViews,
    Action<Roaring32Bitmap, Roaring32Bitmap> InPlace,
    Action<Roaring32Bitmap, RoaringView> InPlaceOfView,
    Func<Roaring32Bitmap, Roaring32Bitmap, long> Count,
    Func<RoaringView, RoaringView, long> CountOfViews,
    Func<RoaringView, Roaring32Bitmap, long> CountOfViewAndBitmap,
    Func<Roaring32Bitmap, RoaringView, long> CountOfBitmapAndView)
{
    public static Operation Named(string name) => name switch
    {
        "And" => new(
            (a, b) => a && b, Roaring32Bitmap.And, RoaringView.And, (a, b) => a.AndWith(b), (a, b) => a.AndWith(b),
            Roaring32Bitmap.AndCount, RoaringView.AndCount, RoaringView.AndCount, RoaringView.AndCount),
        "Or" => new(
            (a, b) => a || b, Roaring32Bitmap.Or, RoaringView.Or, (a, b) => a.OrWith(b), (a, b) => a.OrWith(b),
            Roaring32Bitmap.OrCount, RoaringView.OrCount, RoaringView.OrCount, RoaringView.OrCount),
        "Xor" => new(
            (a, b) => a != b, Roaring32Bitmap.Xor, RoaringView.Xor, (a, b) => a.XorWith(b), (a, b) => a.XorWith(b),
            Roaring32Bitmap.XorCount, RoaringView.XorCount, RoaringView.XorCount, RoaringView.XorCount),
        "AndNot" => new(
            (a, b) => a && !b, Roaring32Bitmap.AndNot, RoaringView.AndNot, (a, b) => a.AndNotWith(b), (a, b) => a.AndNotWith(b),
            Roaring32Bitmap.AndNotCount, RoaringView.AndNotCount, RoaringView.AndNotCount, RoaringView.AndNotCount),
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };
}
