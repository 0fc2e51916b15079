using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using CompExplain.Import;
using CompExplain.Import.Files;

namespace CompExplain.Networks.Weights;

/// <summary>Writes a safetensors file (huggingface.co/docs/safetensors), all or nothing.</summary>
internal sealed class SafetensorsWriter
{
    private const int Alignment = 8;

    private readonly List<(string Name, string Type, long[] Shape, Func<byte[]> Read, long Length)> _tensors = [];

    /// <summary>Adds a matrix or a vector of numbers.</summary>
    public void Add(string name, float[] values, params long[] shape) =>
        Add(name, "F32", shape, 4L * values.Length, () => MemoryMarshal.AsBytes<float>(values).ToArray());

    /// <summary>Adds a text, as its UTF-8 bytes.</summary>
    public void Add(string name, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Add(name, "U8", [bytes.Length], bytes.Length, () => bytes);
    }

    /// <summary>Writes the file, in the place of one that is there.</summary>
    /// <exception cref="ImportException">It cannot be written; what was there is as it was.</exception>
    public void Write(string path) => OutputFile.Write(path, stream =>
    {
        byte[] header = Header();
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        stream.Write(length);
        stream.Write(header);
        foreach (var tensor in _tensors)
        {
            stream.Write(tensor.Read());
        }
    });

    private void Add(string name, string type, long[] shape, long length, Func<byte[]> read) =>
        _tensors.Add((name, type, shape, read, length));

    private byte[] Header()
    {
        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            long at = 0;
            foreach (var (name, type, shape, _, length) in _tensors)
            {
                writer.WriteStartObject(name);
                writer.WriteString("dtype", type);
                writer.WriteStartArray("shape");
                foreach (long size in shape)
                {
                    writer.WriteNumberValue(size);
                }

                writer.WriteEndArray();
                writer.WriteStartArray("data_offsets");
                writer.WriteNumberValue(at);
                writer.WriteNumberValue(at += length);
                writer.WriteEndArray();
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }

        // The format lets the header end in spaces, so that numbers begin at a multiple of their size.
        while (json.Length % Alignment != 0)
        {
            json.WriteByte((byte)' ');
        }

        return json.ToArray();
    }
}
