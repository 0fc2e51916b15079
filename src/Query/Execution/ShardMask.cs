using CompExplain.Roaring;

namespace CompExplain.Query.Execution;

/// <summary>A mask's positions in one shard: as stored, or as worked out.</summary>
internal readonly struct ShardMask
{
    private readonly RoaringView _view;
    private readonly Roaring32Bitmap? _bitmap;
    private readonly bool _isShared;

    private ShardMask(RoaringView view, Roaring32Bitmap? bitmap, bool isShared)
    {
        _view = view;
        _bitmap = bitmap;
        _isShared = isShared;
    }

    public long Count => _bitmap?.Count ?? _view.Count;

    /// <summary>A mask as stored.</summary>
    public static ShardMask Stored(RoaringView view) => new(view, null, true);

    /// <summary>A mask that is kept elsewhere and must not be changed.</summary>
    public static ShardMask Shared(Roaring32Bitmap bitmap) => new(default, bitmap, true);

    /// <summary>A mask that was worked out here, and may be changed in place.</summary>
    public static ShardMask Owned(Roaring32Bitmap bitmap) => new(default, bitmap, false);

    public static ShardMask And(ShardMask a, ShardMask b)
    {
        if (a._bitmap is null && b._bitmap is null)
        {
            return Owned(RoaringView.And(a._view, b._view));
        }

        if (a._bitmap is null || (a._isShared && b._bitmap is not null && !b._isShared))
        {
            (a, b) = (b, a);
        }

        var result = a.ToOwned();
        if (b._bitmap is null)
        {
            result.AndWith(b._view);
        }
        else
        {
            result.AndWith(b._bitmap);
        }

        return Owned(result);
    }

    public static ShardMask Or(ShardMask a, ShardMask b)
    {
        if (a._bitmap is null && b._bitmap is null)
        {
            return Owned(RoaringView.Or(a._view, b._view));
        }

        if (a._bitmap is null || (a._isShared && b._bitmap is not null && !b._isShared))
        {
            (a, b) = (b, a);
        }

        var result = a.ToOwned();
        if (b._bitmap is null)
        {
            result.OrWith(b._view);
        }
        else
        {
            result.OrWith(b._bitmap);
        }

        return Owned(result);
    }

    public static ShardMask Xor(ShardMask a, ShardMask b)
    {
        if (a._bitmap is null && b._bitmap is null)
        {
            return Owned(RoaringView.Xor(a._view, b._view));
        }

        if (a._bitmap is null)
        {
            (a, b) = (b, a);
        }

        var result = a.ToOwned();
        if (b._bitmap is null)
        {
            result.XorWith(b._view);
        }
        else
        {
            result.XorWith(b._bitmap);
        }

        return Owned(result);
    }

    public static ShardMask AndNot(ShardMask a, ShardMask b)
    {
        if (a._bitmap is null && b._bitmap is null)
        {
            return Owned(RoaringView.AndNot(a._view, b._view));
        }

        var result = a.ToOwned();
        if (b._bitmap is null)
        {
            result.AndNotWith(b._view);
        }
        else
        {
            result.AndNotWith(b._bitmap);
        }

        return Owned(result);
    }

    public static long AndCount(ShardMask a, ShardMask b) => (a._bitmap, b._bitmap) switch
    {
        (null, null) => RoaringView.AndCount(a._view, b._view),
        (null, { } right) => RoaringView.AndCount(a._view, right),
        ({ } left, null) => RoaringView.AndCount(b._view, left),
        ({ } left, { } right) => Roaring32Bitmap.AndCount(left, right),
    };

    /// <summary>All positions of the shard that the mask has not.</summary>
    public ShardMask Complement(uint positions)
    {
        var result = ToOwned();
        if (positions > 0)
        {
            result.FlipInPlace(0, positions - 1);
        }

        return Owned(result);
    }

    /// <summary>The mask's maximal runs of positions, ascending.</summary>
    public RangeEnumerator Ranges => _bitmap?.Ranges ?? _view.Ranges;

    private Roaring32Bitmap ToOwned() => _bitmap is null ? _view.ToBitmap() : _isShared ? _bitmap.Clone() : _bitmap;
}
