using System.Buffers.Binary;
using System.IO.Hashing;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Text;
using CompExplain.Import;
using CompExplain.Networks.Vision;

namespace CompExplain.Networks.Probing;

/// <summary>
/// What a probe has run so far, in a file beside the database, so that a probe that was stopped or killed goes on from there. A
/// header names the probe that it is of; then come batches, each with a checksum and a stamp of its pictures' files. What is
/// not whole, not of this probe, or of pictures that changed since, is not used.
/// </summary>
/// <remarks>
/// Layout, little endian: 8 bytes of magic and 16 that name the probe; then for each batch the length of its body (int32), the
/// body, and its XXH3-64. A body is First, Count, the number of dimensions, the dimensions, the number of logits (int32 each),
/// 16 bytes of stamp, the activations (float16 or float32) and the logits (float32).
/// </remarks>
internal sealed class ProbeJournal : IDisposable
{
    private const int HeaderLength = 24;

    private readonly FileStream _file;
    private readonly IReadOnlyList<string> _pictures;
    private readonly bool _half;

    private ProbeJournal(FileStream file, IReadOnlyList<string> pictures, bool half)
    {
        _file = file;
        _pictures = pictures;
        _half = half;
    }

    private static ReadOnlySpan<byte> Magic => "CXPROBE1"u8;

    /// <summary>The file for a database's.</summary>
    public static string PathOf(string databasePath) => databasePath + ".probing";

    /// <summary>Opens the journal of a probe: the one that is there, or, where that is another probe's, a new one.</summary>
    /// <param name="databasePath">The database.</param>
    /// <param name="probe">All that a batch's numbers depend on, its pictures left out.</param>
    /// <param name="pictures">The pictures' files in order.</param>
    /// <param name="half">Whether activations are float16, else float32.</param>
    /// <exception cref="ImportException">It cannot be written, or another probe is using it.</exception>
    public static ProbeJournal Open(string databasePath, string probe, IReadOnlyList<string> pictures, bool half)
    {
        string path = PathOf(databasePath);
        byte[] header = [.. Magic, .. XxHash128.Hash(Encoding.UTF8.GetBytes(probe))];
        try
        {
            var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            byte[] found = new byte[HeaderLength];
            if (file.ReadAtLeast(found, HeaderLength, throwOnEndOfStream: false) < HeaderLength || !found.AsSpan().SequenceEqual(header))
            {
                file.SetLength(0);
                file.Write(header);
            }

            return new(file, pictures, half);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ImportException($"{path} cannot be written: {error.Message}; is another probe of this database running?", error);
        }
    }

    /// <summary>Reads the next batch that was run before; after the last one, batches can be added.</summary>
    /// <param name="first">The number of the picture that it must begin with.</param>
    /// <returns>The batch, or null after the last.</returns>
    public PictureBatch? Read(int first)
    {
        long start = _file.Position;
        var batch = ReadWhole(first);
        if (batch is null)
        {
            _file.SetLength(start);
            _file.Position = start;
        }

        return batch;
    }

    /// <summary>Adds a batch.</summary>
    /// <exception cref="ImportException">The disk is full.</exception>
    public void Add(PictureBatch batch)
    {
        byte[] body = Body(batch);
        Span<byte> number = stackalloc byte[8];
        try
        {
            BinaryPrimitives.WriteInt32LittleEndian(number, body.Length);
            _file.Write(number[..4]);
            _file.Write(body);
            BinaryPrimitives.WriteUInt64LittleEndian(number, XxHash3.HashToUInt64(body));
            _file.Write(number);
            _file.Flush();
        }
        catch (IOException error)
        {
            throw new ImportException($"what was run cannot be kept in {_file.Name} ({error.Message}); make room and run the same command again", error);
        }
    }

    /// <summary>Takes the file away: all is in the database.</summary>
    public void Finish()
    {
        _file.Dispose();
        File.Delete(_file.Name);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            _file.Dispose();
        }
        catch (IOException)
        {
            // A full disk, told when the batch was added.
        }
    }

    private PictureBatch? ReadWhole(int first)
    {
        Span<byte> number = stackalloc byte[8];
        if (_file.ReadAtLeast(number[..4], 4, throwOnEndOfStream: false) < 4)
        {
            return null;
        }

        int length = BinaryPrimitives.ReadInt32LittleEndian(number);
        if (length < 0 || length > _file.Length - _file.Position - 8)
        {
            return null;
        }

        byte[] body = new byte[length];
        _file.ReadExactly(body);
        _file.ReadExactly(number);
        return BinaryPrimitives.ReadUInt64LittleEndian(number) == XxHash3.HashToUInt64(body) ? Parse(body, first) : null;
    }

    private PictureBatch? Parse(ReadOnlySpan<byte> body, int first)
    {
        var numbers = MemoryMarshal.Cast<byte, int>(body[..^(body.Length % 4)]);
        if (numbers.Length < 4 || numbers[0] != first || numbers[1] < 1 || numbers[1] > _pictures.Count - first || numbers[2] < 0 || numbers[2] > numbers.Length - 8)
        {
            return null;
        }

        int count = numbers[1], dimensions = numbers[2], logits = numbers[3 + dimensions];
        if (logits < 0 || logits > numbers.Length - 8 - dimensions)
        {
            return null;
        }

        long[] shape = [.. numbers.Slice(3, dimensions).ToArray().Select(each => (long)each)];
        var rest = body[(4 * (4 + dimensions))..];
        if (!rest[..16].SequenceEqual(Stamp(first, count)))
        {
            return null;
        }

        var values = rest[16..^(4 * logits)];
        float[] features;
        if (_half)
        {
            features = new float[values.Length / 2];
            TensorPrimitives.ConvertToSingle(MemoryMarshal.Cast<byte, Half>(values), features);
        }
        else
        {
            features = MemoryMarshal.Cast<byte, float>(values).ToArray();
        }

        return new(first, count, shape, features, logits == 0 ? null : MemoryMarshal.Cast<byte, float>(rest[^(4 * logits)..]).ToArray());
    }

    private byte[] Body(PictureBatch batch)
    {
        int[] numbers = [batch.First, batch.Count, batch.Shape.Length, .. batch.Shape.Select(each => (int)each), batch.Logits?.Length ?? 0];
        byte[] values = new byte[batch.Features.Length * (_half ? 2 : 4)];
        if (_half)
        {
            TensorPrimitives.ConvertToHalf(batch.Features, MemoryMarshal.Cast<byte, Half>(values.AsSpan()));
        }
        else
        {
            MemoryMarshal.AsBytes<float>(batch.Features).CopyTo(values);
        }

        return [.. MemoryMarshal.AsBytes<int>(numbers), .. Stamp(batch.First, batch.Count), .. values, .. MemoryMarshal.AsBytes<float>(batch.Logits ?? [])];
    }

    // Which files a batch is of, and whether they are as they were.
    private byte[] Stamp(int first, int count)
    {
        var stamp = new StringBuilder();
        for (int i = first; i < first + count; i++)
        {
            var file = new FileInfo(_pictures[i]);
            stamp.Append(System.Globalization.CultureInfo.InvariantCulture, $"{_pictures[i]}|{(file.Exists ? file.Length : -1)}|{file.LastWriteTimeUtc.Ticks}\n");
        }

        return XxHash128.Hash(Encoding.UTF8.GetBytes(stamp.ToString()));
    }
}
