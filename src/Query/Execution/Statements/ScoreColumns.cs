using CompExplain.Query.Ast;
using CompExplain.Query.Results;

namespace CompExplain.Query.Execution.Statements;

/// <summary>The columns of scores.</summary>
internal static class ScoreColumns
{
    /// <summary>The name of a score's column.</summary>
    /// <param name="score">The score.</param>
    public static string NameOf(Score score) => Scores.NameOf(score).ToLowerInvariant();

    /// <summary>Adds the column of a score.</summary>
    /// <param name="result">The answer.</param>
    /// <param name="score">The score.</param>
    public static ResultBuilder Column(this ResultBuilder result, Score score) => result.Column(NameOf(score), score switch
    {
        Score.Count or Score.Inputs => ColumnKind.Integer,
        Score.Share => ColumnKind.Share,
        _ => ColumnKind.Score,
    });
}
