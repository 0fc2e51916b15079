using System.Globalization;
using CompExplain.Storage;
using CompExplain.Storage.Catalog;
using CompExplain.Storage.Files;

namespace CompExplain.Import.Images;

/// <summary>
/// Imports a probe dataset of labelled images in the layout of Broden (Bau et al. 2017), as the paper uses it.
/// </summary>
/// <remarks>
/// <para>Read are <c>index*.csv</c>, <c>label.csv</c>, and, to tell a label's primary category where it has several,
/// <c>c_*.csv</c>; columns are found by name. A category's cell has, separated by semicolons, label maps (PNG below
/// <c>images/</c>, label = R + 256 G, 0 for none) and numbers of labels that hold for the whole image. An image is taken
/// when any chosen category's cell is not empty. Index files may be several, in ordinal order of their names.</para>
/// <para>A concept's mask is the union of the pixels with its number over all maps, and of all positions of the images
/// that have it as a whole. Its name is as in <c>label.csv</c> (<c>blue-c</c>, <c>street-s</c>), its category and kind the
/// one of the chosen categories where its coverage is largest; a label of those that no image has is a concept of size 0.
/// A label that is found in a map but has none of the chosen categories in <c>label.csv</c> takes the category it was
/// found in first. An input's label is its scene where it has exactly one.</para>
/// <para>Maps are decoded in parallel, some hundred images at a time, and added in order: the database does not depend on
/// the number of threads. Memory holds one shard's masks.</para>
/// </remarks>
public static class BrodenImporter
{
    private const int BatchPositions = 1 << 21;

    /// <summary>The categories that are taken by default, as in the paper: materials are left out.</summary>
    public static IReadOnlyList<string> DefaultCategories { get; } = ["object", "part", "scene", "texture", "color"];

    /// <summary>Imports a data set into a new database, or adds its images to one that is there.</summary>
    /// <param name="options">The data set, and what to take from it.</param>
    /// <param name="databasePath">The database to make, or to add to.</param>
    /// <param name="progress">Reports images done.</param>
    /// <param name="cancellation">Cancels the import; nothing is then written.</param>
    /// <returns>What was written.</returns>
    /// <exception cref="ImportException">A file is missing or damaged, a label has no name, or sizes differ.</exception>
    /// <exception cref="StorageException">The database exists and is not to be replaced, or cannot be written; or, of one to be
    /// added to, it has layers that may not go, or one of the images.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static ImportSummary Import(
        BrodenImportOptions options,
        string databasePath,
        IProgress<StepProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        string directory = Path.GetFullPath(options.Directory);
        var index = BrodenIndex.Read(directory, options.Categories, cancellation);
        var labels = LabelTable.Read(directory, index.Categories);
        string name = options.Name ?? Path.GetFileName(Path.TrimEndingDirectorySeparator(directory));
        var dataset = new DatasetDescription(name, DatasetKind.Images, index.Height, index.Width, index.Images.Count, directory);
        using var writer = options.Append
            ? DatabaseWriter.Open(databasePath)
            : DatabaseWriter.Create(databasePath, dataset, options.Replace);
        int firstInput = options.Append ? writer.Dataset.InputCount : 0;

        // The sources of images are stored relative to the data set's folder, or in full if they are in another.
        bool isElsewhere = options.Append && writer.Dataset.SourceDirectory != directory;
        var inputs = Inputs(index, labels, isElsewhere ? Path.Combine(directory, "images") + "/" : "images/");
        if (options.Append)
        {
            CheckFits(writer, dataset);
            writer.Append([.. inputs], options.DropLayers);
        }
        else
        {
            writer.AddInputs(inputs);
        }

        var concepts = new BrodenConceptWriter(writer, index, labels, firstInput);
        var blue = new NoteCount(directory, "pixels whose B is not 0, which is no part of a label and was left out");
        AddMasks(index, labels, concepts, directory, blue, progress, cancellation);
        concepts.EndShard();
        writer.AddNotes(blue.Notes);
        writer.Commit(progress, cancellation);
        return new(dataset.InputCount, dataset.PositionCount, Concepts: concepts.Count) { Notes = writer.Notes };
    }

    private static void CheckFits(DatabaseWriter writer, DatasetDescription added)
    {
        var there = writer.Dataset;
        if (there.Kind == DatasetKind.Images && there.Height == added.Height && there.Width == added.Width)
        {
            return;
        }

        throw new ImportException(there.Kind == DatasetKind.Images
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"the label maps of {added.Name} are {added.Height} x {added.Width}, and those of {there.Name} {there.Height} x "
                + $"{there.Width}; all of a database have one size")
            : $"{there.Name} is a data set of texts; images make a database of their own");
    }

    private static IEnumerable<InputRecord> Inputs(BrodenIndex index, LabelTable labels, string folder)
    {
        int scene = index.Categories.ToList().IndexOf("scene");
        return index.Images.Select(
            image => new InputRecord(image.Path, image.Split, folder + image.Path, Scene(image, scene, labels), null));
    }

    private static string? Scene(BrodenImage image, int scene, LabelTable labels)
    {
        int[] scenes = [.. image.Labels.Where(label => label.Category == scene).Select(label => label.Label).Distinct()];
        if (scenes.Length != 1)
        {
            return null;
        }

        return labels.NameOf(scenes[0]) ?? throw labels.Nameless(scenes[0], image.Where);
    }

    private static void AddMasks(
        BrodenIndex index,
        LabelTable labels,
        BrodenConceptWriter concepts,
        string directory,
        NoteCount blue,
        IProgress<StepProgress>? progress,
        CancellationToken cancellation)
    {
        int batch = Math.Clamp(BatchPositions / (index.Height * index.Width), 4, 1024);
        var runs = new List<LabelRun>[batch];
        var failures = new ImportException?[batch];
        for (int first = 0; first < index.Images.Count; first += batch)
        {
            progress?.Report(new StepProgress("reading label maps", first, index.Images.Count));
            int count = Math.Min(batch, index.Images.Count - first);
            Parallel.For(
                0,
                count,
                new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount },
                i =>
                {
                    try
                    {
                        runs[i] = LabelRuns.Of(index, index.Images[first + i], labels, directory, blue, first + i);
                    }
                    catch (ImportException failure)
                    {
                        failures[i] = failure;
                    }
                });
            for (int i = 0; i < count; i++)
            {
                if (failures[i] is { } failure)
                {
                    throw failure;
                }

                concepts.Add(first + i, runs[i]);
            }
        }

        progress?.Report(new StepProgress("reading label maps", index.Images.Count, index.Images.Count));
    }
}
