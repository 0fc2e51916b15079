using System.Globalization;
using CompExplain.Storage;
using CompExplain.Storage.Catalog;
using CompExplain.Storage.Files;

namespace CompExplain.Import.Images.Coco;

/// <summary>
/// Imports a data set of images whose objects have outlines, in COCO's format: a JSON file with polygons or run lengths.
/// </summary>
/// <remarks>
/// A category is a concept, of the category <c>object</c> (<c>thing</c> or <c>stuff</c> where the file says so), with its
/// supercategory as its kind. Its mask is the union of its objects, those that stand for a crowd among them. Pixels are to the
/// pixel those of COCO's own tools, brought to the size of the masks as label maps are. Every image of the file is an input, in
/// the file's order; one without objects has no concept.
/// </remarks>
public static class InstanceImporter
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
        InstanceImportOptions options,
        string databasePath,
        IProgress<StepProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Size.Check();
        string directory = Path.GetFullPath(options.ImagesDirectory), json = options.JsonPath;
        if (!Directory.Exists(directory))
        {
            throw new ImportException($"there is no folder {directory}; check the path");
        }

        progress?.Report(new StepProgress("reading annotations", 0, 0));
        using var file = InstanceFile.Open(json, cancellation);
        var (places, concepts) = file.Common.Concepts(unsaid: "object");
        var images = file.Common.Images;
        var missing = MissingImages(images, directory, json);
        var bare = new NoteCount(json, "objects without a segmentation, left out");
        var empty = new NoteCount(json, "objects whose segmentation has no pixel of their image");
        var degenerate = new NoteCount(json, "polygons of fewer than 3 corners, left out");
        var shortRuns = new NoteCount(json, "run lengths that end before their image, the rest taken as outside");
        int objects = 0, withPixels = 0;

        string name = options.Name ?? Path.GetFileNameWithoutExtension(json);
        var dataset = new DatasetDescription(
            name, DatasetKind.Images, options.Size.Height, options.Size.Width, images.Count, directory);
        using var writer = DatabaseWriter.Create(databasePath, dataset, options.Replace);
        writer.AddInputs(images.Select(image => new InputRecord(image.FileName!, null, image.FileName!, null, null)));
        ConceptRuns.Write(writer, concepts.ConvertAll(writer.AddConcept), Read, progress, cancellation);
        if (withPixels == 0)
        {
            throw new ImportException(
                $"{json}: none of {objects:N0} objects has a segmentation with a pixel of its image; boxes and key points are no "
                + $"masks");
        }

        writer.AddNotes(missing);
        writer.AddNotes(Notes(file, json));
        writer.AddNotes([.. bare.Notes, .. empty.Notes, .. degenerate.Notes, .. shortRuns.Notes]);
        writer.Commit(progress, cancellation);
        return new(dataset.InputCount, dataset.PositionCount, Concepts: concepts.Count) { Notes = writer.Notes };

        List<ConceptRun> Read(int image)
        {
            var runs = new List<ConceptRun>();
            var all = file.ObjectsOf(image);
            if (all.Count == 0)
            {
                return runs;
            }

            int height = images[image].Height!.Value, width = images[image].Width!.Value;
            var map = new ObjectMap(height, width, options.Size);
            var segmentation = new Segmentation(json, height, width);
            for (int i = 0; i < all.Count; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                string place = CocoJson.Place("annotations", all[i].Index);
                if (!places.TryGetValue(all[i].Category, out int concept))
                {
                    throw new ImportException(string.Create(
                        CultureInfo.InvariantCulture,
                        $"{json}: {place} has the category {all[i].Category}, which is not in the file"));
                }

                int before = segmentation.Degenerate, shorter = segmentation.Short;
                var content = segmentation.Add(file.ReadObject(all[i]), place, map);
                Interlocked.Increment(ref objects);
                Interlocked.Add(ref withPixels, content == Segmentation.Content.Pixels ? 1 : 0);
                bare.Add(content == Segmentation.Content.None ? 1 : 0, image, place);
                empty.Add(content == Segmentation.Content.Nothing ? 1 : 0, image, place);
                degenerate.Add(segmentation.Degenerate - before, image, place);
                shortRuns.Add(segmentation.Short - shorter, image, place);
                if (i + 1 == all.Count || all[i + 1].Category != all[i].Category)
                {
                    map.Take(concept, runs);
                }
            }

            return runs;
        }
    }

    private static List<ImportNote> MissingImages(IReadOnlyList<CocoImage> images, string directory, string json)
    {
        var missing = images.Where(image => !File.Exists(Path.Combine(directory, image.FileName!))).ToList();
        if (missing.Count == images.Count)
        {
            throw new ImportException(
                $"{directory} has none of the images of {json}, such as {missing[0].FileName}; name the folder that they are in");
        }

        return missing.Count == 0
            ? []
            : [new(json, $"images that are not in {directory}", missing.Count, missing[0].FileName)];
    }

    private static IEnumerable<ImportNote> Notes(InstanceFile file, string json)
    {
        if (file.Crowds > 0)
        {
            yield return new(json, "objects that stand for a crowd, taken with the others", file.Crowds, file.FirstCrowd);
        }

        var images = file.Common.Images;
        var bare = Enumerable.Range(0, images.Count).Where(image => file.ObjectsOf(image).Count == 0).ToList();
        if (bare.Count > 0)
        {
            yield return new(
                json, "images without objects, kept as inputs without a concept", bare.Count, images[bare[0]].FileName);
        }
    }
}
