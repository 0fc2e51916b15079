namespace CompExplain.Import.Images;

/// <summary>The images of a data set, in the order of its index files (ordinal by name) and their rows.</summary>
/// <param name="Categories">The categories that are taken.</param>
/// <param name="Images">Images with any label in those.</param>
/// <param name="Height">Rows of every label map.</param>
/// <param name="Width">Columns of every label map.</param>
internal sealed record BrodenIndex(IReadOnlyList<string> Categories, IReadOnlyList<BrodenImage> Images, int Height, int Width)
{
    /// <summary>Reads the index files of a folder.</summary>
    /// <param name="directory">The folder.</param>
    /// <param name="asked">The categories to take; null for those of the paper that the files have.</param>
    /// <param name="cancellation">Cancels it.</param>
    /// <exception cref="ImportException">
    /// A file is missing or damaged, a category is absent, an image is there twice, sizes differ, or nothing is left to import.
    /// </exception>
    public static BrodenIndex Read(string directory, IReadOnlyList<string>? asked, CancellationToken cancellation)
    {
        if (!Directory.Exists(directory))
        {
            throw new ImportException($"there is no folder {directory}; name the one with index.csv in it");
        }

        string[] files = Directory.GetFiles(directory, "index*.csv");
        Array.Sort(files, StringComparer.Ordinal);
        if (files.Length == 0)
        {
            throw new ImportException($"{directory} has no index.csv; is it a data set in the layout of Broden?");
        }

        var reader = new BrodenIndexReader(asked ?? BrodenImporter.DefaultCategories, cancellation);
        foreach (string file in files)
        {
            reader.Read(file);
        }

        if (asked is not null && reader.AbsentCategories.Count > 0)
        {
            throw new ImportException(
                $"{directory}: no index file has a column {string.Join(", ", reader.AbsentCategories)}; leave the category out, "
                + $"or see the first line of {files[0]}");
        }

        var index = reader.Finish();
        return index.Images.Count > 0
            ? index
            : throw new ImportException(
                $"{directory}: no image has a label in the categories {string.Join(", ", index.Categories)}; there is nothing to "
                + $"import");
    }
}
