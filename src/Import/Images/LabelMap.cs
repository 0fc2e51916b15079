using System.Buffers.Binary;
using System.Globalization;
using System.IO.Hashing;
using CompExplain.Import.Files;
using SkiaSharp;

namespace CompExplain.Import.Images;

/// <summary>Decodes label maps: PNG pictures whose pixels are numbers.</summary>
internal static class LabelMap
{
    // A PNG of so many bytes or pixels is no label map, whatever it says of itself.
    private const long MaximumFileLength = 256L << 20;
    private const long MaximumPixels = 1L << 26;
    private const int IndexedColour = 3;

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Decodes a map of Broden, label = R + 256 G. One of a single grey channel has no G: its grey is the
    /// label.</summary>
    /// <param name="path">The file.</param>
    /// <param name="height">The rows it must have.</param>
    /// <param name="width">The columns it must have.</param>
    /// <param name="labels">Receives height x width labels.</param>
    public static void Read(string path, int height, int width, Span<ushort> labels)
    {
        byte[] bytes = ReadPng(path, out int h, out int w, out bool grey);
        if (w != width || h != height)
        {
            throw new ImportException(string.Create(
                CultureInfo.InvariantCulture,
                $"{path} is {h} x {w}, and the index says {height} x {width} (sh x sw); correct the index, or resize the map"));
        }

        byte[] pixels = Decode(path, bytes, h, w);
        for (int i = 0; i < labels.Length; i++)
        {
            labels[i] = grey ? pixels[4 * i] : (ushort)(pixels[4 * i] | (pixels[(4 * i) + 1] << 8));
        }
    }

    /// <summary>
    /// Decodes a map of any size and takes its numbers at another, the nearest pixel's: a grey, an index into a palette, or
    /// R + 256 G + 65,536 B.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="height">Rows to give.</param>
    /// <param name="width">Columns to give.</param>
    /// <returns>height x width numbers.</returns>
    public static int[] ReadNumbers(string path, int height, int width)
    {
        byte[] bytes = ReadPng(path, out int h, out int w, out bool grey);
        if ((long)h * w > MaximumPixels)
        {
            throw new ImportException(string.Create(
                CultureInfo.InvariantCulture, $"{path} is {h} x {w}, which is too large for a label map; make it smaller"));
        }

        byte[] pixels = Decode(path, bytes, h, w);
        var indexOf = bytes[25] == IndexedColour ? Palette(path, bytes) : null;
        int[] numbers = new int[height * width];
        for (int y = 0; y < height; y++)
        {
            int row = Nearest(y, h, height) * w;
            for (int x = 0; x < width; x++)
            {
                int at = 4 * (row + Nearest(x, w, width));
                int colour = pixels[at] | (pixels[at + 1] << 8) | (pixels[at + 2] << 16);
                numbers[(y * width) + x] = grey ? pixels[at] : indexOf is null ? colour : Index(path, indexOf, colour);
            }
        }

        return numbers;
    }

    // The pixel whose area holds the middle of the one asked for.
    private static int Nearest(int at, int from, int to) => (int)(((2L * at) + 1) * from / (2L * to));

    private static int Index(string path, Dictionary<int, int> indexOf, int colour) =>
        indexOf.TryGetValue(colour, out int index) && index >= 0
            ? index
            : throw new ImportException(
                $"{path} has a palette with one colour for several numbers; write the map in grey, or as R + 256 G + 65,536 B");

    // Colours of the palette and their places; -1 for a colour that has several (PNG specification, 11.2.3).
    private static Dictionary<int, int> Palette(string path, ReadOnlySpan<byte> bytes)
    {
        for (int at = Signature.Length; bytes.Length - at >= 12;)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(bytes[at..]);
            if (bytes.Slice(at + 4, 4).SequenceEqual("PLTE"u8))
            {
                var indexOf = new Dictionary<int, int>();
                var entries = bytes.Slice(at + 8, length);
                for (int i = 0; i < entries.Length / 3; i++)
                {
                    int colour = entries[3 * i] | (entries[(3 * i) + 1] << 8) | (entries[(3 * i) + 2] << 16);
                    indexOf[colour] = indexOf.ContainsKey(colour) ? -1 : i;
                }

                return indexOf;
            }

            at += length + 12;
        }

        throw Damaged(path);
    }

    private static byte[] ReadPng(string path, out int height, out int width, out bool grey)
    {
        byte[] bytes = ReadBytes(path);
        // The header chunk is the first, and has one layout (PNG specification, 11.2.2).
        if (bytes.Length < 33 || !bytes.AsSpan().StartsWith(Signature) || !bytes.AsSpan(12, 4).SequenceEqual("IHDR"u8))
        {
            throw new ImportException($"{path} is not a PNG file; label maps are PNG, label = R + 256 G");
        }

        uint w = BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(16));
        uint h = BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(20));
        int depth = bytes[24], type = bytes[25];
        if (w is 0 or > int.MaxValue || h is 0 or > int.MaxValue)
        {
            throw Damaged(path);
        }

        if (depth == 16)
        {
            throw new ImportException($"{path} has 16 bits a channel; write label maps with 8, label = R + 256 G");
        }

        grey = type is 0 or 4;
        if (grey && depth != 8)
        {
            throw new ImportException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{path} has {depth} bits of grey; write label maps as RGB with 8 bits, label = R + 256 G"));
        }

        (height, width) = ((int)h, (int)w);
        return bytes;
    }

    private static byte[] Decode(string path, byte[] bytes, int height, int width)
    {
        // The decoder makes do with what is there; a label map with a guess in it is worse than none.
        if (!IsWhole(bytes))
        {
            throw Damaged(path);
        }

        using var data = SKData.CreateCopy(bytes);
        using var codec = SKCodec.Create(data) ?? throw Damaged(path);
        // No target colour space: the bytes come as they are in the file. Not premultiplied: alpha changes no number.
        var info = new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul, null);
        return codec.GetPixels(info, out byte[] pixels) == SKCodecResult.Success ? pixels : throw Damaged(path);
    }

    // Every chunk is there to the last, with its check (PNG specification, 5.3).
    private static bool IsWhole(ReadOnlySpan<byte> bytes)
    {
        for (int at = Signature.Length; bytes.Length - at >= 12;)
        {
            uint length = BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]);
            if (length > bytes.Length - at - 12)
            {
                return false;
            }

            var content = bytes.Slice(at + 4, (int)length + 4);
            at += (int)length + 12;
            if (Crc32.HashToUInt32(content) != BinaryPrimitives.ReadUInt32BigEndian(bytes[(at - 4)..]))
            {
                return false;
            }

            if (content.StartsWith("IEND"u8))
            {
                return true;
            }
        }

        return false;
    }

    private static byte[] ReadBytes(string path)
    {
        using var stream = InputFile.Open(path);
        if (stream.Length > MaximumFileLength)
        {
            throw new ImportException($"{path} is too large for a label map");
        }

        byte[] bytes = new byte[stream.Length];
        try
        {
            stream.ReadExactly(bytes);
        }
        catch (IOException error)
        {
            throw new ImportException($"{path} could not be read: {error.Message}", error);
        }

        return bytes;
    }

    private static ImportException Damaged(string path) => new($"{path} is a damaged PNG file; copy or write it again");
}
