namespace CompExplain.Analysis.Statistics;

/// <summary>Measures of tables of counts.</summary>
public static class Agreement
{
    /// <summary>
    /// Cohen's kappa of two raters: (observed - expected) / (1 - expected), where expected is the agreement of raters with the
    /// same shares who choose by chance (Cohen 1960).
    /// </summary>
    /// <param name="counts">How often the first rater chose the row and the second the column; square.</param>
    /// <returns>Kappa, at most 1; null without a rating, or where chance alone agrees always.</returns>
    public static double? Kappa(int[,] counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        int size = counts.GetLength(0);
        double total = 0, same = 0, expected = 0;
        double[] rows = new double[size], columns = new double[size];
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j < size; j++)
            {
                total += counts[i, j];
                rows[i] += counts[i, j];
                columns[j] += counts[i, j];
            }

            same += counts[i, i];
        }

        if (total == 0)
        {
            return null;
        }

        for (int i = 0; i < size; i++)
        {
            expected += rows[i] / total * (columns[i] / total);
        }

        return expected >= 1 ? null : ((same / total) - expected) / (1 - expected);
    }

    /// <summary>Shannon's entropy in bits: -sum p log2 p over the counts' shares; 0 where one has all.</summary>
    /// <param name="counts">Counts, not negative.</param>
    /// <returns>The entropy; null where all counts are 0.</returns>
    public static double? Entropy(IReadOnlyCollection<long> counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        double total = counts.Sum();
        return total == 0
            ? null
            : Math.Abs(counts.Where(count => count > 0).Sum(count => -(count / total) * Math.Log2(count / total)));
    }
}
