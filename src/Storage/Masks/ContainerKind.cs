namespace CompExplain.Storage.Masks;

/// <summary>How a container holds its positions.</summary>
internal enum ContainerKind
{
    /// <summary>Pairs of a first position and how many follow it.</summary>
    Runs,

    /// <summary>Ascending values.</summary>
    Values,

    /// <summary>A bit for each position.</summary>
    Bits,
}
