using System.Buffers.Binary;
using System.Globalization;
using System.IO.Hashing;
using SkiaSharp;

namespace CompExplain.Probe.Images;

/// <summary>Decodes label maps: PNG pictures whose pixels are numbers, label = R + 256 G.</summary>
internal static class LabelMap
{
    // A PNG of so many bytes is no label map, whatever it says of itself.
    private const long LargestFile = 256L << 20;

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Decodes a map. One of a single grey channel has no G: its grey is the label.</summary>
    /// <param name="path">The file.</param>
    /// <param name="height">The rows it must have.</param>
    /// <param name="width">The columns it must have.</param>
    /// <param name="labels">Receives height x width labels.</param>
    public static void Read(string path, int height, int width, Span<ushort> labels)
    {
        byte[] bytes = ReadBytes(path);
        // The header chunk is the first, and has one layout (PNG specification, 11.2.2).
        if (bytes.Length < 33 || !bytes.AsSpan().StartsWith(Signature) || !bytes.AsSpan(12, 4).SequenceEqual("IHDR"u8))
            throw new ImportException($"{path} is not a PNG file; label maps are PNG, label = R + 256 G");
        uint w = BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(16)), h = BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(20));
        int depth = bytes[24], type = bytes[25];
        if (w != width || h != height)
        {
            throw new ImportException(string.Create(
                CultureInfo.InvariantCulture, $"{path} is {h} x {w}, and the index says {height} x {width} (sh x sw); correct the index, or resize the map"));
        }

        if (depth == 16)
            throw new ImportException($"{path} has 16 bits a channel; write label maps with 8, label = R + 256 G");
        bool grey = type is 0 or 4;
        if (grey && depth != 8)
            throw new ImportException(string.Create(CultureInfo.InvariantCulture, $"{path} has {depth} bits of grey; write label maps as RGB with 8 bits, label = R + 256 G"));

        // The decoder makes do with what is there; a label map with a guess in it is worse than none.
        if (!IsWhole(bytes)) throw Damaged(path);
        using var data = SKData.CreateCopy(bytes);
        using var codec = SKCodec.Create(data) ?? throw Damaged(path);
        // No target colour space: the bytes come as they are in the file. Not premultiplied: alpha changes no number.
        var info = new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul, null);
        if (codec.GetPixels(info, out byte[] pixels) != SKCodecResult.Success) throw Damaged(path);
        for (int i = 0; i < labels.Length; i++)
            labels[i] = grey ? pixels[4 * i] : (ushort)(pixels[4 * i] | (pixels[(4 * i) + 1] << 8));
    }

    // Every chunk is there to the last, with its check (PNG specification, 5.3).
    private static bool IsWhole(ReadOnlySpan<byte> bytes)
    {
        for (int at = Signature.Length; bytes.Length - at >= 12;)
        {
            uint length = BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]);
            if (length > bytes.Length - at - 12) return false;
            var content = bytes.Slice(at + 4, (int)length + 4);
            at += (int)length + 12;
            if (Crc32.HashToUInt32(content) != BinaryPrimitives.ReadUInt32BigEndian(bytes[(at - 4)..])) return false;
            if (content.StartsWith("IEND"u8)) return true;
        }

        return false;
    }

    private static byte[] ReadBytes(string path)
    {
        using var stream = InputFile.Open(path);
        if (stream.Length > LargestFile) throw new ImportException($"{path} is too large for a label map");
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
