namespace CompExplain.Import.Images.Coco;

/// <summary>A data set with panoptic annotations in COCO's format.</summary>
/// <param name="JsonPath">The annotations: <c>panoptic_val2017.json</c>.</param>
/// <param name="SegmentsDirectory">The folder of the PNGs that the annotations name.</param>
/// <param name="ImagesDirectory">The folder of the images.</param>
public sealed record PanopticImportOptions(string JsonPath, string SegmentsDirectory, string ImagesDirectory)
{
    /// <summary>The data set's name; null for the annotations' file.</summary>
    public string? Name { get; init; }

    /// <summary>The size that the maps are brought to.</summary>
    public MapSize Size { get; init; } = MapSize.Default;

    /// <summary>Replace a database that is there.</summary>
    public bool Replace { get; init; }
}
