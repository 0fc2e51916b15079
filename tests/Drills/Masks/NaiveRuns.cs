using System.Collections;

namespace CompExplain.Drills.Masks;

/// <summary>
/// A serialised bitmap read without haste, a bit for each position of a container: what the fast reading is compared with.
/// </summary>
internal sealed record NaiveRuns(List<(uint First, uint Last)> Runs, long Count)
{
    /// <summary>Null where the bytes are no bitmap of the format https://github.com/RoaringBitmap/RoaringFormatSpec.</summary>
    public static NaiveRuns? Read(byte[] bytes)
    {
        try
        {
            using var reader = new BinaryReader(new MemoryStream(bytes));
            return Read(reader, bytes.Length);
        }
        catch (Exception error) when (error is EndOfStreamException or ArgumentException)
        {
            return null;
        }
    }

    private static NaiveRuns? Read(BinaryReader reader, int length)
    {
        uint cookie = reader.ReadUInt32();
        bool hasRuns = (cookie & 0xFFFF) == 12347;
        if (!hasRuns && cookie != 12346)
        {
            return null;
        }

        long size = hasRuns ? (cookie >> 16) + 1 : reader.ReadUInt32();
        if (size > 65_536)
        {
            return null;
        }

        byte[] flagBytes = hasRuns ? reader.ReadBytes((int)(size + 7) / 8) : new byte[(size + 7) / 8];
        var flags = new BitArray(flagBytes);
        for (int i = (int)size; i < flags.Length; i++)
        {
            if (flags[i])
            {
                return null;
            }
        }

        var heads = new List<(int Key, int Count)>();
        for (int i = 0; i < size; i++)
        {
            heads.Add((reader.ReadUInt16(), reader.ReadUInt16() + 1));
        }

        var offsets = new List<uint>();
        for (int i = 0; i < size && (!hasRuns || size >= 4); i++)
        {
            offsets.Add(reader.ReadUInt32());
        }

        var runs = new List<(uint First, uint Last)>();
        long total = 0;
        for (int i = 0; i < size; i++)
        {
            if ((i > 0 && heads[i].Key <= heads[i - 1].Key) || (offsets.Count > 0 && offsets[i] != reader.BaseStream.Position))
            {
                return null;
            }

            var bits = Container(reader, flags[i], heads[i].Count);
            if (bits is null || bits.Cast<bool>().Count(bit => bit) != heads[i].Count)
            {
                return null;
            }

            total += heads[i].Count;
            for (int position = 0; position < 65_536; position++)
            {
                if (!bits[position])
                {
                    continue;
                }

                uint value = ((uint)heads[i].Key << 16) + (uint)position;
                if (runs.Count > 0 && (long)runs[^1].Last + 1 == value)
                {
                    runs[^1] = (runs[^1].First, value);
                }
                else
                {
                    runs.Add((value, value));
                }
            }
        }

        return reader.BaseStream.Position == length ? new(runs, total) : null;
    }

    private static BitArray? Container(BinaryReader reader, bool isRuns, int count)
    {
        var bits = new BitArray(65_536);
        int last = -1;
        if (isRuns)
        {
            for (int left = reader.ReadUInt16(); left > 0; left--)
            {
                int first = reader.ReadUInt16(), end = first + reader.ReadUInt16();
                if ((last >= 0 && first <= last + 1) || end > 65_535)
                {
                    return null;
                }

                for (int position = first; position <= end; position++)
                {
                    bits[position] = true;
                }

                last = end;
            }

            return bits;
        }

        if (count > 4096)
        {
            byte[] bytes = reader.ReadBytes(8192);
            return bytes.Length == 8192 ? new BitArray(bytes) : null;
        }

        for (int i = 0; i < count; i++)
        {
            int value = reader.ReadUInt16();
            if (value <= last)
            {
                return null;
            }

            bits[last = value] = true;
        }

        return bits;
    }
}
