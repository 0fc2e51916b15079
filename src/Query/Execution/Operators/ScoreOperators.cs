using CompExplain.Query.Ast;
using CompExplain.Query.Binding;
using CompExplain.Query.Explaining;
using CompExplain.Storage.Results;

namespace CompExplain.Query.Execution.Operators;

/// <summary>What a score needs beside the counts of its formulas, and its value.</summary>
internal static class ScoreOperators
{
    /// <summary>
    /// Whether a score of a pair is not a function of its counts: it is of the masks, or of the unit's activations.
    /// </summary>
    public static bool IsOfMasks(Score score) => score.IsOfPair() && !score.IsOfCounts();

    /// <summary>The operator that a score needs beside the counts; null if it needs none.</summary>
    /// <param name="context">The query.</param>
    /// <param name="call">The score.</param>
    /// <param name="target">Its target, of a score of a pair.</param>
    /// <param name="formula">Its formula.</param>
    /// <exception cref="Diagnostics.QueryException">It is of activations, and the target is no unit or has none.</exception>
    public static Operator? For(QueryContext context, ScoreCall call, Bound? target, Bound formula) => call.Score switch
    {
        Score.PValue => new CyclicShiftOperator(context, target!, formula, HonestyOptions.Default),
        Score.Auc or Score.Auprc =>
            new RankPositionsOperator(context, call.Score, WithActivations(context, call, target!), formula),
        Score.Inputs when context.Database.Shards.PositionsPerInput == 1 => new CountOperator(context, formula),
        Score.Inputs => new CountByInputOperator(context, formula),
        _ => null,
    };

    /// <summary>The value of a score: a long or a double.</summary>
    /// <param name="score">The score.</param>
    /// <param name="counts">The counts; of a single formula only its size and the total.</param>
    /// <param name="extra">What <see cref="For"/> gave, run.</param>
    public static object Value(Score score, PairCounts counts, Operator? extra) => extra switch
    {
        CyclicShiftOperator shifts => (object)shifts.Result.PValue,
        RankPositionsOperator ranks => ranks.Result,
        CountOperator count => count.Result,
        CountByInputOperator byInput => byInput.InputCount,
        _ => Value(score, counts, inputs: 0),
    };

    /// <summary>The value of a score that is a function of counts: a long or a double.</summary>
    /// <param name="score">The score.</param>
    /// <param name="counts">The counts; of a single formula only its size and the total.</param>
    /// <param name="inputs">How many inputs have any of the formula.</param>
    public static object Value(Score score, PairCounts counts, long inputs) => score switch
    {
        Score.Count => (object)counts.Size,
        Score.Share => counts.Size / (double)Math.Max(1, counts.Total),
        Score.Inputs => inputs,
        _ => PairScore.Of(score, counts),
    };

    private static BoundUnit WithActivations(QueryContext context, ScoreCall call, Bound target)
    {
        string name = call.Score.NameOf();
        if (target is not BoundUnit unit)
        {
            throw QueryContext.Fail(
                call, $"{name} is of a unit's activations, and not of a mask", $"write a unit first: {name}(unit 483, water)");
        }

        return unit.Layer.HasActivations
            ? unit
            : throw UnitBinding.NoActivations(call, context.Database, unit.Layer);
    }
}
