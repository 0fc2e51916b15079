using CompExplain.Query.Explaining;
using CompExplain.Storage.Results;

namespace CompExplain.Query.Execution.Operators;

/// <summary>By how many inputs a mask is shifted to see what chance would give.</summary>
internal static class CyclicShifts
{
    /// <summary>
    /// Distinct shifts, ascending: so many of those from 1 to one less than there are inputs, chosen by a seed; all of them where
    /// there are no more.
    /// </summary>
    public static int[] Choose(int inputs, int count, int seed) =>
        Array.ConvertAll(SeededSample.Of(inputs - 1, count, seed), shift => shift + 1);

    /// <summary>The IoU of a formula with a target at every shift.</summary>
    public static ChanceLevel Measure(
        InputBits target, InputBits formula, IReadOnlyList<int> shifts, CancellationToken cancellation)
    {
        // The sizes stay as they are, so a mask scores as high exactly where it has as many hits.
        long observed = target.AndCount(formula, 0);
        int asHigh = 0;
        double sum = 0;
        foreach (int shift in shifts)
        {
            cancellation.ThrowIfCancellationRequested();
            long hits = target.AndCount(formula, shift);
            if (hits >= observed)
            {
                asHigh++;
            }

            sum += PairScore.Iou(new PairCounts(hits, formula.Count, target.Count, Total: 0));
        }

        return new ChanceLevel(shifts.Count, asHigh, shifts.Count == 0 ? null : sum / shifts.Count);
    }
}
