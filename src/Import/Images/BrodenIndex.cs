using System.Globalization;
using CompExplain.Import.Files;

namespace CompExplain.Import.Images;

/// <summary>The images of a data set, in the order of its index files (ordinal by name) and their rows.</summary>
/// <param name="Categories">The categories that are taken.</param>
/// <param name="Images">Images with any label in those.</param>
/// <param name="Height">Rows of every label map.</param>
/// <param name="Width">Columns of every label map.</param>
internal sealed record BrodenIndex(IReadOnlyList<string> Categories, IReadOnlyList<BrodenImage> Images, int Height, int Width)
{
    // One shard holds 2^24 positions; a label map is a small part of one.
    private const int MostPositions = 1 << 24;

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

        var categories = asked ?? BrodenImporter.DefaultCategories;
        bool[] present = new bool[categories.Count];
        var images = new List<BrodenImage>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        int height = 0, width = 0;
        string first = "";
        foreach (string file in files)
        {
            int[]? columns = null;
            CsvFile.ReadTable(file, ["image", "split", "sh", "sw"], row =>
            {
                if (images.Count % 1024 == 0)
                {
                    cancellation.ThrowIfCancellationRequested();
                }

                if (columns is null)
                {
                    columns = [.. Enumerable.Range(0, categories.Count).Where(i => row.Has(categories[i]))];
                    foreach (int i in columns)
                    {
                        present[i] = true;
                    }
                }

                var image = Image(row, categories, columns);
                if (image.Maps.Count == 0 && image.Labels.Count == 0)
                {
                    return;
                }

                if (!names.Add(image.Path))
                {
                    throw new ImportException($"{row.Where}: the image {image.Path} is there twice; every image has one row");
                }

                int sh = row.Number("sh"), sw = row.Number("sw");
                if (images.Count == 0)
                {
                    Start(row, sh, sw);
                }

                if (sh != height || sw != width)
                {
                    throw new ImportException(string.Create(
                        CultureInfo.InvariantCulture,
                        $"{row.Where}: the label maps of {image.Path} are {sh} x {sw}, and those of {first} are {height} x "
                        + $"{width}; all must have one size"));
                }

                images.Add(image);

                void Start(CsvRecord record, int rows, int columnsOfMap)
                {
                    (height, width, first) = (rows, columnsOfMap, image.Path);
                    if (rows < 1 || columnsOfMap < 1 || (long)rows * columnsOfMap > MostPositions)
                    {
                        throw new ImportException(string.Create(
                            CultureInfo.InvariantCulture,
                            $"{record.Where}: label maps of {rows} x {columnsOfMap}; sizes from 1 x 1 to {MostPositions} pixels "
                            + $"are read"));
                    }
                }
            });
        }

        var absent = Enumerable.Range(0, categories.Count).Where(i => !present[i]).Select(i => categories[i]).ToList();
        if (asked is not null && absent.Count > 0)
        {
            throw new ImportException(
                $"{directory}: no index file has a column {string.Join(", ", absent)}; leave the category out, or see the first "
                + $"line of {files[0]}");
        }

        if (images.Count == 0)
        {
            throw new ImportException(
                $"{directory}: no image has a label in the categories {string.Join(", ", categories)}; there is nothing to "
                + $"import");
        }

        return new(categories, images, height, width);
    }

    private static BrodenImage Image(CsvRecord row, IReadOnlyList<string> categories, int[] columns)
    {
        string path = row["image"];
        if (path.Length == 0)
        {
            throw new ImportException($"{row.Where}: no image");
        }

        Below(path, row);
        List<(int, string)> maps = [];
        List<(int, int)> labels = [];
        foreach (int category in columns)
        {
            foreach (string item in row[categories[category]].Split(
                ';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                if (item.AsSpan().ContainsAnyExceptInRange('0', '9'))
                {
                    Below(item, row);
                    maps.Add((category, item));
                }
                else if (!int.TryParse(item, NumberStyles.None, CultureInfo.InvariantCulture, out int label)
                    || label > ushort.MaxValue)
                {
                    throw new ImportException(
                        $"{row.Where}: {categories[category]} has the label number {item}, over the 65,535 that there can be");
                }
                else if (label != 0)
                {
                    labels.Add((category, label));
                }
            }
        }

        string split = row["split"];
        return new(path, split.Length == 0 ? null : split, maps, labels, row.Where);
    }

    // An index names files below images/ and no others.
    private static void Below(string path, CsvRecord row)
    {
        if (!RelativePath.IsWithin(path))
        {
            throw new ImportException($"{row.Where}: '{path.Replace('\0', '?')}' is not a path below images/");
        }
    }
}
