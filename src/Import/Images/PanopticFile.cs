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
                file.Check(path);
                return file;
            }

            string[] absent =
            [
                .. file?.Images is { Count: > 0 } ? (string[])[] : ["images"],
                .. file?.Annotations is { Count: > 0 } ? (string[])[] : ["annotations"],
                .. file?.Categories is { Count: > 0 } ? (string[])[] : ["categories"],
            ];
            throw new ImportException(
                $"{path} has no {string.Join(", ", absent)}: null, empty or not there; panoptic annotations have images, "
                + $"annotations and categories");
        }
        catch (JsonException error)
        {
            string place = error.Path is { Length: > 2 } inFile ? $", {inFile[2..]}" : string.Empty;
            throw new ImportException(
                $"{path}, line {error.LineNumber + 1}{place}: not the JSON of panoptic annotations; is it the right file, and "
                + $"whole?",
                error);
        }
        catch (IOException error)
        {
            throw new ImportException($"{path} could not be read: {error.Message}", error);
        }
    }

    // What the format needs, and JSON lets be null.
    private void Check(string path)
    {
        for (int i = 0; i < Images!.Count; i++)
        {
            Need(Images[i], path, $"images[{i}]");
            Need(Images[i].FileName, path, $"images[{i}].file_name");
        }

        for (int i = 0; i < Annotations!.Count; i++)
        {
            Need(Annotations[i], path, $"annotations[{i}]");
            Need(Annotations[i].FileName, path, $"annotations[{i}].file_name");
            Need(Annotations[i].Segments, path, $"annotations[{i}].segments_info");
            for (int k = 0; k < Annotations[i].Segments.Count; k++)
            {
                Need(Annotations[i].Segments[k], path, $"annotations[{i}].segments_info[{k}]");
            }
        }

        for (int i = 0; i < Categories!.Count; i++)
        {
            Need(Categories[i], path, $"categories[{i}]");
            Need(Categories[i].Name, path, $"categories[{i}].name");
        }
    }

    private static void Need(object? value, string path, FormattableString place)
    {
        if (value is null)
        {
            throw new ImportException($"{path}: {FormattableString.Invariant(place)} is null, and panoptic annotations need it");
        }
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
        [property: JsonPropertyName("isthing"), JsonConverter(typeof(JsonTruth))] bool? IsThing);
}

/// <summary>Reads the file without reflection.</summary>
[JsonSourceGenerationOptions(NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(PanopticFile))]
internal sealed partial class PanopticJson : JsonSerializerContext;
