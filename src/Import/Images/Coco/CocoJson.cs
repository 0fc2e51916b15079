using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace CompExplain.Import.Images.Coco;

/// <summary>Reads the elements of COCO's files without reflection.</summary>
[JsonSourceGenerationOptions(NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(CocoImage))]
[JsonSerializable(typeof(CocoCategory))]
[JsonSerializable(typeof(PanopticAnnotation))]
[JsonSerializable(typeof(InstanceAnnotation))]
internal sealed partial class CocoJson : JsonSerializerContext
{
    /// <summary>Reads an element.</summary>
    /// <param name="json">The element.</param>
    /// <param name="type">What it is read as.</param>
    /// <param name="path">The file, for the messages.</param>
    /// <param name="place">The element's place in it: <c>annotations[3]</c>.</param>
    /// <exception cref="ImportException">It is null, or has something of another type than the format has there.</exception>
    public static T Read<T>(ReadOnlySpan<byte> json, JsonTypeInfo<T> type, string path, string place)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(json, type) ?? throw Missing(path, place);
        }
        catch (JsonException error)
        {
            string below = error.Path is { Length: > 1 } inside ? inside[1..] : string.Empty;
            throw new ImportException(
                $"{path}: {place}{below} has another type of value than the format has there; correct it", error);
        }
    }

    /// <summary>The place of an element.</summary>
    public static string Place(string section, int index) =>
        string.Create(CultureInfo.InvariantCulture, $"{section}[{index}]");

    /// <summary>A value that must be there.</summary>
    /// <exception cref="ImportException">It is not.</exception>
    public static T Needed<T>(T? value, string path, string place)
        where T : class => value ?? throw Missing(path, place);

    /// <inheritdoc cref="Needed{T}(T?, string, string)"/>
    public static T Needed<T>(T? value, string path, string place)
        where T : struct => value ?? throw Missing(path, place);

    private static ImportException Missing(string path, string place) =>
        new($"{path}: {place} is null or not there, and the format needs it");
}

/// <summary>An image of COCO's files; the size is that of the picture.</summary>
internal sealed record CocoImage(
    [property: JsonPropertyName("id")] long? Id,
    [property: JsonPropertyName("file_name")] string? FileName,
    [property: JsonPropertyName("height")] int? Height,
    [property: JsonPropertyName("width")] int? Width);

/// <summary>A category of COCO's files.</summary>
internal sealed record CocoCategory(
    [property: JsonPropertyName("id")] int? Id,
    [property: JsonPropertyName("name")] string? Name,
    [property: JsonPropertyName("supercategory")] string? Supercategory,
    [property: JsonPropertyName("isthing"), JsonConverter(typeof(JsonTruth))] bool? IsThing);

/// <summary>The annotation of an image in a panoptic file.</summary>
internal sealed record PanopticAnnotation(
    [property: JsonPropertyName("image_id")] long? ImageId,
    [property: JsonPropertyName("file_name")] string? FileName,
    [property: JsonPropertyName("segments_info")] IReadOnlyList<PanopticSegment?>? Segments);

/// <summary>A segment of an image in a panoptic file.</summary>
internal sealed record PanopticSegment(
    [property: JsonPropertyName("id")] int? Id,
    [property: JsonPropertyName("category_id")] int? CategoryId);

/// <summary>What is kept of an object of a file of instances; its segmentation is read later.</summary>
internal sealed record InstanceAnnotation(
    [property: JsonPropertyName("image_id")] long? ImageId,
    [property: JsonPropertyName("category_id")] int? CategoryId,
    [property: JsonPropertyName("iscrowd"), JsonConverter(typeof(JsonTruth))] bool? IsCrowd,
    [property: JsonPropertyName("segments_info")] JsonElement? Segments);
