using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;

namespace CompExplain.Fixtures;

/// <summary>Writes what torch.save writes, instruction by instruction.</summary>
public sealed class Pickles
{
    private readonly List<byte> _bytes = [];

    public Pickles() => Raw(0x80, 2);

    /// <summary>The number that files before PyTorch 1.6 begin with, as a pickle.</summary>
    public static byte[] LegacyMagic { get; } =
        new Pickles().Raw(0x8A, 10, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19).ToArray();

    public byte[] ToArray() => [.. _bytes, (byte)'.'];

    public Pickles Raw(params byte[] bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    public Pickles Op(char code) => Raw((byte)code);

    public Pickles Global(string module, string name) => Op('c').Raw(Encoding.UTF8.GetBytes($"{module}\n{name}\n"));

    public Pickles Text(string text)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        byte[] length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, utf8.Length);
        return Op('X').Raw(length).Raw(utf8);
    }

    public Pickles Number(int number)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        return Op('J').Raw(bytes);
    }

    public Pickles Tuple(params int[] numbers)
    {
        Op('(');
        foreach (int number in numbers)
        {
            Number(number);
        }

        return Op('t');
    }

    /// <summary>A tensor as torch.save has it: rebuild(persistent storage, offset, shape, strides, False,
    /// OrderedDict()).</summary>
    public Pickles Tensor(string key, int count, int offset, int[] shape, int[] strides, string type = "FloatStorage")
    {
        Global("torch._utils", "_rebuild_tensor_v2").Op('(');
        Op('(').Text("storage").Global("torch", type).Text(key).Text("cpu").Number(count).Op('t').Op('Q');
        return Number(offset)
            .Tuple(shape)
            .Tuple(strides)
            .Raw(0x89)
            .Global("collections", "OrderedDict")
            .Op(')')
            .Op('R')
            .Op('t')
            .Op('R');
    }

    /// <summary>An archive with this pickle and its storages.</summary>
    public byte[] Zip(params (string Key, float[] Values)[] storages)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            Write(archive, "archive/data.pkl", ToArray());
            Write(archive, "archive/byteorder", "little"u8);
            foreach (var (key, values) in storages)
            {
                Write(archive, $"archive/data/{key}", MemoryMarshal.AsBytes<float>(values));
            }
        }

        return stream.ToArray();
    }

    public static void Write(ZipArchive archive, string name, ReadOnlySpan<byte> bytes)
    {
        using var entry = archive.CreateEntry(name, CompressionLevel.NoCompression).Open();
        entry.Write(bytes);
    }
}
