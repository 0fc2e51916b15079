namespace CompExplain.Import.Images;

/// <summary>A data set of images in the layout of Broden, and what to take from it.</summary>
/// <param name="Directory">The folder with <c>index.csv</c>, <c>label.csv</c> and <c>images/</c>.</param>
public sealed record BrodenImportOptions(string Directory)
{
    /// <summary>A name for people; null for the folder's.</summary>
    public string? Name { get; init; }

    /// <summary>The categories to take; null for those of <see cref="BrodenImporter.DefaultCategories"/> that the data set
    /// has. Categories that are named must be there.</summary>
    public IReadOnlyList<string>? Categories { get; init; }

    /// <summary>Replace a database that is there.</summary>
    public bool Replace { get; init; }

    /// <summary>Add the images, after those that it has, to a database that is there.</summary>
    public bool Append { get; init; }

    /// <summary>Whether layers and predictions, which know nothing of images that are added, may go.</summary>
    public bool DropLayers { get; init; }
}
