namespace CompExplain.Import.Images.Coco;

/// <summary>
/// Run lengths as COCO writes them: pixels column by column, the first run outside, then inside and outside by turns
/// (<c>rleFrString</c> and <c>rleDecode</c> of maskApi.c).
/// </summary>
internal static class RunLengths
{
    /// <summary>Reads the compressed form: 5 bits and a flag a character, of 48 to 111; from the fourth run on, what a run is
    /// longer than the one before the last.</summary>
    /// <param name="text">The text.</param>
    /// <param name="counts">Receives the lengths; cleared before.</param>
    /// <returns>Whether it is such a text, and no length is negative or over 2^32 - 1.</returns>
    public static bool TryDecode(ReadOnlySpan<char> text, List<uint> counts)
    {
        counts.Clear();
        for (int at = 0; at < text.Length;)
        {
            long value = 0;
            for (int shift = 0; ; shift += 5)
            {
                // Seven groups hold any length of 32 bits with its sign.
                if (at == text.Length || shift > 30 || text[at] is < '0' or > 'o')
                {
                    return false;
                }

                int bits = text[at++] - '0';
                value |= (long)(bits & 0x1F) << shift;
                if ((bits & 0x20) == 0)
                {
                    value |= (bits & 0x10) != 0 ? -1L << (shift + 5) : 0;
                    break;
                }
            }

            value += counts.Count > 2 ? counts[^2] : 0;
            if (value is < 0 or > uint.MaxValue)
            {
                return false;
            }

            counts.Add((uint)value);
        }

        return true;
    }

    /// <summary>Turns lengths into the places where the inside begins and ends by turns.</summary>
    /// <param name="counts">The lengths; receives the places, the last one left out if it is the image's end.</param>
    /// <returns>The pixels that the lengths cover.</returns>
    public static long ToPlaces(List<uint> counts)
    {
        long sum = 0;
        for (int i = 0; i < counts.Count; i++)
        {
            sum += counts[i];
            counts[i] = (uint)Math.Min(sum, uint.MaxValue);
        }

        return sum;
    }
}
