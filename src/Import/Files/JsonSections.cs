using System.Globalization;
using System.Text.Json;

namespace CompExplain.Import.Files;

/// <summary>Takes an element of an array of a JSON file.</summary>
/// <param name="section">The array's name.</param>
/// <param name="index">The element's place in it, from 0.</param>
/// <param name="offset">Where the element starts in the file, in bytes.</param>
/// <param name="json">The element.</param>
internal delegate void JsonElementAction(string section, int index, long offset, ReadOnlySpan<byte> json);

/// <summary>
/// Reads a large JSON object whose values are arrays, such as COCO's annotations, an element at a time. The memory is that of
/// one element, of 16 MiB at most, whatever the size of the file.
/// </summary>
internal static class JsonSections
{
    /// <summary>The bytes that an element has at most.</summary>
    public const int MaximumElement = 1 << 24;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Reads the elements of some arrays, in the file's order. What else the object has is passed over.</summary>
    /// <param name="stream">The file, at its start.</param>
    /// <param name="path">Its name, for the messages.</param>
    /// <param name="what">What the file should be: <c>panoptic annotations</c>.</param>
    /// <param name="sections">The names of the arrays. One that is null has no elements.</param>
    /// <param name="element">Takes the elements.</param>
    /// <param name="cancellation">Cancels it.</param>
    /// <exception cref="ImportException">
    /// It is no JSON object, an array is there twice or is none, or an element is too large.
    /// </exception>
    public static void Read(
        PeekedStream stream,
        string path,
        string what,
        IReadOnlyList<string> sections,
        JsonElementAction element,
        CancellationToken cancellation)
    {
        ForeignFile.Refuse(path, stream.Start, "a JSON file");
        var reading = new Reading(path, what, sections, element);
        byte[] buffer = new byte[1 << 16];
        int start = 0, end = 0;
        long before = 0;
        var state = new JsonReaderState();
        bool isLast;
        try
        {
            if (stream.Start.StartsWith(ByteOrderMark))
            {
                stream.ReadExactly(buffer.AsSpan(0, ByteOrderMark.Length));
                before = ByteOrderMark.Length;
            }

            do
            {
                cancellation.ThrowIfCancellationRequested();
                if (end - start == buffer.Length)
                {
                    if (buffer.Length >= MaximumElement)
                    {
                        throw new ImportException(string.Create(
                            CultureInfo.InvariantCulture,
                            $"{path}: {reading.Place} has over {MaximumElement:N0} bytes, the most that is read of one "
                            + $"element; is it the right file?"));
                    }

                    Array.Resize(ref buffer, 2 * buffer.Length);
                }

                buffer.AsSpan(start, end - start).CopyTo(buffer);
                (before, end, start) = (before + start, end - start, 0);
                int count = stream.ReadAtLeast(buffer.AsSpan(end), buffer.Length - end, throwOnEndOfStream: false);
                end += count;
                isLast = end < buffer.Length;
                var reader = new Utf8JsonReader(buffer.AsSpan(0, end), isLast, state);
                start = reading.Step(ref reader, buffer, before, isLast);
                state = reader.CurrentState;
            }
            while (!isLast);
        }
        catch (JsonException error)
        {
            throw new ImportException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{path}, line {error.LineNumber + 1}: not the JSON of {what}; is it the right file, and whole?"),
                error);
        }
        catch (IOException error)
        {
            throw new ImportException($"{path} could not be read: {error.Message}", error);
        }
    }

    private sealed class Reading(string path, string what, IReadOnlyList<string> sections, JsonElementAction element)
    {
        private readonly HashSet<string> _seen = [];
        private string? _section;
        private int _index;

        public string Place => _section is null
            ? "an element"
            : string.Create(CultureInfo.InvariantCulture, $"{_section}[{_index}]");

        // Takes what the buffer holds whole; gives the number of bytes taken.
        public int Step(ref Utf8JsonReader reader, byte[] buffer, long before, bool isLast)
        {
            while (true)
            {
                var previous = reader;
                if (!reader.Read())
                {
                    return (int)reader.BytesConsumed;
                }

                if (!Take(ref reader, buffer, before))
                {
                    if (isLast)
                    {
                        // The reader says what is missing, and in which line.
                        reader.Skip();
                    }

                    reader = previous;
                    return (int)reader.BytesConsumed;
                }
            }
        }

        private bool Take(ref Utf8JsonReader reader, byte[] buffer, long before)
        {
            if (reader.CurrentDepth == 0 && reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.EndObject))
            {
                throw new ImportException($"{path} is no JSON object; {what} are an object with {string.Join(", ", sections)}");
            }

            if (_section is not null && reader.CurrentDepth == 1)
            {
                if (reader.TokenType is not (JsonTokenType.StartArray or JsonTokenType.EndArray or JsonTokenType.Null))
                {
                    throw new ImportException($"{path}: {_section} is no array; {what} have an array there");
                }

                if (reader.TokenType != JsonTokenType.StartArray)
                {
                    _section = null;
                }

                return true;
            }

            if (_section is not null && reader.CurrentDepth == 2)
            {
                int first = (int)reader.TokenStartIndex;
                if (!reader.TrySkip())
                {
                    return false;
                }

                element(_section, _index++, before + first, buffer.AsSpan(first, (int)reader.BytesConsumed - first));
                return true;
            }

            if (reader.CurrentDepth == 1 && reader.TokenType == JsonTokenType.PropertyName)
            {
                string name = reader.ValueSpan.Length > 100 ? string.Empty : JsonText.Of(ref reader) ?? string.Empty;
                if (sections.Contains(name))
                {
                    (_section, _index) = (name, 0);
                    if (!_seen.Add(name))
                    {
                        throw new ImportException($"{path}: {name} is there twice; is the file put together of two?");
                    }
                }
            }

            return true;
        }
    }
}
