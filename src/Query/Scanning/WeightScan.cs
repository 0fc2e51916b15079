using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using CompExplain.Storage;

namespace CompExplain.Query.Scanning;

/// <summary>
/// Gives every row a weight, (weight of a hit) x hits - (weight of a position) x size, and tells what every candidate weighs
/// within a region. A score above a level is a weight above a threshold (docs/how-certificates-work.md), and weights add up
/// over rows, which scores do not. All numbers are whole, so that nothing is lost. Serves one thread.
/// </summary>
public sealed class WeightScan
{
    private readonly Mass[] _rows;
    private readonly int[] _offsets;
    private readonly int[] _byRow;
    private long[] _hits = [];

    /// <summary>Makes a scan of a table.</summary>
    /// <param name="table">The candidates.</param>
    public WeightScan(CandidateTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        Table = table;
        _rows = new Mass[table.RowCount];
        (_offsets, _byRow) = table.ByRow;
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
            throw new OverflowException("the weights do not fit 64 bits");
        all.IsNegated = false;
        all.Bits.AsSpan().Fill(ulong.MaxValue);
        Array.Clear(all.Masses);
        var total = default(Mass);
        for (int row = 0; row < _rows.Length; row++)
        {
            long weight = (hit * _hits[row]) - (position * (Table.RowSizes?[row] ?? 1));
            var mass = _rows[row] = new Mass(weight, Math.Max(weight, 0));
            var candidates = CandidatesOf(row);
            if (candidates.Length > 0)
                total = Sum(total, mass);
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
                continue;
            size += Table.RowSizes?[row] ?? 1;
            hits += _hits[row];
        }

        return (size, hits);
    }

    /// <summary>Makes a region without content, to be filled.</summary>
    public WeightRegion MakeRegion() => new(Table);

    /// <summary>Weighs all candidates within what a region has of one. The result knows its rows only after <see cref="Keep"/> or <see cref="Leave"/>.</summary>
    /// <param name="region">The region.</param>
    /// <param name="candidate">The candidate.</param>
    /// <param name="within">Gets the weights.</param>
    public void Meet(WeightRegion region, int candidate, WeightRegion within)
    {
        ArgumentNullException.ThrowIfNull(region);
        ArgumentNullException.ThrowIfNull(within);
        within.IsNegated = region.IsNegated;
        within.Total = region.Masses[candidate];
        Array.Clear(within.Masses);
        ref ulong bits = ref MemoryMarshal.GetArrayDataReference(region.Bits);
        foreach (int row in Table.RowsOf(candidate))
        {
            if ((Unsafe.Add(ref bits, row >> 6) >> row & 1) != 0)
                AddTo(within.Masses, CandidatesOf(row), region.IsNegated ? Negated(_rows[row]) : _rows[row]);
        }
    }

    /// <summary>After <see cref="Meet"/>: makes what it filled the part of a region that a candidate has.</summary>
    /// <param name="region">The region.</param>
    /// <param name="candidate">The candidate.</param>
    /// <param name="within">The same as there.</param>
    public void Keep(WeightRegion region, int candidate, WeightRegion within)
    {
        ArgumentNullException.ThrowIfNull(region);
        ArgumentNullException.ThrowIfNull(within);
        Array.Clear(within.Bits);
        foreach (int row in Table.RowsOf(candidate))
            within.Bits[row >> 6] |= region.Bits[row >> 6] & (1UL << row);
    }

    /// <summary>After <see cref="Meet"/>: makes what it filled the part of a region that a candidate has not.</summary>
    /// <param name="region">The region.</param>
    /// <param name="candidate">The candidate.</param>
    /// <param name="within">The same as there.</param>
    public void Leave(WeightRegion region, int candidate, WeightRegion within)
    {
        ArgumentNullException.ThrowIfNull(region);
        ArgumentNullException.ThrowIfNull(within);
        region.Bits.CopyTo(within.Bits, 0);
        foreach (int row in Table.RowsOf(candidate))
            within.Bits[row >> 6] &= ~(1UL << row);
        for (int i = 0; i < within.Masses.Length; i++)
            within.Masses[i] = Difference(region.Masses[i], within.Masses[i]);
        within.Total = Difference(region.Total, within.Total);
    }

    /// <summary>Gives every weight of a region the other sign.</summary>
    /// <param name="region">The region.</param>
    public static void Negate(WeightRegion region)
    {
        ArgumentNullException.ThrowIfNull(region);
        region.IsNegated = !region.IsNegated;
        region.Total = Negated(region.Total);
        foreach (ref var mass in region.Masses.AsSpan())
            mass = Negated(mass);
    }

    /// <summary>Counts a formula that grows by one leaf at a time.</summary>
    /// <param name="first">Its first candidate.</param>
    /// <param name="steps">How it is extended, and by which candidates.</param>
    /// <returns>How many positions it has, and how many of those the target has.</returns>
    public (long Size, long Hits) Count(int first, IEnumerable<(Extension Extension, int Candidate)> steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        var bits = Bits(first);
        foreach (var (extension, candidate) in steps)
        {
            var extended = new ulong[bits.Length];
            ExtensionScan.Combine(extension, bits, Bits(candidate), extended);
            bits = extended;
        }

        long size = 0, hits = 0;
        for (int row = 0; row < _rows.Length; row++)
        {
            if ((bits[row >> 6] >> row & 1) == 0)
                continue;
            size += Table.RowSizes?[row] ?? 1;
            hits += _hits[row];
        }

        return (size, hits);
    }

    private ulong[] Bits(int candidate)
    {
        var bits = new ulong[Table.WordCount];
        foreach (int row in Table.RowsOf(candidate))
            bits[row >> 6] |= 1UL << row;
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
            Unsafe.Add(ref sums, candidate) += both;
    }

    private static Mass Sum(Mass a, Mass b) => new(a.Weight + b.Weight, a.Gain + b.Gain);

    private static Mass Difference(Mass a, Mass b) => new(a.Weight - b.Weight, a.Gain - b.Gain);

    private static Mass Negated(Mass mass) => new(-mass.Weight, mass.Loss);
}
