using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace CompExplain.Fixtures;

/// <summary>Writes NumPy files, byte by byte as the format specification has them.</summary>
public static class Npy
{
    public static byte[] File(string descriptor, string shape, byte[] data, bool fortran = false, int version = 1) =>
        [
            .. Header(
                $"{{'descr': '{descriptor}', 'fortran_order': {(fortran ? "True" : "False")}, 'shape': {shape}, }}", version),
            .. data,
        ];

    public static byte[] Header(string text, int version = 1)
    {
        int prefix = version == 1 ? 10 : 12;
        string padded = text + new string(' ', 63 - ((prefix + text.Length) % 64)) + "\n";
        byte[] length = new byte[prefix - 8];
        if (version == 1)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(length, (ushort)padded.Length);
        }
        else
        {
            BinaryPrimitives.WriteUInt32LittleEndian(length, (uint)padded.Length);
        }

        return
        [
            0x93,
            (byte)'N',
            (byte)'U',
            (byte)'M',
            (byte)'P',
            (byte)'Y',
            (byte)version,
            0,
            .. length,
            .. Encoding.UTF8.GetBytes(padded),
        ];
    }

    /// <summary>A little-endian float32 array.</summary>
    public static byte[] Floats(string shape, params ReadOnlySpan<float> values) => File("<f4", shape, Encode("<f4", values));

    /// <summary>Values as the elements of a type.</summary>
    public static byte[] Encode(string descriptor, params ReadOnlySpan<float> values)
    {
        int size = descriptor[2] - '0';
        byte[] bytes = new byte[values.Length * size];
        for (int i = 0; i < values.Length; i++)
        {
            var element = bytes.AsSpan(i * size, size);
            float value = values[i];
            ulong bits = descriptor[1..] switch
            {
                "f2" => BitConverter.HalfToUInt16Bits((Half)value),
                "f4" => BitConverter.SingleToUInt32Bits(value),
                "f8" => BitConverter.DoubleToUInt64Bits(value),
                _ when descriptor[1] == 'u' => (ulong)value,
                _ => (ulong)(long)value,
            };
            for (int b = 0; b < size; b++)
            {
                element[descriptor[0] == '>' ? size - 1 - b : b] = (byte)(bits >> (8 * b));
            }
        }

        return bytes;
    }

    public static byte[] Zip(CompressionLevel level, params ReadOnlySpan<(string Name, byte[] Bytes)> entries)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in entries)
            {
                using var content = archive.CreateEntry(name + ".npy", level).Open();
                content.Write(bytes);
            }
        }

        return stream.ToArray();
    }
}
