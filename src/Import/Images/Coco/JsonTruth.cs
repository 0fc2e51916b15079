using System.Text.Json;
using System.Text.Json.Serialization;

namespace CompExplain.Import.Images.Coco;

/// <summary>Reads a truth value as people write one: 0 and 1, true and false, and either as text; null is none.</summary>
internal sealed class JsonTruth : JsonConverter<bool?>
{
    public override bool? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        string? text = reader.TokenType switch
        {
            JsonTokenType.Null => null,
            JsonTokenType.True => "true",
            JsonTokenType.False => "false",
            JsonTokenType.Number when reader.TryGetInt32(out int number) => number == 0 ? "0" : "1",
            JsonTokenType.String => reader.GetString(),
            _ => throw new JsonException(),
        };
        return text switch
        {
            null => null,
            "1" or "true" or "True" => true,
            "0" or "false" or "False" => false,
            _ => throw new JsonException(),
        };
    }

    public override void Write(Utf8JsonWriter writer, bool? value, JsonSerializerOptions options) =>
        throw new NotSupportedException();
}
