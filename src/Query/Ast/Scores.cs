namespace CompExplain.Query.Ast;

/// <summary>The names of the scores, and how many formulas each takes.</summary>
public static class Scores
{
    private static readonly string[] CanonicalNames =
        ["IOU", "F1", "PRECISION", "RECALL", "ACCURACY", "PHI", "LIFT", "PMI", "PVALUE", "AUC", "AUPRC", "COUNT", "SHARE", "INPUTS"];

    /// <summary>The canonical names, in the order of <see cref="Score"/>.</summary>
    public static IReadOnlyList<string> Names => CanonicalNames;

    /// <summary>The canonical name: <c>IOU</c>, <c>F1</c>, ...</summary>
    /// <param name="score">The score.</param>
    public static string NameOf(this Score score) => CanonicalNames[(int)score];

    /// <summary>Whether the score is of a unit and a formula (<c>IOU</c>), not of one formula (<c>COUNT</c>).</summary>
    /// <param name="score">The score.</param>
    public static bool IsOfPair(this Score score) => score is not (Score.Count or Score.Share or Score.Inputs);

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
