namespace CompExplain.Query.Ast;

/// <summary>A score and what it is of: <c>IOU(unit 483, water)</c>, <c>COUNT(water)</c>.</summary>
/// <param name="Score">The score.</param>
/// <param name="Target">The unit, the first argument, for the scores of a pair; null for the others.</param>
/// <param name="Formula">The formula, the last argument.</param>
/// <exception cref="ArgumentException">A score of a pair has no target, or one of a single formula has one.</exception>
public sealed record ScoreCall(Score Score, Formula? Target, Formula Formula) : SyntaxNode
{
    /// <summary>The unit, the first argument, for the scores of a pair; null for the others.</summary>
    public Formula? Target { get; init; } = Score.IsOfPair() == Target is not null
        ? Target
        : throw new ArgumentException(
            $"{Score.NameOf()} takes {(Score.IsOfPair() ? "two formulas" : "one formula")}", nameof(Target));

    /// <summary>The canonical text.</summary>
    public override string ToString() => StatementPrinter.Print(this);
}
