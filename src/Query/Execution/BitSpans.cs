namespace CompExplain.Query.Execution;

/// <summary>Runs of bits in words, the lowest bit of the first word first.</summary>
internal static class BitSpans
{
    /// <summary>Sets the bits from one to another, both included.</summary>
    public static void Fill(Span<ulong> words, int first, int last)
    {
        var filled = words[(first >> 6)..((last >> 6) + 1)];
        ulong low = ulong.MaxValue << (first & 63), high = ulong.MaxValue >> (63 - (last & 63));
        if (filled.Length == 1)
        {
            filled[0] |= low & high;
            return;
        }

        filled[0] |= low;
        filled[1..^1].Fill(ulong.MaxValue);
        filled[^1] |= high;
    }
}
