using CompExplain.Storage.Masks;
using Roaring.Net.CRoaring;

namespace CompExplain.Query.Execution;

/// <summary>
/// A mask's positions in one shard: lent by the database as stored, or computed and owned here. Whoever has it disposes it.
/// Operations leave their operands to be disposed by the caller; an operand that was computed may be changed into the result, and
/// is empty of everything afterwards.
/// </summary>
internal sealed class ShardMask : IDisposable
{
    private MaskLease? _stored;
    private NativeBitmap? _own;

    private ShardMask(MaskLease? stored, NativeBitmap? own) => (_stored, _own) = (stored, own);

    /// <summary>How many positions there are.</summary>
    public long Count =>
        _stored?.Count
        ?? (long)(_own!.Value is Roaring32Bitmap bitmap ? bitmap.Count : ((FrozenRoaring32Bitmap)_own.Value).Count);

    private Roaring32BitmapBase Value => _stored?.Value ?? _own?.Value ?? throw new ObjectDisposedException(nameof(ShardMask));

    /// <summary>The bitmap, where it can be changed in place.</summary>
    private Roaring32Bitmap? Changeable => _own?.Value as Roaring32Bitmap;

    /// <summary>A mask as stored.</summary>
    public static ShardMask Stored(MaskLease lease) => new(lease, null);

    /// <summary>A mask that was computed.</summary>
    public static ShardMask Owned(NativeBitmap bitmap) => new(null, bitmap);

    /// <summary>All positions of a shard, or none.</summary>
    public static ShardMask Constant(bool value, uint positions) =>
        Owned(new NativeBitmap(value && positions > 0 ? Roaring32Bitmap.FromRange(0, positions - 1) : new Roaring32Bitmap()));

    public static ShardMask And(ShardMask a, ShardMask b)
    {
        (a, b) = ChangeableFirst(a, b);
        if (a.Changeable is not { } own)
        {
            return New(a.Value.And(b.Value));
        }

        own.IAnd(b.Value);
        return a.Move();
    }

    public static ShardMask Or(ShardMask a, ShardMask b)
    {
        (a, b) = ChangeableFirst(a, b);
        if (a.Changeable is not { } own)
        {
            return New(a.Value.Or(b.Value));
        }

        own.IOr(b.Value);
        return a.Move();
    }

    public static ShardMask Xor(ShardMask a, ShardMask b)
    {
        (a, b) = ChangeableFirst(a, b);
        if (a.Changeable is not { } own)
        {
            return New(a.Value.Xor(b.Value));
        }

        own.IXor(b.Value);
        return a.Move();
    }

    public static ShardMask AndNot(ShardMask a, ShardMask b)
    {
        if (a.Changeable is not { } own)
        {
            return New(a.Value.AndNot(b.Value));
        }

        own.IAndNot(b.Value);
        return a.Move();
    }

    public static long AndCount(ShardMask a, ShardMask b) => a.Value.AndCount(b.Value);

    /// <summary>All positions of the shard that the mask has not.</summary>
    public ShardMask Complement(uint positions)
    {
        if (positions == 0)
        {
            return Constant(false, 0);
        }

        if (Changeable is not { } own)
        {
            return New(Value.NotRange(0, positions - 1));
        }

        own.INotRange(0, positions - 1);
        return Move();
    }

    /// <summary>The mask's maximal runs of positions, ascending. They can be read after the mask is disposed.</summary>
    public RunReader Runs() => (_stored?.ToSerialized() ?? _own!.ToSerialized()).Runs;

    /// <inheritdoc/>
    public void Dispose()
    {
        _stored?.Dispose();
        _own?.Dispose();
        (_stored, _own) = (null, null);
    }

    private static ShardMask New(Roaring32Bitmap bitmap) => Owned(new NativeBitmap(bitmap));

    private static (ShardMask A, ShardMask B) ChangeableFirst(ShardMask a, ShardMask b) =>
        a.Changeable is null && b.Changeable is not null ? (b, a) : (a, b);

    /// <summary>Hands the bitmap on; disposing this has no effect from now on.</summary>
    private ShardMask Move()
    {
        var moved = new ShardMask(_stored, _own);
        (_stored, _own) = (null, null);
        return moved;
    }
}
