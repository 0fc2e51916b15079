using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace CompExplain.Fixtures;

/// <summary>Writes safetensors files.</summary>
public static class Safetensors
{
    public static byte[] Of(params IReadOnlyList<(string Name, long[] Shape, float[] Values)> tensors)
    {
        var header = new StringBuilder("{\"__metadata__\":{\"format\":\"pt\"}");
        var data = new MemoryStream();
        foreach (var (name, shape, values) in tensors)
        {
            long start = data.Length;
            data.Write(MemoryMarshal.AsBytes<float>(values));
            header.Append(
                CultureInfo.InvariantCulture,
                $",\"{name}\":{{\"dtype\":\"F32\",\"shape\":[{string.Join(",", shape)}],"
                + $"\"data_offsets\":[{start},{data.Length}]}}");
        }

        return Of(header.Append('}').ToString(), data.ToArray());
    }

    public static byte[] Of(string header, byte[] data)
    {
        byte[] text = Encoding.UTF8.GetBytes(header);
        byte[] length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, text.Length);
        return [.. length, .. text, .. data];
    }
}
