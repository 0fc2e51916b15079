namespace CompExplain.Query.Ast;

/// <summary>The names of the scores, and how many formulas each takes.</summary>
public static class Scores
{
    private const string Failed = " (it fails the sanity checks of Oikarinen et al., ICML 2025); read it beside IOU";

    private static readonly string[] CanonicalNames =
    [
        "IOU", "F1", "PRECISION", "RECALL", "ACCURACY", "PHI", "LIFT", "PMI", "PVALUE", "AUC", "AUPRC",
        "COUNT", "SHARE", "INPUTS",
    ];

    /// <summary>The canonical names, in the order of <see cref="Score"/>.</summary>
    public static IReadOnlyList<string> Names => CanonicalNames;

    /// <summary>The canonical name: <c>IOU</c>, <c>F1</c>, ...</summary>
    /// <param name="score">The score.</param>
    public static string NameOf(this Score score) => CanonicalNames[(int)score];

    /// <summary>Whether the score is of a unit and a formula (<c>IOU</c>), not of one formula (<c>COUNT</c>).</summary>
    /// <param name="score">The score.</param>
    public static bool IsOfPair(this Score score) => score is not (Score.Count or Score.Share or Score.Inputs);

    /// <summary>Whether a score is a function of the counts of a unit and a formula alone.</summary>
    /// <param name="score">The score.</param>
    public static bool IsOfCounts(this Score score) => score is >= Score.Iou and <= Score.Pmi;

    /// <summary>Whether a score is a ratio of two sums of the counts, so that a proof can bound it.</summary>
    /// <param name="score">The score.</param>
    public static bool IsProvable(this Score score) => score is Score.Iou or Score.F1 or Score.Precision or Score.Recall;

    /// <summary>
    /// A warning for whoever maximises a score on its own; null for the scores that pass the sanity checks of Oikarinen, Yan and
    /// Weng, "Evaluating Neuron Explanations" (ICML 2025): IoU, F1, Pearson's correlation and AUPRC.
    /// </summary>
    /// <param name="score">The score.</param>
    public static string? Caution(this Score score) => score switch
    {
        Score.Precision =>
            "PRECISION made highest alone finds tiny formulas: it does not fall when a formula misses most of the unit" + Failed,
        Score.Recall =>
            "RECALL made highest alone finds huge formulas: it does not fall when a formula is true almost everywhere" + Failed,
        Score.Accuracy =>
            "ACCURACY made highest alone says little of a rare unit: a formula that is true almost nowhere is accurate" + Failed,
        Score.Auc =>
            "AUC made highest alone says little of a rare concept: it hardly falls when half of its marks are wrong" + Failed,
        Score.Lift or Score.Pmi =>
            $"{score.NameOf()} made highest alone finds tiny formulas, as PRECISION does; read it beside IOU",
        _ => null,
    };

    /// <summary>The score of that name in any case, or of its other name (<c>JACCARD</c>, <c>DICE</c>).</summary>
    /// <param name="name">The name.</param>
    /// <param name="score">The score.</param>
    /// <returns>Whether there is one.</returns>
    public static bool TryFind(ReadOnlySpan<char> name, out Score score)
    {
        for (int i = 0; i < CanonicalNames.Length; i++)
        {
            if (name.Equals(CanonicalNames[i], StringComparison.OrdinalIgnoreCase))
            {
                score = (Score)i;
                return true;
            }
        }

        score = name.Equals("DICE", StringComparison.OrdinalIgnoreCase) ? Score.F1 : Score.Iou;
        return score == Score.F1 || name.Equals("JACCARD", StringComparison.OrdinalIgnoreCase);
    }
}
