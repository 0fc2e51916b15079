namespace CompExplain.Import.Images.Coco;

/// <summary>A data set of images whose objects have outlines, in COCO's format.</summary>
/// <param name="JsonPath">The annotations: <c>instances_val2017.json</c>.</param>
/// <param name="ImagesDirectory">The folder of the images.</param>
public sealed record InstanceImportOptions(string JsonPath, string ImagesDirectory)
{
    /// <summary>The data set's name; null for the annotations' file.</summary>
    public string? Name { get; init; }

    /// <summary>The size that the masks are brought to.</summary>
    public MapSize Size { get; init; } = MapSize.Default;

    /// <summary>Replace a database that is there.</summary>
    public bool Replace { get; init; }
}
