using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CompExplain.Query.Results;

namespace CompExplain.Cli.Output;

/// <summary>Rows as JSON: an array of objects, nested answers as arrays of objects in them, no value as null.</summary>
internal static class JsonRows
{
    private static readonly JsonWriterOptions Indented = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = 64,
    };

    private static readonly JsonWriterOptions OnOneLine = Indented with { Indented = false };

    public static void Write(QueryResult result, TextWriter output)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Indented))
        {
            WriteRows(json, result);
        }

        output.WriteLine(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    /// <summary>An object a line.</summary>
    public static void WriteLines(QueryResult result, TextWriter output)
    {
        var buffer = new ArrayBufferWriter<byte>();
        foreach (object?[] row in result.Rows)
        {
            buffer.Clear();
            using (var json = new Utf8JsonWriter(buffer, OnOneLine))
            {
                WriteRow(json, result.Columns, row);
            }

            output.Write(Encoding.UTF8.GetString(buffer.WrittenSpan));
            output.Write('\n');
        }
    }

    private static void WriteRows(Utf8JsonWriter json, QueryResult result)
    {
        json.WriteStartArray();
        foreach (object?[] row in result.Rows)
        {
            WriteRow(json, result.Columns, row);
        }

        json.WriteEndArray();
    }

    private static void WriteRow(Utf8JsonWriter json, IReadOnlyList<ResultColumn> columns, object?[] row)
    {
        json.WriteStartObject();
        for (int i = 0; i < row.Length; i++)
        {
            json.WritePropertyName(columns[i].Name);
            switch (row[i])
            {
                case long number:
                    json.WriteNumberValue(number);
                    break;
                case int number:
                    json.WriteNumberValue(number);
                    break;
                case double number when double.IsFinite(number):
                    json.WriteNumberValue(number);
                    break;
                case bool value:
                    json.WriteBooleanValue(value);
                    break;
                case QueryResult nested:
                    WriteRows(json, nested);
                    break;
                case SummarizedRows summarized:
                    WriteRows(json, summarized.Rows);
                    break;
                case string text:
                    json.WriteStringValue(text);
                    break;
                default:
                    json.WriteNullValue();
                    break;
            }
        }

        json.WriteEndObject();
    }
}
