using System.Buffers.Binary;
using System.Text;
using CompExplain.Import;

namespace CompExplain.Networks.Weights;

/// <summary>Reads the arguments of a pickle's instructions: every length is checked against the bytes that are left.</summary>
internal sealed class PickleReader(string path, byte[] bytes, int start)
{
    /// <summary>The offset of the next byte.</summary>
    public int Position { get; private set; } = start;

    /// <summary>One unsigned byte.</summary>
    public byte Byte() => Take(1)[0];

    /// <summary>A length of four bytes, which may be negative in a damaged file.</summary>
    public int Length() => BinaryPrimitives.ReadInt32LittleEndian(Take(sizeof(int)));

    /// <summary>A length of eight bytes; -1, which nothing has, if it is beyond any file.</summary>
    public int LongLength() =>
        BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong))) is var length and <= int.MaxValue ? (int)length : -1;

    /// <summary>A signed integer of up to eight bytes; <see cref="long.MaxValue"/> for a longer one.</summary>
    public long Integer(int length)
    {
        var littleEndian = Take(length);
        if (length > sizeof(long))
        {
            // No shape has a longer number; PyTorch's magic number is one, and is not read.
            return long.MaxValue;
        }

        long value = 0;
        for (int i = 0; i < length; i++)
        {
            value |= (long)littleEndian[i] << (8 * i);
        }

        int unused = 64 - (8 * length);
        return length == 0 ? 0 : value << unused >> unused;
    }

    /// <summary>A number of 64 bits, big endian.</summary>
    public double Float() => BinaryPrimitives.ReadDoubleBigEndian(Take(sizeof(double)));

    /// <summary>A text of so many bytes of UTF-8.</summary>
    public string Text(int length) => Encoding.UTF8.GetString(Take(length));

    /// <summary>A text that a line feed ends.</summary>
    public string Line()
    {
        int length = bytes.AsSpan(Position).IndexOf((byte)'\n');
        string line = Text(length);
        Position++;
        return line;
    }

    /// <summary>So many bytes.</summary>
    /// <exception cref="ImportException">There are fewer.</exception>
    public ReadOnlySpan<byte> Take(int length)
    {
        if (length < 0 || length > bytes.Length - Position)
        {
            throw Damaged("it is cut short");
        }

        var taken = bytes.AsSpan(Position, length);
        Position += length;
        return taken;
    }

    /// <summary>The error of a damaged file.</summary>
    /// <param name="how">How it is damaged.</param>
    public ImportException Damaged(string how) => new($"{path} is damaged: {how}; save it again with torch.save");
}
