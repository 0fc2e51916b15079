using System.Buffers;

namespace CompExplain.Storage;

/// <summary>
/// The signature of every position of a shard, packed. For each input: how many signatures it has, those signatures, and,
/// where they are more than one, runs of positions as (length, which of the signatures) that fill the input.
/// All numbers are varints.
/// </summary>
internal static class PositionMap
{
    public static byte[] Encode(ReadOnlySpan<int> signatures, int positionsPerInput)
    {
        var writer = new ArrayBufferWriter<byte>(Math.Max(16, signatures.Length / 4));
        var local = new Dictionary<int, int>();
        var order = new List<int>();
        for (int start = 0; start < signatures.Length; start += positionsPerInput)
        {
            var input = signatures.Slice(start, positionsPerInput);
            local.Clear();
            order.Clear();
            int last = -1;
            foreach (int signature in input)
            {
                if (signature != last && local.TryAdd(signature, order.Count))
                    order.Add(signature);
                last = signature;
            }

            Varint.Write(writer, (ulong)order.Count);
            foreach (int signature in order)
                Varint.Write(writer, (ulong)signature);
            if (order.Count == 1)
                continue;
            for (int at = 0; at < input.Length;)
            {
                int end = at + 1;
                while (end < input.Length && input[end] == input[at])
                    end++;
                Varint.Write(writer, (ulong)(end - at));
                Varint.Write(writer, (ulong)local[input[at]]);
                at = end;
            }
        }

        return writer.WrittenSpan.ToArray();
    }

    /// <exception cref="FormatException">The bytes are no such map of so many positions over so many signatures.</exception>
    public static void Decode(ReadOnlySpan<byte> data, int positionsPerInput, int signatureCount, Span<int> signatures)
    {
        int offset = 0;
        var local = new int[positionsPerInput];
        for (int start = 0; start < signatures.Length; start += positionsPerInput)
        {
            ulong count = Varint.Read(data, ref offset);
            if (count == 0 || count > (ulong)positionsPerInput)
                throw new FormatException("an input has an impossible number of signatures");
            for (int i = 0; i < (int)count; i++)
            {
                ulong signature = Varint.Read(data, ref offset);
                if (signature >= (ulong)signatureCount)
                    throw new FormatException("a signature is out of range");
                local[i] = (int)signature;
            }

            var input = signatures.Slice(start, positionsPerInput);
            if (count == 1)
            {
                input.Fill(local[0]);
                continue;
            }

            for (int at = 0; at < input.Length;)
            {
                ulong length = Varint.Read(data, ref offset);
                ulong which = Varint.Read(data, ref offset);
                if (length == 0 || length > (ulong)(input.Length - at) || which >= count)
                    throw new FormatException("a run of positions is out of range");
                input.Slice(at, (int)length).Fill(local[which]);
                at += (int)length;
            }
        }

        if (offset != data.Length)
            throw new FormatException("bytes are left over");
    }
}
