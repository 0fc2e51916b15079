using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.IO.Hashing;
using System.Numerics.Tensors;
using CompExplain.Import.Files;

namespace CompExplain.Import.Images;

/// <summary>
/// A PNG file read sample by sample, as it is stored: indices stay indices, and greys of 1 to 16 bits stay the numbers that they
/// are. Decoders of pictures turn all of these into colours (PNG specification, third edition, chapters 5 to 11).
/// </summary>
internal sealed class PngFile
{
    // A PNG of so many bytes or pixels is no label map, whatever it says of itself.
    private const long MaximumFileLength = 128L << 20;
    private const long MaximumPixels = 1L << 26;
    // Interlaced pictures are put together whole before their rows are known.
    private const long MaximumInterlaced = 1L << 24;

    private static readonly (int X, int Y, int StepX, int StepY)[] Passes =
        [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    private readonly string _path;
    private readonly byte[] _bytes;
    private readonly List<Range> _data = [];

    private PngFile(string path, byte[] bytes)
    {
        _path = path;
        _bytes = bytes;
    }

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Rows.</summary>
    public int Height { get; private set; }

    /// <summary>Columns.</summary>
    public int Width { get; private set; }

    /// <summary>Bits of a sample: 1, 2, 4, 8 or 16.</summary>
    public int Depth { get; private set; }

    /// <summary>What the samples of a pixel are.</summary>
    public PngColour Colour { get; private set; }

    /// <summary>Samples of a pixel.</summary>
    public int Channels => Colour switch
    {
        PngColour.Rgb => 3,
        PngColour.Rgba => 4,
        PngColour.GreyAlpha => 2,
        _ => 1,
    };

    /// <summary>The palette's colours, red, green and blue each; empty if there is none.</summary>
    public ReadOnlyMemory<byte> Palette { get; private set; }

    private bool IsInterlaced { get; set; }

    /// <summary>Reads a file, and checks its chunks to the last; the samples are not decoded yet.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ImportException">It is missing, is no PNG, is damaged or cut short, or is too large.</exception>
    public static PngFile Open(string path)
    {
        var file = new PngFile(path, ReadBytes(path));
        file.ReadHeader();
        file.ReadChunks();
        return file;
    }

    /// <summary>Decodes the samples, and calls back for every row.</summary>
    /// <param name="row">Receives the row's number and its width x <see cref="Channels"/> samples.</param>
    /// <exception cref="ImportException">The data is damaged or cut short.</exception>
    public void ReadRows(Action<int, ReadOnlySpan<ushort>> row)
    {
        try
        {
            using var chunks = new ChunkStream(_bytes, _data);
            using var data = new ZLibStream(chunks, CompressionMode.Decompress);
            if (!IsInterlaced)
            {
                ReadPass(data, Height, Width, row);
                return;
            }

            ushort[] samples = new ushort[Height * Width * Channels];
            foreach (var (left, top, stepX, stepY) in Passes)
            {
                int height = (Height - top + stepY - 1) / stepY, width = (Width - left + stepX - 1) / stepX;
                if (height < 1 || width < 1)
                {
                    continue;
                }

                ReadPass(data, height, width, (y, pass) =>
                {
                    int at = (top + (y * stepY)) * Width;
                    for (int x = 0; x < width; x++)
                    {
                        pass.Slice(x * Channels, Channels).CopyTo(samples.AsSpan((at + left + (x * stepX)) * Channels));
                    }
                });
            }

            for (int y = 0; y < Height; y++)
            {
                row(y, samples.AsSpan(y * Width * Channels, Width * Channels));
            }
        }
        catch (InvalidDataException error)
        {
            throw Damaged(error);
        }
    }

    private void ReadPass(Stream data, int height, int width, Action<int, ReadOnlySpan<ushort>> row)
    {
        int length = (int)((((long)width * Channels * Depth) + 7) / 8);
        int pixel = Math.Max(1, Channels * Depth / 8);
        // Before each row's bytes stands its filter.
        byte[] above = new byte[length + 1], current = new byte[length + 1];
        ushort[] samples = new ushort[width * Channels];
        for (int y = 0; y < height; y++)
        {
            if (data.ReadAtLeast(current, current.Length, throwOnEndOfStream: false) < current.Length || current[0] > 4)
            {
                throw Damaged(null);
            }

            Unfilter(current[0], current.AsSpan(1), above.AsSpan(1), pixel);
            Unpack(current.AsSpan(1), samples);
            row(y, samples);
            (above, current) = (current, above);
        }
    }

    // PNG specification, 9.2: every byte was written as its difference from a guess. What is left of the row is 0.
    private static void Unfilter(int filter, Span<byte> row, ReadOnlySpan<byte> above, int pixel)
    {
        switch (filter)
        {
            case 1:
                for (int i = pixel; i < row.Length; i++)
                {
                    row[i] += row[i - pixel];
                }

                break;
            case 2:
                TensorPrimitives.Add(row, above, row);
                break;
            case 3:
                for (int i = 0; i < row.Length; i++)
                {
                    row[i] += (byte)(((i >= pixel ? row[i - pixel] : 0) + above[i]) / 2);
                }

                break;
            case 4:
                for (int i = 0; i < row.Length; i++)
                {
                    row[i] += (byte)(i >= pixel ? Paeth(row[i - pixel], above[i], above[i - pixel]) : above[i]);
                }

                break;
        }
    }

    private static int Paeth(int left, int up, int corner)
    {
        int guess = left + up - corner;
        int byLeft = Math.Abs(guess - left), byUp = Math.Abs(guess - up), byCorner = Math.Abs(guess - corner);
        return byLeft <= byUp && byLeft <= byCorner ? left : byUp <= byCorner ? up : corner;
    }

    private void Unpack(ReadOnlySpan<byte> row, Span<ushort> samples)
    {
        switch (Depth)
        {
            case 8:
                TensorPrimitives.ConvertTruncating<byte, ushort>(row, samples);
                break;
            case 16:
                for (int i = 0; i < samples.Length; i++)
                {
                    samples[i] = BinaryPrimitives.ReadUInt16BigEndian(row[(2 * i)..]);
                }

                break;
            default:
                for (int i = 0; i < samples.Length; i++)
                {
                    samples[i] = (ushort)((row[i * Depth / 8] >> (8 - Depth - (i * Depth % 8))) & ((1 << Depth) - 1));
                }

                break;
        }
    }

    private void ReadHeader()
    {
        // The header chunk is the first, and has one layout (PNG specification, 11.2.1).
        if (_bytes.Length < 33 || !_bytes.AsSpan().StartsWith(Signature) || !_bytes.AsSpan(12, 4).SequenceEqual("IHDR"u8))
        {
            throw new ImportException($"{_path} is not a PNG file; label maps are PNG files");
        }

        uint width = BinaryPrimitives.ReadUInt32BigEndian(_bytes.AsSpan(16));
        uint height = BinaryPrimitives.ReadUInt32BigEndian(_bytes.AsSpan(20));
        Depth = _bytes[24];
        Colour = (PngColour)_bytes[25];
        IsInterlaced = _bytes[28] == 1;
        bool isKnown = Colour switch
        {
            PngColour.Grey => Depth is 1 or 2 or 4 or 8 or 16,
            PngColour.Indexed => Depth is 1 or 2 or 4 or 8,
            PngColour.Rgb or PngColour.GreyAlpha or PngColour.Rgba => Depth is 8 or 16,
            _ => false,
        };
        if (width is 0 or > int.MaxValue || height is 0 or > int.MaxValue || !isKnown)
        {
            throw Damaged(null);
        }

        if ((long)height * width > (IsInterlaced ? MaximumInterlaced : MaximumPixels))
        {
            throw new ImportException(string.Create(
                CultureInfo.InvariantCulture,
                $"{_path} is {height} x {width}, which is too large for a label map; make it smaller"));
        }

        (Height, Width) = ((int)height, (int)width);
    }

    // Every chunk must be there to the last, with its check (PNG specification, 5.3): a map with a guess in it is worse than
    // none.
    private void ReadChunks()
    {
        for (int at = Signature.Length; _bytes.Length - at >= 12;)
        {
            uint length = BinaryPrimitives.ReadUInt32BigEndian(_bytes.AsSpan(at));
            if (length > _bytes.Length - at - 12)
            {
                break;
            }

            int start = at + 8, end = start + (int)length;
            var content = _bytes.AsSpan((at + 4)..end);
            if (Crc32.HashToUInt32(content) != BinaryPrimitives.ReadUInt32BigEndian(_bytes.AsSpan(end)))
            {
                break;
            }

            if (content.StartsWith("PLTE"u8))
            {
                Palette = _bytes.AsMemory(start..end);
            }
            else if (content.StartsWith("IDAT"u8))
            {
                _data.Add(start..end);
            }
            else if (content.StartsWith("IEND"u8))
            {
                return;
            }

            at = end + 4;
        }

        throw Damaged(null);
    }

    private static byte[] ReadBytes(string path)
    {
        using var stream = InputFile.Open(path);
        if (!stream.CanSeek || stream.Length > MaximumFileLength)
        {
            throw new ImportException($"{path} is too large for a label map, or no file");
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

    private ImportException Damaged(Exception? cause) => cause is null
        ? new($"{_path} is a damaged PNG file; copy or write it again")
        : new($"{_path} is a damaged PNG file; copy or write it again", cause);

    /// <summary>The data of a picture, which may be cut into chunks anywhere.</summary>
    private sealed class ChunkStream(byte[] bytes, List<Range> chunks) : ForwardStream
    {
        private int _chunk;
        private int _at;

        public override int Read(Span<byte> buffer)
        {
            while (_chunk < chunks.Count)
            {
                var rest = bytes.AsSpan(chunks[_chunk])[_at..];
                if (rest.IsEmpty)
                {
                    _chunk++;
                    _at = 0;
                    continue;
                }

                int count = Math.Min(buffer.Length, rest.Length);
                rest[..count].CopyTo(buffer);
                _at += count;
                return count;
            }

            return 0;
        }
    }
}
