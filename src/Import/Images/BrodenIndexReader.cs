using System.Globalization;
using CompExplain.Import.Files;

namespace CompExplain.Import.Images;

/// <summary>Reads index files one after another, and checks that their images fit together.</summary>
/// <param name="categories">The categories that are taken.</param>
/// <param name="cancellation">Cancels the reading.</param>
internal sealed class BrodenIndexReader(IReadOnlyList<string> categories, CancellationToken cancellation)
{
    private readonly bool[] _present = new bool[categories.Count];
    private readonly List<BrodenImage> _images = [];
    private readonly HashSet<string> _paths = new(StringComparer.Ordinal);
    private int _height;
    private int _width;

    /// <summary>The categories that no file read so far has a column for.</summary>
    public IReadOnlyList<string> AbsentCategories => [.. categories.Where((_, i) => !_present[i])];

    /// <summary>Reads a file.</summary>
    public void Read(string file)
    {
        int[]? columns = null;
        CsvFile.ReadTable(file, ["image", "split", "sh", "sw"], row =>
        {
            if (_images.Count % 1024 == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }

            columns ??= Columns(row);
            var image = Image(row, columns);
            if (image.Maps.Count > 0 || image.Labels.Count > 0)
            {
                Add(row, image);
            }
        });
    }

    /// <summary>All images read.</summary>
    public BrodenIndex Finish() => new(categories, _images, _height, _width);

    /// <summary>The categories that a file has a column for.</summary>
    private int[] Columns(CsvRecord row)
    {
        int[] columns = [.. Enumerable.Range(0, categories.Count).Where(i => row.Has(categories[i]))];
        foreach (int i in columns)
        {
            _present[i] = true;
        }

        return columns;
    }

    private void Add(CsvRecord row, BrodenImage image)
    {
        if (!_paths.Add(image.Path))
        {
            throw new ImportException($"{row.Where}: the image {image.Path} is there twice; every image has one row");
        }

        int height = row.Number("sh"), width = row.Number("sw");
        if (_images.Count == 0)
        {
            new MapSize(height, width).Check(row.Where);
            (_height, _width) = (height, width);
        }

        if (height != _height || width != _width)
        {
            throw new ImportException(string.Create(
                CultureInfo.InvariantCulture,
                $"{row.Where}: the label maps of {image.Path} are {height} x {width}, and those of {_images[0].Path} are "
                + $"{_height} x {_width}; all must have one size"));
        }

        _images.Add(image);
    }

    private BrodenImage Image(CsvRecord row, int[] columns)
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
            // A map that is there twice says nothing more, and each is decoded.
            const StringSplitOptions split = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
            foreach (string item in row[categories[category]].Split(';', split).Distinct(StringComparer.Ordinal))
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

        string name = row["split"];
        return new(path, name.Length == 0 ? null : name, maps, labels, row.Where);
    }

    /// <summary>Checks that an index names only files below images/.</summary>
    private static void Below(string path, CsvRecord row)
    {
        if (!RelativePath.IsWithin(path))
        {
            throw new ImportException($"{row.Where}: '{path.Replace('\0', '?')}' is not a path below images/");
        }
    }
}
