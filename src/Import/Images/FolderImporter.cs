using System.Globalization;
using CompExplain.Import.Files;
using CompExplain.Storage;
using CompExplain.Storage.Catalog;
using CompExplain.Storage.Files;

namespace CompExplain.Import.Images;

/// <summary>
/// Imports a folder of images whose label maps are in folders of their own: a PNG for each image, at the same path with the
/// ending png, of any size. A pixel's number is its grey, its index into the palette, or R + 256 G + 65,536 B; a CSV file for
/// each folder names the numbers, or the colours. 0, which is black, is no label, unless it has a name.
/// </summary>
public static class FolderImporter
{
    // The number of unlabelled pixels in the maps of Pascal VOC, Cityscapes and many others.
    private const int VoidByCustom = 255;

    private static readonly HashSet<string> Endings =
        new(StringComparer.OrdinalIgnoreCase) { ".jpg", ".jpeg", ".png", ".webp", ".bmp", ".gif" };

    /// <summary>Imports a data set into a new database.</summary>
    /// <param name="options">The folders.</param>
    /// <param name="databasePath">The database to make.</param>
    /// <param name="progress">Reports images done.</param>
    /// <param name="cancellation">Cancels the import; nothing is then written.</param>
    /// <returns>What was written.</returns>
    /// <exception cref="ImportException">A folder, a file or a label map is missing or damaged, or a number has no
    /// name.</exception>
    /// <exception cref="StorageException">The database exists and is not to be replaced, or cannot be written.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static ImportSummary Import(
        FolderImportOptions options,
        string databasePath,
        IProgress<StepProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Size.Check();
        if (options.Labels.Count == 0)
        {
            throw new ImportException("name a folder of label maps, and the file that names their numbers");
        }

        string directory = Path.GetFullPath(options.ImagesDirectory);
        string[] images = Images(directory, options.Labels);
        var concepts = new List<ConceptRecord>();
        var taken = new HashSet<(string Category, string Name)>();
        var namesOf = options.Labels.Select(labels => Names(labels, concepts, taken)).ToArray();
        var voids = new NoteCount(
            directory, string.Create(CultureInfo.InvariantCulture, $"positions of the void number {options.Void}, unlabelled"));

        string name = options.Name ?? Path.GetFileName(Path.TrimEndingDirectorySeparator(directory));
        var dataset = new DatasetDescription(
            name, DatasetKind.Images, options.Size.Height, options.Size.Width, images.Length, directory);
        using var writer = DatabaseWriter.Create(databasePath, dataset, options.Replace);
        writer.AddInputs(images.Select(image => new InputRecord(image, null, image, null, null)));
        ConceptRuns.Write(writer, concepts.ConvertAll(writer.AddConcept), Read, progress, cancellation);
        writer.AddNotes(voids.Notes);
        writer.Commit(progress, cancellation);
        return new(dataset.InputCount, dataset.PositionCount, Concepts: concepts.Count) { Notes = writer.Notes };

        List<ConceptRun> Read(int image)
        {
            var runs = new List<ConceptRun>();
            for (int i = 0; i < options.Labels.Count; i++)
            {
                var labels = options.Labels[i];
                var names = namesOf[i];
                string path = Path.Combine(labels.Directory, Path.ChangeExtension(images[image], ".png"));
                int[] numbers = LabelMap.ReadNumbers(path, options.Size.Height, options.Size.Width, names.AreColours);
                if (options.Void is { } nothing && !names.Places.ContainsKey(nothing))
                {
                    voids.Add(numbers.AsSpan().Count(nothing), image, path);
                }

                ConceptRuns.Add(
                    numbers,
                    number => names.Places.TryGetValue(number, out int place) ? place
                        : number == 0 || number == options.Void ? -1
                        : throw Unnamed(number, path, labels, names.AreColours),
                    runs);
            }

            return runs;
        }
    }

    // Paths below the folder, with slashes, in ordinal order.
    private static string[] Images(string directory, IReadOnlyList<LabelFolder> labels)
    {
        foreach (string folder in labels.Select(each => each.Directory).Prepend(directory))
        {
            if (!Directory.Exists(folder))
            {
                throw new ImportException($"there is no folder {folder}; check the path");
            }
        }

        string[] apart = [.. labels.Select(each => Path.GetFullPath(each.Directory) + Path.DirectorySeparatorChar)];
        string[] images = [.. Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories)
            .Where(file => Endings.Contains(Path.GetExtension(file))
                && !apart.Any(folder => file.StartsWith(folder, StringComparison.Ordinal)))
            .Select(file => Path.GetRelativePath(directory, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal)];
        if (images.Length == 0)
        {
            throw new ImportException(
                $"{directory} has no images ({string.Join(", ", Endings)}); name the folder that they are in");
        }

        var twins = images.GroupBy(image => Path.ChangeExtension(image, null), StringComparer.Ordinal)
            .FirstOrDefault(group => group.Count() > 1);
        if (twins is not null)
        {
            throw new ImportException($"{string.Join(" and ", twins)} would share a label map; give one of them another name");
        }

        return images;
    }

    private static ImportException Unnamed(int number, string path, LabelFolder labels, bool isColour)
    {
        if (isColour)
        {
            return new(
                $"{path} has the colour {LabelMap.ColourOf(number)}, which {labels.NamesPath} does not name; add a row for it");
        }

        string what = string.Create(
            CultureInfo.InvariantCulture, $"{path} has the number {number}, which {labels.NamesPath} does not name");
        return number switch
        {
            VoidByCustom => new($"{what}; add a row for it, or if it marks pixels without a label, say so") { Option = "void" },
            > ushort.MaxValue => new(
                $"{what}; if its colours are labels ({LabelMap.ColourOf(number)}), name them in a column color, else add a row "
                + $"for the number"),
            _ => new($"{what}; add a row for it"),
        };
    }

    // The concepts that a file names, added to all concepts; gives their places there by number, or by colour.
    private static (Dictionary<int, int> Places, bool AreColours) Names(
        LabelFolder labels, List<ConceptRecord> concepts, HashSet<(string Category, string Name)> taken)
    {
        var places = new Dictionary<int, int>();
        bool areColours = false;
        string fallback = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(labels.Directory)));
        CsvFile.ReadTable(labels.NamesPath, ["name"], row =>
        {
            areColours = row.Has("color");
            if (!areColours && !row.Has("number"))
            {
                throw new ImportException(
                    $"{labels.NamesPath} has no column number; its first line must name the columns: number or color, and name");
            }

            int number = areColours ? Colour(row) : row.Number("number");
            string what = areColours ? $"colour {row["color"]}" : string.Create(CultureInfo.InvariantCulture, $"number {number}");
            string name = row["name"], category = row["category"].Length > 0 ? row["category"] : fallback;
            if (name.Length == 0)
            {
                throw new ImportException($"{row.Where}: the {what} has no name; every number needs one");
            }

            if (!taken.Add((category, name)))
            {
                throw new ImportException(
                    $"{row.Where}: '{name}' is there twice in the category {category}; every number needs a name of its own");
            }

            if (!places.TryAdd(number, concepts.Count))
            {
                throw new ImportException($"{row.Where}: the {what} is there twice; give it one name");
            }

            concepts.Add(new ConceptRecord(category, name, category));
        });
        if (places.Count == 0)
        {
            throw new ImportException($"{labels.NamesPath} names nothing; it needs a row a number: number,name");
        }

        return (places, areColours);
    }

    // #rrggbb, or three numbers of 0 to 255 between commas or spaces.
    private static int Colour(CsvRecord row)
    {
        string text = row["color"];
        if (text.Length == 7 && text[0] == '#'
            && int.TryParse(text.AsSpan(1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int rgb))
        {
            return (rgb >> 16) | (rgb & 0xFF00) | ((rgb & 0xFF) << 16);
        }

        string[] parts = text.Split([',', ' ', ';'], StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 3
            && byte.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out byte red)
            && byte.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out byte green)
            && byte.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out byte blue))
        {
            return red | (green << 8) | (blue << 16);
        }

        throw new ImportException(
            $"{row.Where}: color is '{CsvFile.Shorten(text)}'; write #800000, or red, green and blue from 0 to 255: \"128,0,0\"");
    }
}
