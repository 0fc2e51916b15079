namespace CompExplain.Roaring.Sources;

/// <summary>All values of one inclusive range, as run containers made on the fly.</summary>
internal readonly ref struct RangeSource : IContainerSource
{
    /// <summary>The scratch that the constructor needs.</summary>
    public const int ScratchLength = 6;

    private readonly uint _first;
    private readonly uint _last;
    private readonly ReadOnlySpan<ushort> _runs;

    /// <param name="first">The first value.</param>
    /// <param name="last">The last value, at least <paramref name="first"/>.</param>
    /// <param name="scratch">Memory that lives as long as the source.</param>
    public RangeSource(uint first, uint last, Span<ushort> scratch)
    {
        _first = first;
        _last = last;
        bool single = first >> 16 == last >> 16;
        ushort low = (ushort)first;
        scratch[0] = low;
        scratch[1] = (ushort)(single ? (ushort)last - low : ushort.MaxValue - low);
        scratch[2] = 0;
        scratch[3] = ushort.MaxValue;
        scratch[4] = 0;
        scratch[5] = (ushort)last;
        _runs = scratch;
    }

    public int Size => (int)((_last >> 16) - (_first >> 16)) + 1;

    public int KeyAt(int index) => (int)(_first >> 16) + index;

    public ContainerRef At(int index)
    {
        var run = RunsAt(index);
        return new ContainerRef(ContainerKind.Run, run, run[1] + 1);
    }

    public bool IsRunAt(int index) => true;

    public ReadOnlySpan<ushort> RunsAt(int index) => _runs.Slice(index == 0 ? 0 : index == Size - 1 ? 4 : 2, 2);
}
