using System.Text.Json;

namespace CompExplain.Import.Files;

/// <summary>Texts of JSON files as they may come: not UTF-8, or with half a surrogate pair, which the reader fails on.</summary>
internal static class JsonText
{
    /// <summary>The text or the name that a reader is at; null if it is no Unicode.</summary>
    public static string? Of(ref readonly Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Whether a reader is at a text or a name that equals one.</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="text">The text.</param>
    public static bool Equals(ref readonly Utf8JsonReader reader, ReadOnlySpan<byte> text)
    {
        try
        {
            return reader.ValueTextEquals(text);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
