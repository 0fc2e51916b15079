using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace CompExplain.Fixtures;

/// <summary>Writes PNG files, byte by byte as the specification has them, with filter 0 on every row.</summary>
public static class Png
{
    /// <summary>A label map: R = label % 256, G = label / 256.</summary>
    public static byte[] Labels(int height, int width, params ReadOnlySpan<int> labels)
    {
        byte[] pixels = new byte[labels.Length * 3];
        for (int i = 0; i < labels.Length; i++)
        {
            (pixels[3 * i], pixels[(3 * i) + 1]) = ((byte)labels[i], (byte)(labels[i] >> 8));
        }

        return File(height, width, 8, 2, pixels);
    }

    /// <summary>Any PNG.</summary>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="depth">Bits a sample.</param>
    /// <param name="type">0 grey, 2 RGB, 3 indexed, 4 grey and alpha, 6 RGBA.</param>
    /// <param name="pixels">The rows' bytes.</param>
    /// <param name="chunks">Chunks between header and data.</param>
    public static byte[] File(
        int height, int width, int depth, int type, byte[] pixels, params ReadOnlySpan<(string Name, byte[] Data)> chunks)
    {
        int row = pixels.Length / height;
        byte[] rows = [.. Enumerable.Range(0, height).SelectMany(y => pixels.AsSpan(y * row, row).ToArray().Prepend((byte)0))];
        return Whole(height, width, depth, type, isInterlaced: false, rows, chunks);
    }

    /// <summary>An RGB picture of 8 bits, every row with one filter, interlaced or not.</summary>
    public static byte[] Rgb(int height, int width, byte[] pixels, int filter, bool isInterlaced)
    {
        var rows = new List<byte>();
        (int X, int Y, int StepX, int StepY)[] passes = isInterlaced
            ? [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
            : [(0, 0, 1, 1)];
        foreach (var pass in passes)
        {
            byte[] above = [];
            for (int y = pass.Y; y < height && pass.X < width; y += pass.StepY)
            {
                var row = new List<byte>();
                for (int x = pass.X; x < width; x += pass.StepX)
                {
                    row.AddRange(pixels.AsSpan(3 * ((y * width) + x), 3));
                }

                rows.Add((byte)filter);
                rows.AddRange(row.Select((value, i) => (byte)(value - Guess(filter, row, above, i))));
                above = [.. row];
            }
        }

        return Whole(height, width, 8, 2, isInterlaced, [.. rows], []);
    }

    private static int Guess(int filter, List<byte> row, byte[] above, int i)
    {
        int left = i < 3 ? 0 : row[i - 3], up = above.Length == 0 ? 0 : above[i];
        int corner = i < 3 || above.Length == 0 ? 0 : above[i - 3];
        int nearest = new[] { left, up, corner }.MinBy(value => Math.Abs(left + up - corner - value));
        return filter switch { 0 => 0, 1 => left, 2 => up, 3 => (left + up) / 2, _ => nearest };
    }

    public static byte[] Whole(
        int height,
        int width,
        int depth,
        int type,
        bool isInterlaced,
        byte[] rows,
        ReadOnlySpan<(string Name, byte[] Data)> chunks)
    {
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9], header[12]) = ((byte)depth, (byte)type, isInterlaced ? (byte)1 : (byte)0);
        using var data = new MemoryStream();
        using (var zlib = new ZLibStream(data, CompressionLevel.Optimal, leaveOpen: true))
        {
            zlib.Write(rows);
        }

        List<byte> file = [0x89, .. "PNG\r\n\x1a\n"u8];
        Add("IHDR", header);
        foreach (var (name, bytes) in chunks)
        {
            Add(name, bytes);
        }

        Add("IDAT", data.ToArray());
        Add("IEND", []);
        return [.. file];

        void Add(string name, byte[] bytes)
        {
            byte[] length = new byte[4], check = new byte[4];
            byte[] content = [.. Encoding.ASCII.GetBytes(name), .. bytes];
            BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
            BinaryPrimitives.WriteUInt32BigEndian(check, Crc32(content));
            file.AddRange([.. length, .. content, .. check]);
        }
    }

    private static uint Crc32(byte[] bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in bytes)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320u : crc >> 1;
            }
        }

        return ~crc;
    }
}
