namespace CompExplain.Roaring.Sources;

/// <summary>The containers of a bitmap by ascending key, wherever they lie. The algebra is written once, over this.</summary>
internal interface IContainerSource
{
    /// <summary>How many containers there are.</summary>
    int Size { get; }

    /// <summary>The high 16 bits of the values in container <paramref name="index"/>.</summary>
    int KeyAt(int index);

    ContainerRef At(int index);

    bool IsRunAt(int index);

    /// <summary>The runs of container <paramref name="index"/>, which must be of that kind.</summary>
    ReadOnlySpan<ushort> RunsAt(int index);
}
