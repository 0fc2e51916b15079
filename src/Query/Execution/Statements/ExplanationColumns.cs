using CompExplain.Query.Ast;
using CompExplain.Query.Results;
using CompExplain.Storage.Results;

namespace CompExplain.Query.Execution.Statements;

/// <summary>The columns that EXPLAIN's rows and the rows of a layer's units share.</summary>
internal static class ExplanationColumns
{
    private static readonly IReadOnlyList<ValueColumn<Clause>> ClauseColumns =
    [
        new("clause", ColumnKind.Text, clause => clause.Text),
        new("iouWithout", ColumnKind.Score, clause => clause.Without.Iou),
    ];

    /// <summary>The score that the search maximised, unless it is IoU, which has a column of its own.</summary>
    /// <param name="scorer">The score.</param>
    /// <param name="explanation">The explanation of a row; null for none.</param>
    public static IReadOnlyList<ValueColumn<T>> Score<T>(Score scorer, Func<T, Explanation?> explanation) =>
        scorer == Ast.Score.Iou
            ? []
            :
            [
                new(
                    ScoreColumns.NameOf(scorer),
                    ColumnKind.Score,
                    row => explanation(row) is { } found ? PairScore.Of(scorer, found.Counts) : null),
            ];

    /// <summary>What a certificate says.</summary>
    /// <param name="explanation">The explanation of a row; null for none.</param>
    public static IReadOnlyList<ValueColumn<T>> Certificate<T>(Func<T, Explanation?> explanation) =>
    [
        new("certificate", ColumnKind.Text, row => explanation(row) is { Certificate: not null } found ? Word(found) : null),
        new("bound", ColumnKind.Score, row => explanation(row)?.Certificate?.Bound),
    ];

    /// <summary>How a certificate was found.</summary>
    /// <param name="explanation">The explanation of a row; null for none.</param>
    public static IReadOnlyList<ValueColumn<T>> Proof<T>(Func<T, Explanation?> explanation) =>
    [
        new("expanded", ColumnKind.Integer, row => explanation(row)?.Certificate?.Expanded),
        new("provedAway", ColumnKind.Integer, row => explanation(row)?.Certificate?.ProvedAway),
        new("beamScore", ColumnKind.Score, row => explanation(row)?.Certificate?.BeamScore),
    ];

    /// <summary>What an honesty check found, but what each clause adds.</summary>
    /// <param name="honesty">The check of a row; null for none.</param>
    public static IReadOnlyList<ValueColumn<T>> Honesty<T>(Func<T, Honesty?> honesty) =>
    [
        new("chanceIou", ColumnKind.Score, row => honesty(row)?.Chance.MeanIou),
        new("pValue", ColumnKind.Score, row => honesty(row)?.Chance.PValue),
        new("seenIou", ColumnKind.Score, row => honesty(row)?.HeldOut?.Seen.Iou),
        new("heldOutIou", ColumnKind.Score, row => honesty(row)?.HeldOut?.Held.Iou),
        new("heldOutFormula", ColumnKind.Text, row => honesty(row)?.HeldOut?.Formula),
        new(
            "dropped",
            ColumnKind.Text,
            row => honesty(row) is { Dropped: { Count: > 0 } dropped } ? string.Join("; ", dropped) : null),
    ];

    /// <summary>The rows of what each clause adds.</summary>
    /// <param name="honesty">The check.</param>
    public static QueryResult Clauses(Honesty honesty) => ResultBuilder.Of(ClauseColumns, honesty.Clauses).Build();

    private static string Word(Explanation explanation) => explanation.IsOptimal ? "optimal" : "at most";
}
