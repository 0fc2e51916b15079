namespace CompExplain.Import.Images;

/// <summary>A folder of images with label maps beside it.</summary>
/// <param name="ImagesDirectory">The folder of the images, which may be in folders of their own.</param>
/// <param name="Labels">The label maps.</param>
public sealed record FolderImportOptions(string ImagesDirectory, IReadOnlyList<LabelFolder> Labels)
{
    /// <summary>The data set's name; null for the folder's.</summary>
    public string? Name { get; init; }

    /// <summary>The size that the label maps are brought to.</summary>
    public MapSize Size { get; init; } = MapSize.Default;

    /// <summary>The number of pixels without a label, beside 0; null if there is none. A name that the number has goes
    /// before.</summary>
    public int? Void { get; init; }

    /// <summary>Replace a database that is there.</summary>
    public bool Replace { get; init; }
}
