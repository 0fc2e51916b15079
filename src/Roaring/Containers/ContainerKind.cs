namespace CompExplain.Roaring.Containers;

/// <summary>How the values of one container (one block of 65536 values) are held.</summary>
internal enum ContainerKind
{
    /// <summary>At most 4096 values, ascending, two bytes each.</summary>
    Array = 0,

    /// <summary>More than 4096 values, one bit for each of the 65536.</summary>
    Bitmap = 1,

    /// <summary>Maximal runs of consecutive values, as pairs of start and length less one.</summary>
    Run = 2,
}
