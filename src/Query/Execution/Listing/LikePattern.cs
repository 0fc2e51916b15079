namespace CompExplain.Query.Execution.Listing;

/// <summary>The patterns of LIKE.</summary>
internal static class LikePattern
{
    /// <summary>Whether a value fits a pattern as in SQL, ignoring case: % is any characters, _ is one.</summary>
    public static bool Fits(ReadOnlySpan<char> value, ReadOnlySpan<char> pattern)
    {
        // The last % is where to go on when what follows it does not fit: linear but for one step back a character.
        int v = 0, p = 0, star = -1, mark = 0;
        while (v < value.Length)
        {
            if (p < pattern.Length && pattern[p] == '%')
            {
                star = p++;
                mark = v;
            }
            else if (
                p < pattern.Length && (pattern[p] == '_' || char.ToUpperInvariant(pattern[p]) == char.ToUpperInvariant(value[v])))
            {
                v++;
                p++;
            }
            else if (star >= 0)
            {
                p = star + 1;
                v = ++mark;
            }
            else
            {
                return false;
            }
        }

        while (p < pattern.Length && pattern[p] == '%')
        {
            p++;
        }

        return p == pattern.Length;
    }
}
