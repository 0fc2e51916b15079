using CompExplain.Import.Files;

namespace CompExplain.Import.Images.Coco;

/// <summary>What is read of a panoptic annotation file (COCO's format specification, "Panoptic Segmentation").</summary>
internal sealed class PanopticFile
{
    /// <summary>What the file is, for messages.</summary>
    private const string What = "panoptic annotations";

    private readonly List<(int Image, PanopticAnnotation Annotation)> _annotations = [];

    private PanopticFile(string path) => Common = new(path, What);

    /// <summary>Images and categories.</summary>
    public CocoFile Common { get; }

    /// <summary>The annotations, in the file's order, with the place of the image: one of an image at most.</summary>
    public IReadOnlyList<(int Image, PanopticAnnotation Annotation)> Annotations => _annotations;

    /// <summary>Reads the file.</summary>
    /// <param name="path">It, or a pipe.</param>
    /// <param name="cancellation">Cancels it.</param>
    /// <exception cref="ImportException">It is not what it should be; the message names the place.</exception>
    public static PanopticFile Read(string path, CancellationToken cancellation)
    {
        var file = new PanopticFile(path);
        var annotations = new List<PanopticAnnotation>();
        using (var stream = InputFile.OpenOnce(path))
        {
            file.Common.Read(
                stream,
                (section, index, _, json) => annotations.Add(Annotation(json, path, CocoJson.Place(section, index))),
                cancellation);
        }

        // The images may stand after the annotations.
        var seen = new HashSet<int>();
        for (int i = 0; i < annotations.Count; i++)
        {
            string place = CocoJson.Place("annotations", i);
            file.Common.Below(annotations[i].FileName, place + ".file_name");
            int image = file.Common.ImageOf(annotations[i].ImageId!.Value, place);
            if (!seen.Add(image))
            {
                throw new ImportException($"{path}: {file.Common.Images[image].FileName} is annotated twice");
            }

            file._annotations.Add((image, annotations[i]));
        }

        return file;
    }

    private static PanopticAnnotation Annotation(ReadOnlySpan<byte> json, string path, string place)
    {
        var annotation = CocoJson.Read(json, CocoJson.Default.PanopticAnnotation, path, place);
        if (annotation.Segments is null && json.IndexOf("\"segmentation\""u8) >= 0)
        {
            throw new ImportException(
                $"{path}: {place} has a segmentation and no segments_info: these are instances, objects with outlines, which "
                + $"need no folder of segments; leave it out")
            {
                Option = "segments",
            };
        }

        CocoJson.Needed(annotation.ImageId, path, place + ".image_id");
        var segments = CocoJson.Needed(annotation.Segments, path, place + ".segments_info");
        for (int i = 0; i < segments.Count; i++)
        {
            string at = place + "." + CocoJson.Place("segments_info", i);
            var segment = CocoJson.Needed(segments[i], path, at);
            CocoJson.Needed(segment.Id, path, at + ".id");
            CocoJson.Needed(segment.CategoryId, path, at + ".category_id");
        }

        return annotation;
    }
}
