namespace CompExplain.Query.Scanning;

/// <summary>
/// The frequent candidates of a table as bits, a bit a row of the table: what many scans share. The rare ones stay lists.
/// </summary>
internal sealed class BitRows
{
    private readonly int[] _startOf;
    private readonly ulong[] _bits;
    private readonly int _words;

    /// <summary>Makes the bits of some candidates.</summary>
    /// <param name="table">The table.</param>
    /// <param name="rowsPerWord">A candidate with more rows than this for each word of bits is frequent.</param>
    public BitRows(CandidateTable table, double rowsPerWord)
    {
        _words = table.WordCount;
        _startOf = new int[table.Candidates.Count];
        int frequent = 0;
        for (int candidate = 0; candidate < _startOf.Length; candidate++)
        {
            _startOf[candidate] = table.RowsOf(candidate).Length > rowsPerWord * _words ? checked(_words * frequent++) : -1;
        }

        _bits = new ulong[_words * frequent];
        for (int candidate = 0; candidate < _startOf.Length; candidate++)
        {
            int start = _startOf[candidate];
            if (start < 0)
            {
                continue;
            }

            foreach (int row in table.RowsOf(candidate))
            {
                _bits[start + (row >> 6)] |= 1UL << row;
            }
        }
    }

    /// <summary>A candidate's bits, if it is frequent.</summary>
    /// <param name="candidate">The candidate's number.</param>
    /// <param name="bits">A bit a row.</param>
    public bool TryGet(int candidate, out ReadOnlySpan<ulong> bits)
    {
        int start = _startOf[candidate];
        bits = start < 0 ? default : _bits.AsSpan(start, _words);
        return start >= 0;
    }
}
