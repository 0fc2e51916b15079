using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;
using CompExplain.Import;
using CompExplain.Storage.Activations;

namespace CompExplain.Networks.Weights;

/// <summary>
/// Reads safetensors (huggingface.co/docs/safetensors): 8 bytes of length, a JSON header of names, types, shapes and
/// offsets, then the numbers. Every length and offset is checked against the file before anything is read by it.
/// </summary>
internal static class SafetensorsFile
{
    // The format's own limit.
    private const long MaximumHeaderLength = 100_000_000;

    public static WeightsFile Open(string path, FileStream stream, string? state)
    {
        Span<byte> prefix = stackalloc byte[8];
        stream.ReadExactly(prefix);
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (length > MaximumHeaderLength)
        {
            throw new ImportException(string.Create(
                CultureInfo.InvariantCulture, $"{path} is no safetensors file: it says that its header has {length} bytes"));
        }

        if ((long)length > stream.Length - 8)
        {
            throw CutShort(path);
        }

        byte[] header = new byte[length];
        stream.ReadExactly(header);
        long start = 8 + (long)length;
        long available = stream.Length - start;
        var tensors = new Dictionary<string, StoredTensor>(StringComparer.Ordinal);
        try
        {
            var options = new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 8 };
            using var document = JsonDocument.Parse(header, options);
            foreach (var property in document.RootElement.EnumerateObject())
            {
                if (property.Name == "__metadata__")
                {
                    continue;
                }

                tensors.Add(property.Name, Tensor(path, stream, start, available, property));
            }
        }
        catch (Exception error) when (
            error is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new ImportException($"{path}: the header is not that of a safetensors file: {error.Message}", error);
        }

        return new(path, new(tensors, state, []), stream);
    }

    private static StoredTensor Tensor(string path, FileStream stream, long start, long available, JsonProperty property)
    {
        var type = property.Value.GetProperty("dtype").GetString() switch
        {
            "F16" => ElementType.Float16,
            "BF16" => ElementType.BFloat16,
            "F32" => ElementType.Float32,
            "F64" => ElementType.Float64,
            "I8" => ElementType.Int8,
            "U8" => ElementType.UInt8,
            "I16" => ElementType.Int16,
            "I32" => ElementType.Int32,
            "I64" => ElementType.Int64,
            "BOOL" => ElementType.Bool,
            var other => throw new ImportException(
                $"{path}: {property.Name} is of the type {other}, which is not read; convert it to F32"),
        };
        long[] shape = [.. property.Value.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64())];
        long[] offsets = [.. property.Value.GetProperty("data_offsets").EnumerateArray().Select(offset => offset.GetInt64())];
        long count = StoredTensor.CountOf(shape);
        if (count < 0
            || offsets.Length != 2
            || offsets[0] < 0
            || offsets[1] < offsets[0]
            || offsets[1] - offsets[0] != count * Elements.SizeOf(type))
        {
            throw new ImportException(
                $"{path}: the shape {StoredTensor.Text(shape)} of {property.Name} does not agree with the bytes it has; the file "
                + $"is damaged");
        }

        if (offsets[1] > available)
        {
            throw CutShort(path);
        }

        long at = start + offsets[0];
        return new(shape, values => FileValues.Read(path, stream, at, type, values));
    }

    private static ImportException CutShort(string path) => new($"{path} is cut short; copy or download it again");
}
