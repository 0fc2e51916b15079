namespace CompExplain.Roaring.Sources;

/// <summary>The containers of a <see cref="Roaring32Bitmap"/>.</summary>
internal readonly ref struct BitmapSource : IContainerSource
{
    private readonly ReadOnlySpan<ushort> _keys;
    private readonly ReadOnlySpan<Container> _containers;

    public BitmapSource(ReadOnlySpan<ushort> keys, ReadOnlySpan<Container> containers)
    {
        _keys = keys;
        _containers = containers;
    }

    public int Size => _keys.Length;

    public int KeyAt(int index) => _keys[index];

    public ContainerRef At(int index) => _containers[index].AsRef();

    public bool IsRunAt(int index) => _containers[index].Kind == ContainerKind.Run;

    public ReadOnlySpan<ushort> RunsAt(int index) => _containers[index].Runs;
}
