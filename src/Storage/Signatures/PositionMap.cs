namespace CompExplain.Storage.Signatures;

/// <summary>
/// The signature of every position of a shard, packed. For each input: how many signatures it has, those signatures, and,
/// where they are more than one, runs of positions as (length, which of the signatures) that fill the input.
/// All numbers are varints. Inputs follow each other, so that more can be added at the end.
/// </summary>
internal static class PositionMap
{
    /// <summary>Changes the signatures of an input's positions, in place.</summary>
    public delegate void InputChange(int input, Span<int> signatures);

    /// <summary>Packs the signatures of positions.</summary>
    /// <param name="positions">What each position has.</param>
    /// <param name="positionsPerInput">How many positions an input has.</param>
    /// <param name="signatureOf">The signature of what a position has; where it is empty, positions have signatures.</param>
    public static byte[] Encode(ReadOnlySpan<int> positions, int positionsPerInput, ReadOnlySpan<int> signatureOf = default)
    {
        var writer = new VarintWriter(Math.Max(16, positions.Length / 4));
        var packer = new InputPacker();
        for (int start = 0; start < positions.Length; start += positionsPerInput)
        {
            packer.Write(positions.Slice(start, positionsPerInput), signatureOf, writer);
        }

        return writer.ToArray();
    }

    /// <exception cref="FormatException">The bytes are no such map of so many positions over so many signatures.</exception>
    public static void Decode(ReadOnlySpan<byte> data, int positionsPerInput, int signatureCount, Span<int> signatures)
    {
        int offset = 0;
        int[] local = new int[positionsPerInput];
        for (int start = 0; start < signatures.Length; start += positionsPerInput)
        {
            ReadInput(data, ref offset, local, signatureCount, positionsPerInput, signatures.Slice(start, positionsPerInput));
        }

        if (offset != data.Length)
        {
            throw new FormatException("bytes are left over");
        }
    }

    /// <summary>Changes some inputs; the bytes of the others are taken as they are.</summary>
    /// <exception cref="FormatException">The bytes are no such map.</exception>
    public static byte[] Rewrite(
        ReadOnlySpan<byte> data,
        int inputs,
        int positionsPerInput,
        int signatureCount,
        Func<int, bool> isChanged,
        InputChange change)
    {
        var writer = new VarintWriter(data.Length + 1024);
        var packer = new InputPacker();
        int[] local = new int[positionsPerInput];
        int[] signatures = new int[positionsPerInput];
        int offset = 0;
        for (int input = 0; input < inputs; input++)
        {
            int start = offset;
            bool isNew = isChanged(input);
            ReadInput(data, ref offset, local, signatureCount, positionsPerInput, isNew ? signatures : default);
            if (!isNew)
            {
                writer.Write(data[start..offset]);
                continue;
            }

            change(input, signatures);
            packer.Write(signatures, default, writer);
        }

        return writer.ToArray();
    }

    /// <summary>Gives signatures other numbers.</summary>
    public static byte[] Renumber(ReadOnlySpan<byte> data, int inputs, int positionsPerInput, Func<int, int> numberOf)
    {
        var writer = new VarintWriter(data.Length + 1024);
        int[] local = new int[positionsPerInput];
        int offset = 0;
        for (int input = 0; input < inputs; input++)
        {
            int start = offset;
            int count = ReadSignatures(data, ref offset, local, int.MaxValue, positionsPerInput);
            int runs = offset;
            offset = start;
            ReadInput(data, ref offset, local, int.MaxValue, positionsPerInput, default);
            writer.Write((ulong)count);
            for (int i = 0; i < count; i++)
            {
                writer.Write((ulong)numberOf(local[i]));
            }

            writer.Write(data[runs..offset]);
        }

        return writer.ToArray();
    }

    private static int ReadSignatures(
        ReadOnlySpan<byte> data, ref int offset, int[] local, int signatureCount, int positionsPerInput)
    {
        ulong count = Varint.Read(data, ref offset);
        if (count == 0 || count > (ulong)positionsPerInput)
        {
            throw new FormatException("an input has an impossible number of signatures");
        }

        for (int i = 0; i < (int)count; i++)
        {
            ulong signature = Varint.Read(data, ref offset);
            if (signature >= (ulong)signatureCount)
            {
                throw new FormatException("a signature is out of range");
            }

            local[i] = (int)signature;
        }

        return (int)count;
    }

    /// <summary>Reads an input, and where there is room for them the signatures of its positions.</summary>
    private static void ReadInput(
        ReadOnlySpan<byte> data, ref int offset, int[] local, int signatureCount, int positionsPerInput, Span<int> signatures)
    {
        int count = ReadSignatures(data, ref offset, local, signatureCount, positionsPerInput);
        if (count == 1)
        {
            signatures.Fill(local[0]);
            return;
        }

        for (int at = 0; at < positionsPerInput;)
        {
            ulong length = Varint.Read(data, ref offset);
            ulong which = Varint.Read(data, ref offset);
            if (length == 0 || length > (ulong)(positionsPerInput - at) || which >= (ulong)count)
            {
                throw new FormatException("a run of positions is out of range");
            }

            if (!signatures.IsEmpty)
            {
                signatures.Slice(at, (int)length).Fill(local[which]);
            }

            at += (int)length;
        }
    }

    /// <summary>Packs inputs one after the other; numbers an input's signatures as they come.</summary>
    private sealed class InputPacker
    {
        private readonly List<int> _order = [];
        private int[] _seenIn = [];
        private int[] _local = [];
        private int _input;

        public void Write(ReadOnlySpan<int> positions, ReadOnlySpan<int> signatureOf, VarintWriter writer)
        {
            _input++;
            _order.Clear();
            for (int at = 0; at < positions.Length; at += Run(positions[at..]))
            {
                int here = positions[at];
                if (here >= _seenIn.Length)
                {
                    Array.Resize(ref _seenIn, Math.Max(2 * _seenIn.Length, here + 1));
                    Array.Resize(ref _local, _seenIn.Length);
                }

                if (_seenIn[here] == _input)
                {
                    continue;
                }

                _seenIn[here] = _input;
                _local[here] = _order.Count;
                _order.Add(here);
            }

            writer.Write((ulong)_order.Count);
            foreach (int each in _order)
            {
                writer.Write((ulong)(signatureOf.IsEmpty ? each : signatureOf[each]));
            }

            if (_order.Count == 1)
            {
                return;
            }

            for (int at = 0; at < positions.Length;)
            {
                int length = Run(positions[at..]);
                writer.Write((ulong)length);
                writer.Write((ulong)_local[positions[at]]);
                at += length;
            }
        }

        private static int Run(ReadOnlySpan<int> positions)
        {
            int length = positions.IndexOfAnyExcept(positions[0]);
            return length < 0 ? positions.Length : length;
        }
    }
}
