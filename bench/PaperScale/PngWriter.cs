using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace CompExplain.Bench.PaperScale;

/// <summary>
/// Writes label maps as Broden has them: PNG of 8-bit RGB, label = R + 256 G. Kept for its buffers; serves one thread.
/// </summary>
internal sealed class PngWriter
{
    private readonly byte[] _pixels = new byte[LabelledImage.Side * (1 + (3 * LabelledImage.Side))];

    /// <summary>Writes a map.</summary>
    public void Write(string path, ReadOnlySpan<ushort> labels)
    {
        int at = 0;
        for (int y = 0; y < LabelledImage.Side; y++)
        {
            _pixels[at++] = 0;
            foreach (ushort label in labels.Slice(y * LabelledImage.Side, LabelledImage.Side))
            {
                _pixels[at] = (byte)label;
                _pixels[at + 1] = (byte)(label >> 8);
                at += 3;
            }
        }

        using var content = new MemoryStream(1 << 13);
        content.Write([0x89, .. "PNG\r\n\x1a\n"u8]);
        Chunk(content, "IHDR"u8, stream =>
        {
            Span<byte> header = stackalloc byte[13];
            BinaryPrimitives.WriteInt32BigEndian(header, LabelledImage.Side);
            BinaryPrimitives.WriteInt32BigEndian(header[4..], LabelledImage.Side);
            header[8] = 8;
            header[9] = 2;
            stream.Write(header);
        });
        Chunk(content, "IDAT"u8, stream =>
        {
            using var zlib = new ZLibStream(stream, CompressionLevel.Fastest, leaveOpen: true);
            zlib.Write(_pixels);
        });
        Chunk(content, "IEND"u8, _ => { });
        using var file = File.OpenHandle(path, FileMode.Create, FileAccess.Write);
        RandomAccess.Write(file, content.GetBuffer().AsSpan(0, (int)content.Length), 0);
    }

    private static void Chunk(MemoryStream file, ReadOnlySpan<byte> name, Action<Stream> write)
    {
        int start = (int)file.Length;
        Span<byte> number = stackalloc byte[4];
        file.Write(number);
        file.Write(name);
        write(file);
        BinaryPrimitives.WriteInt32BigEndian(file.GetBuffer().AsSpan(start), (int)file.Length - start - 8);
        BinaryPrimitives.WriteUInt32BigEndian(
            number, Crc32.HashToUInt32(file.GetBuffer().AsSpan(start + 4, (int)file.Length - start - 4)));
        file.Write(number);
    }
}
