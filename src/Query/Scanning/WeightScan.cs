using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using CompExplain.Storage.Signatures;

namespace CompExplain.Query.Scanning;

/// <summary>
/// Gives every row a weight, (weight of a hit) x hits - (weight of a position) x size, and tells what every candidate weighs
/// within a region. A score above a level is a weight above a threshold (docs/how-certificates-work.md), and weights add up
/// over rows, which scores do not. All numbers are whole, so that nothing is lost. Serves one thread.
/// </summary>
public sealed class WeightScan
{
    // A candidate with more rows than this for each word of bits has bits too.
    private const double RowsPerWord = 0.25;

    // Pairs are kept where they take no more memory than this many masses.
    private const int MaximumPairs = 1 << 23;

    // The bits of the frequent candidates are the same for every scan of a table.
    private static readonly ConditionalWeakTable<CandidateTable, BitRows> Frequent = [];

    private readonly BitRows _frequent;
    private readonly Mass[] _rows;
    private readonly int[] _offsets;
    private readonly int[] _byRow;
    private long[] _hits = [];
    private Mass[]? _pairs;
    private Mass[]? _pairMemory;

    /// <summary>Makes a scan of a table.</summary>
    /// <param name="table">The candidates.</param>
    public WeightScan(CandidateTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        Table = table;
        _rows = new Mass[table.RowCount];
        (_offsets, _byRow) = table.ByRow;
        _frequent = Frequent.GetValue(table, each => new BitRows(each, RowsPerWord));
    }

    /// <summary>The candidates.</summary>
    public CandidateTable Table { get; }

    /// <summary>How many positions the target has.</summary>
    public long TargetSize { get; private set; }

    /// <summary>Takes another target.</summary>
    /// <param name="target">The target's positions by signature.</param>
    public void SetTarget(UnitHits target)
    {
        ArgumentNullException.ThrowIfNull(target);
        TargetSize = target.Total;
        _hits = Table.RowHits(target).Dense(Table.RowCount);
    }

    /// <summary>Whether all sums of such weights can be told exactly.</summary>
    /// <param name="hit">The weight of a position that the target has, over <paramref name="position"/>; from 0.</param>
    /// <param name="position">What every position takes off; from 0.</param>
    public bool CanWeigh(long hit, long position) =>
        ((Int128)hit * TargetSize) + ((Int128)position * Table.PositionCount) < (Int128)1 << 58;

    /// <summary>Weighs the rows, and makes the region of all of them.</summary>
    /// <param name="hit">The weight of a position that the target has, over <paramref name="position"/>; from 0.</param>
    /// <param name="position">What every position takes off; from 0.</param>
    /// <param name="all">Gets all rows.</param>
    public void Weigh(long hit, long position, WeightRegion all)
    {
        ArgumentNullException.ThrowIfNull(all);
        if (!CanWeigh(hit, position))
        {
            throw new OverflowException("the weights do not fit 64 bits");
        }

        _pairs = null;
        all.IsNegated = false;
        all.HasRows = false;
        all.Rows.Clear();
        all.Bits.AsSpan().Fill(ulong.MaxValue);
        Array.Clear(all.Masses);
        var total = default(Mass);
        for (int row = 0; row < _rows.Length; row++)
        {
            long weight = (hit * _hits[row]) - (position * (Table.RowSizes?[row] ?? 1));
            var mass = _rows[row] = new Mass(weight, Math.Max(weight, 0));
            var candidates = CandidatesOf(row);
            if (candidates.Length > 0)
            {
                total = Sum(total, mass);
            }

            AddTo(all.Masses, candidates, mass);
        }

        all.Total = total;
    }

    /// <summary>The rows of positive weight that some candidate has: of all sets of rows the heaviest.</summary>
    /// <returns>How many positions they have, and how many of those the target has.</returns>
    public (long Size, long Hits) Heaviest()
    {
        long size = 0, hits = 0;
        for (int row = 0; row < _rows.Length; row++)
        {
            if (_rows[row].Weight <= 0 || CandidatesOf(row).IsEmpty)
            {
                continue;
            }

            size += Table.RowSizes?[row] ?? 1;
            hits += _hits[row];
        }

        return (size, hits);
    }

    /// <summary>Makes a region without content, to be filled.</summary>
    public WeightRegion MakeRegion() => new(Table);

    /// <summary>
    /// Remembers what every pair of candidates weighs, where that does not take too much memory: <see cref="Meet"/> is faster
    /// then.
    /// </summary>
    /// <param name="all">The region of all rows.</param>
    /// <param name="within">Gets what it was filled with last.</param>
    /// <param name="told">Told of each candidate, when <paramref name="within"/> has what the others weigh within it.</param>
    public void WeighPairs(WeightRegion all, WeightRegion within, Action<int> told)
    {
        ArgumentNullException.ThrowIfNull(all);
        ArgumentNullException.ThrowIfNull(within);
        ArgumentNullException.ThrowIfNull(told);
        int count = Table.Candidates.Count;
        _pairs = null;
        var pairs = (long)count * count <= MaximumPairs ? _pairMemory ??= new Mass[count * count] : null;
        for (int candidate = 0; candidate < count; candidate++)
        {
            Meet(all, candidate, within);
            if (pairs is not null)
            {
                within.Masses.CopyTo(pairs, candidate * count);
            }

            told(candidate);
        }

        _pairs = pairs;
    }

    /// <summary>What every candidate weighs together with one, among all rows; empty where that was not remembered.</summary>
    /// <param name="candidate">The candidate.</param>
    public ReadOnlySpan<Mass> PairsOf(int candidate) =>
        _pairs is null ? [] : _pairs.AsSpan(candidate * Table.Candidates.Count, Table.Candidates.Count);

    /// <summary>
    /// Weighs all candidates within what a region has of one. The result knows its rows only after <see cref="Keep"/> or
    /// <see cref="Leave"/>.
    /// </summary>
    /// <param name="region">The region.</param>
    /// <param name="candidate">The candidate.</param>
    /// <param name="within">Gets the weights.</param>
    public void Meet(WeightRegion region, int candidate, WeightRegion within)
    {
        ArgumentNullException.ThrowIfNull(region);
        ArgumentNullException.ThrowIfNull(within);
        within.IsNegated = region.IsNegated;
        within.Total = region.Masses[candidate];
        if (region.HasRows || _pairs is null)
        {
            Array.Clear(within.Masses);
            AddCommon(region, candidate, isOutside: false, within.Masses);
            if (region.IsNegated)
            {
                Negate(within.Masses);
            }
        }
        else
        {
            // Within all rows it is known: what is not of the region is taken off, which is less to walk.
            Array.Clear(within.Masses);
            AddCommon(region, candidate, isOutside: true, within.Masses);
            var all = PairsOf(candidate);
            for (int i = 0; i < all.Length; i++)
            {
                within.Masses[i] = Difference(all[i], within.Masses[i]);
            }
        }
    }

    /// <summary>After <see cref="Meet"/>: what is left of a region's weights without the part that it filled.</summary>
    /// <param name="region">The region.</param>
    /// <param name="within">The same as there; gets the rest.</param>
    public static void Subtract(WeightRegion region, WeightRegion within)
    {
        ArgumentNullException.ThrowIfNull(region);
        ArgumentNullException.ThrowIfNull(within);
        for (int i = 0; i < within.Masses.Length; i++)
        {
            within.Masses[i] = Difference(region.Masses[i], within.Masses[i]);
        }

        within.Total = Difference(region.Total, within.Total);
    }

    /// <summary>After <see cref="Meet"/>: gives what it filled its rows, those of a region that a candidate has.</summary>
    /// <param name="region">The region.</param>
    /// <param name="candidate">The candidate.</param>
    /// <param name="within">The same as there.</param>
    public void Keep(WeightRegion region, int candidate, WeightRegion within)
    {
        ArgumentNullException.ThrowIfNull(region);
        ArgumentNullException.ThrowIfNull(within);
        within.HasRows = true;
        within.Rows.Clear();
        Array.Clear(within.Bits);
        foreach (int row in Table.RowsOf(candidate))
        {
            if (!Has(region.Bits, row))
            {
                continue;
            }

            within.Bits[row >> 6] |= 1UL << row;
            within.Rows.Add(row);
        }
    }

    /// <summary>
    /// After <see cref="Subtract"/>: gives what it filled its rows, those of a region that a candidate has not.
    /// </summary>
    /// <param name="region">The region.</param>
    /// <param name="candidate">The candidate.</param>
    /// <param name="within">The same as there.</param>
    public void Leave(WeightRegion region, int candidate, WeightRegion within)
    {
        ArgumentNullException.ThrowIfNull(region);
        ArgumentNullException.ThrowIfNull(within);
        within.HasRows = region.HasRows;
        within.Rows.Clear();
        if (!region.HasRows)
        {
            within.Rows.AddRange(region.Rows);
        }

        region.Bits.CopyTo(within.Bits, 0);
        foreach (int row in Table.RowsOf(candidate))
        {
            within.Bits[row >> 6] &= ~(1UL << row);
            if (!region.HasRows && Has(region.Bits, row))
            {
                within.Rows.Add(row);
            }
        }

        if (region.HasRows)
        {
            foreach (int row in region.Rows)
            {
                if (Has(within.Bits, row))
                {
                    within.Rows.Add(row);
                }
            }
        }
    }

    /// <summary>Gives every weight of a region the other sign.</summary>
    /// <param name="region">The region.</param>
    public static void Negate(WeightRegion region)
    {
        ArgumentNullException.ThrowIfNull(region);
        region.IsNegated = !region.IsNegated;
        region.Total = Negated(region.Total);
        Negate(region.Masses);
    }

    /// <summary>Counts a formula that grows by one leaf at a time.</summary>
    /// <param name="first">Its first candidate.</param>
    /// <param name="steps">How it is extended, and by which candidates.</param>
    /// <returns>How many positions it has, and how many of those the target has.</returns>
    public (long Size, long Hits) Count(int first, IEnumerable<(Extension Extension, int Candidate)> steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        ulong[] bits = Bits(first);
        foreach (var (extension, candidate) in steps)
        {
            ulong[] extended = new ulong[bits.Length];
            ExtensionScan.Combine(extension, bits, Bits(candidate), extended);
            bits = extended;
        }

        long size = 0, hits = 0;
        for (int row = 0; row < _rows.Length; row++)
        {
            if ((bits[row >> 6] >> row & 1) == 0)
            {
                continue;
            }

            size += Table.RowSizes?[row] ?? 1;
            hits += _hits[row];
        }

        return (size, hits);
    }

    /// <summary>Adds up the rows that a candidate has within a region, or outside it.</summary>
    private void AddCommon(WeightRegion region, int candidate, bool isOutside, Mass[] masses)
    {
        var rows = Table.RowsOf(candidate);
        if (isOutside == region.HasRows || region.Rows.Count >= rows.Length || !_frequent.TryGet(candidate, out var bits))
        {
            foreach (int row in rows)
            {
                if (Has(region.Bits, row) != isOutside)
                {
                    AddTo(masses, CandidatesOf(row), _rows[row]);
                }
            }
        }
        else
        {
            foreach (int row in CollectionsMarshal.AsSpan(region.Rows))
            {
                if (Has(bits, row))
                {
                    AddTo(masses, CandidatesOf(row), _rows[row]);
                }
            }
        }
    }

    private static bool Has(ReadOnlySpan<ulong> bits, int row) => (bits[row >> 6] >> row & 1) != 0;

    private static void Negate(Span<Mass> masses)
    {
        foreach (ref var mass in masses)
        {
            mass = Negated(mass);
        }
    }

    private ulong[] Bits(int candidate)
    {
        ulong[] bits = new ulong[Table.WordCount];
        foreach (int row in Table.RowsOf(candidate))
        {
            bits[row >> 6] |= 1UL << row;
        }

        return bits;
    }

    private ReadOnlySpan<int> CandidatesOf(int row) => _byRow.AsSpan(_offsets[row], _offsets[row + 1] - _offsets[row]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddTo(Mass[] masses, ReadOnlySpan<int> candidates, Mass mass)
    {
        // Both sums of a candidate lie side by side: one addition serves them.
        var both = Unsafe.BitCast<Mass, Vector128<long>>(mass);
        ref var sums = ref Unsafe.As<Mass, Vector128<long>>(ref MemoryMarshal.GetArrayDataReference(masses));
        foreach (int candidate in candidates)
        {
            Unsafe.Add(ref sums, candidate) += both;
        }
    }

    private static Mass Sum(Mass a, Mass b) => new(a.Weight + b.Weight, a.Gain + b.Gain);

    private static Mass Difference(Mass a, Mass b) => new(a.Weight - b.Weight, a.Gain - b.Gain);

    private static Mass Negated(Mass mass) => new(-mass.Weight, mass.Loss);
}
