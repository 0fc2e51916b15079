using System.Text.Json;
using System.Text.Json.Serialization;
using CompExplain.Import.Files;

namespace CompExplain.Import.Images;

/// <summary>What is read of a panoptic annotation file (COCO's format specification, "Panoptic Segmentation").</summary>
internal sealed record PanopticFile(
    [property: JsonPropertyName("images")] IReadOnlyList<PanopticFile.Image>? Images,
    [property: JsonPropertyName("annotations")] IReadOnlyList<PanopticFile.Annotation>? Annotations,
    [property: JsonPropertyName("categories")] IReadOnlyList<PanopticFile.Category>? Categories)
{
    public static PanopticFile Read(string path)
    {
        using var stream = InputFile.Open(path);
        try
        {
            var file = JsonSerializer.Deserialize(stream, PanopticJson.Default.PanopticFile);
            if (file?.Images is { Count: > 0 } && file.Annotations is { Count: > 0 } && file.Categories is { Count: > 0 })
            {
                return file;
            }
        }
        catch (JsonException error)
        {
            throw new ImportException(
                $"{path}, line {error.LineNumber + 1}: not the JSON of panoptic annotations; is it the right file, and whole?",
                error);
        }
        catch (IOException error)
        {
            throw new ImportException($"{path} could not be read: {error.Message}", error);
        }

        throw new ImportException($"{path} has no images, annotations or categories; panoptic annotations have all three");
    }

    internal sealed record Image(
        [property: JsonPropertyName("id"), JsonRequired] long Id,
        [property: JsonPropertyName("file_name"), JsonRequired] string FileName);

    internal sealed record Segment(
        [property: JsonPropertyName("id"), JsonRequired] int Id,
        [property: JsonPropertyName("category_id"), JsonRequired] int CategoryId);

    internal sealed record Annotation(
        [property: JsonPropertyName("image_id"), JsonRequired] long ImageId,
        [property: JsonPropertyName("file_name"), JsonRequired] string FileName,
        [property: JsonPropertyName("segments_info"), JsonRequired] IReadOnlyList<Segment> Segments);

    internal sealed record Category(
        [property: JsonPropertyName("id"), JsonRequired] int Id,
        [property: JsonPropertyName("name"), JsonRequired] string Name,
        [property: JsonPropertyName("supercategory")] string? Supercategory,
        [property: JsonPropertyName("isthing")] int IsThing);
}

/// <summary>Reads the file without reflection.</summary>
[JsonSerializable(typeof(PanopticFile))]
internal sealed partial class PanopticJson : JsonSerializerContext;
