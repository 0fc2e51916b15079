using System.Globalization;
using CompExplain.Storage;
using CompExplain.Storage.Catalog;
using CompExplain.Storage.Files;

namespace CompExplain.Import.Images.Coco;

/// <summary>
/// Imports a data set with panoptic annotations in COCO's format: a JSON file, and for each image a PNG whose pixels are
/// numbers of segments, R + 256 G + 65,536 B, 0 for none.
/// </summary>
/// <remarks>
/// A category is a concept, of the category <c>thing</c> or <c>stuff</c> with its supercategory as its kind; of <c>segment</c>
/// where the file does not say which. Images without an annotation are left out and counted; their order is the file's.
/// </remarks>
public static class PanopticImporter
{
    /// <summary>Imports a data set into a new database.</summary>
    /// <param name="options">The files.</param>
    /// <param name="databasePath">The database to make.</param>
    /// <param name="progress">Reports images done.</param>
    /// <param name="cancellation">Cancels the import; nothing is then written.</param>
    /// <returns>What was written.</returns>
    /// <exception cref="ImportException">A file is missing or damaged, or they do not agree.</exception>
    /// <exception cref="StorageException">The database exists and is not to be replaced, or cannot be written.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static ImportSummary Import(
        PanopticImportOptions options,
        string databasePath,
        IProgress<StepProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Size.Check();
        string directory = Path.GetFullPath(options.ImagesDirectory);
        foreach (string folder in (string[])[directory, options.SegmentsDirectory])
        {
            if (!Directory.Exists(folder))
            {
                throw new ImportException($"there is no folder {folder}; check the path");
            }
        }

        progress?.Report(new StepProgress("reading annotations", 0, 0));
        var file = PanopticFile.Read(options.JsonPath, cancellation);
        var (places, concepts) = file.Common.Concepts(unsaid: "segment");
        var images = file.Annotations;

        string name = options.Name ?? Path.GetFileNameWithoutExtension(options.JsonPath);
        var dataset = new DatasetDescription(
            name, DatasetKind.Images, options.Size.Height, options.Size.Width, images.Count, directory);
        using var writer = DatabaseWriter.Create(databasePath, dataset, options.Replace);
        writer.AddInputs(images.Select(each => file.Common.Images[each.Image].FileName!)
            .Select(image => new InputRecord(image, null, image, null, null)));
        ConceptRuns.Write(writer, concepts.ConvertAll(writer.AddConcept), Read, progress, cancellation);
        writer.AddNotes(Notes(file, options.JsonPath));
        writer.Commit(progress, cancellation);
        return new(dataset.InputCount, dataset.PositionCount, Concepts: concepts.Count) { Notes = writer.Notes };

        List<ConceptRun> Read(int image)
        {
            var annotation = images[image].Annotation;
            var placeOf = new Dictionary<int, int>();
            foreach (var segment in annotation.Segments!)
            {
                placeOf[segment!.Id!.Value] = places.TryGetValue(segment.CategoryId!.Value, out int place)
                    ? place
                    : throw new ImportException(string.Create(
                        CultureInfo.InvariantCulture,
                        $"{options.JsonPath}: segment {segment.Id} of {annotation.FileName} has the category "
                        + $"{segment.CategoryId}, which is not in the file"));
            }

            string path = Path.Combine(options.SegmentsDirectory, annotation.FileName!);
            var runs = new List<ConceptRun>();
            ConceptRuns.Add(
                LabelMap.ReadNumbers(path, options.Size.Height, options.Size.Width),
                number => placeOf.TryGetValue(number, out int place)
                    ? place
                    : number == 0 ? -1 : throw new ImportException(string.Create(
                        CultureInfo.InvariantCulture,
                        $"{path} has a segment {number}, which {options.JsonPath} does not list; are they of one data set?")),
                runs);
            return runs;
        }
    }

    private static IEnumerable<ImportNote> Notes(PanopticFile file, string path)
    {
        var unsaid = file.Common.Categories.Where(category => category.IsThing is null).ToList();
        if (unsaid.Count > 0)
        {
            yield return new(path, "categories without isthing, neither thing nor stuff", unsaid.Count, unsaid[0].Name);
        }

        var annotated = file.Annotations.Select(each => each.Image).ToHashSet();
        var others = file.Common.Images.Where((_, image) => !annotated.Contains(image)).ToList();
        if (others.Count > 0)
        {
            yield return new(path, "images without annotations, left out", others.Count, others[0].FileName);
        }
    }
}
