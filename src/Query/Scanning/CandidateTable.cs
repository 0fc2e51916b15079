using System.Numerics;
using CompExplain.Storage.Signatures;

namespace CompExplain.Query.Scanning;

/// <summary>
/// The candidates of a search over the rows of the signature index, as two tables in compressed sparse rows: the rows of
/// each candidate and the candidates of each row. A row is a signature with its number of positions; where positions are
/// few (text), a row is one position, since a signature of n positions is n rows of one: no count over formulas changes, and
/// rows of size one can be counted by bits.
/// </summary>
public sealed class CandidateTable
{
    // Up to here a row a position fits the caches of one core, with its bits for a beam of formulas beside it.
    private const int MaximumUnitRows = 1 << 17;

    private readonly SignatureIndex _index;
    private readonly int[]? _firstRow;
    private readonly Lazy<(int[] Offsets, int[] Candidates)> _byRow;

    internal CandidateTable(SignatureIndex index, IReadOnlyList<Candidate> candidates)
    {
        _index = index;
        Candidates = candidates;
        PositionCount = index.PositionCount;
        if (MakesUnitRows(index))
        {
            _firstRow = FirstRows(index);
        }

        RowCount = _firstRow is null ? index.SignatureCount : (int)index.PositionCount;
        RowSizes = _firstRow is null ? index.Sizes.ToArray() : null;

        CandidateOffsets = new int[candidates.Count + 1];
        CandidateSizes = new long[candidates.Count];
        var rows = new List<int>(index.ReferenceCount);
        ulong[] union = new ulong[(index.SignatureCount + 63) >> 6];
        for (int candidate = 0; candidate < candidates.Count; candidate++)
        {
            var concepts = candidates[candidate].Concepts;
            if (concepts.Count == 1)
            {
                foreach (int signature in index.SignaturesOf(concepts[0].Id))
                {
                    AddRows(rows, candidate, signature);
                }
            }
            else
            {
                // A union's signatures, ascending and each once: through a bit for each.
                foreach (var concept in concepts)
                {
                    foreach (int signature in index.SignaturesOf(concept.Id))
                    {
                        union[signature >> 6] |= 1UL << signature;
                    }
                }

                for (int word = 0; word < union.Length; word++)
                {
                    for (; union[word] != 0; union[word] &= union[word] - 1)
                    {
                        AddRows(rows, candidate, (word << 6) + BitOperations.TrailingZeroCount(union[word]));
                    }
                }
            }

            CandidateOffsets[candidate + 1] = rows.Count;
        }

        CandidateRows = rows.ToArray();
        _byRow = new(Transpose);
    }

    /// <summary>Whether a table over an index has a row for each position.</summary>
    internal static bool MakesUnitRows(SignatureIndex index) =>
        index.PositionCount <= MaximumUnitRows && index.PositionCount <= 16L * index.SignatureCount;

    /// <summary>The candidates; a candidate's number is its place here.</summary>
    public IReadOnlyList<Candidate> Candidates { get; }

    /// <summary>How many rows there are.</summary>
    public int RowCount { get; }

    /// <summary>Whether every row is one position.</summary>
    public bool HasUnitRows => _firstRow is not null;

    /// <summary>How many positions there are.</summary>
    public long PositionCount { get; }

    /// <summary>How many rows the candidates have in all: what a scan costs.</summary>
    public int ReferenceCount => CandidateRows.Length;

    /// <summary>How many positions each row has; null where every row has one.</summary>
    internal long[]? RowSizes { get; }

    internal int[] CandidateOffsets { get; }

    internal int[] CandidateRows { get; }

    internal long[] CandidateSizes { get; }

    internal int WordCount => (RowCount + 63) >> 6;

    internal ReadOnlySpan<int> RowsOf(int candidate) =>
        CandidateRows.AsSpan(CandidateOffsets[candidate]..CandidateOffsets[candidate + 1]);

    /// <summary>The candidates of each row, made when first asked for.</summary>
    internal (int[] Offsets, int[] Candidates) ByRow => _byRow.Value;

    /// <summary>A mask's hits by row, where a row is a position the first rows of each signature.</summary>
    internal UnitHits RowHits(UnitHits hits)
    {
        if (_firstRow is null)
        {
            return hits;
        }

        var rows = new List<int>((int)hits.Total);
        for (int i = 0; i < hits.Signatures.Length; i++)
        {
            int first = _firstRow[hits.Signatures[i]];
            for (int row = first; row < first + (int)hits.Hits[i]; row++)
            {
                rows.Add(row);
            }
        }

        long[] ones = new long[rows.Count];
        Array.Fill(ones, 1);
        return new UnitHits([.. rows], ones);
    }

    private void AddRows(List<int> rows, int candidate, int signature)
    {
        CandidateSizes[candidate] += _index.Sizes[signature];
        if (_firstRow is null)
        {
            rows.Add(signature);
        }
        else
        {
            for (int row = _firstRow[signature]; row < _firstRow[signature + 1]; row++)
            {
                rows.Add(row);
            }
        }
    }

    private static int[] FirstRows(SignatureIndex index)
    {
        int[] first = new int[index.SignatureCount + 1];
        for (int signature = 0; signature < index.SignatureCount; signature++)
        {
            first[signature + 1] = first[signature] + (int)index.Sizes[signature];
        }

        return first;
    }

    private (int[] Offsets, int[] Candidates) Transpose()
    {
        int[] offsets = new int[RowCount + 1];
        foreach (int row in CandidateRows)
        {
            offsets[row + 1]++;
        }

        for (int row = 0; row < RowCount; row++)
        {
            offsets[row + 1] += offsets[row];
        }

        int[] next = offsets.AsSpan(0, RowCount).ToArray();
        int[] candidates = new int[CandidateRows.Length];
        for (int candidate = 0; candidate < Candidates.Count; candidate++)
        {
            foreach (int row in RowsOf(candidate))
            {
                candidates[next[row]++] = candidate;
            }
        }

        return (offsets, candidates);
    }
}
