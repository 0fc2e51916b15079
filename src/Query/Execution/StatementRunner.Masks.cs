using System.Globalization;
using CompExplain.Query.Ast;
using CompExplain.Query.Binding;
using CompExplain.Query.Explaining;
using CompExplain.Query.Planning;

namespace CompExplain.Query.Execution;

/// <content>The scores of a pair that its counts do not tell: PVALUE from the masks, AUC and AUPRC from the unit's activations.</content>
internal sealed partial class StatementRunner
{
    private static bool IsOfMasks(Score score) => score.IsOfPair() && !score.IsOfCounts();

    private object ScoreMasks(ScoreCall call, Bound target, Bound formula)
    {
        if (call.Score == Ast.Score.PValue)
        {
            var level = Chance(target, formula, HonestyOptions.Default);
            if (level.MeanIou is { } mean)
            {
                _notes.Add(string.Create(
                    CultureInfo.InvariantCulture,
                    $"PVALUE: {level.AsHigh:N0} of {level.Shifts:N0} cyclic shifts by whole inputs score as high; their mean IOU is {mean:F4}"));
            }

            return level.PValue;
        }

        var activations = Activations(call, target);
        var f = Plan(formula);
        return Step(
            "rank positions",
            $"the activations of {Text(target)}, {Text(f)} against the rest",
            "activations, masks",
            _database.Shards.PositionCount,
            () => Rank(call.Score, activations, f),
            _ => _database.Shards.PositionCount,
            double.NaN);
    }

    private object MeasureMasks(ScoreCall call, Bound target, PlannedFormula formula) => call.Score == Ast.Score.PValue
        ? Chance(_planner.Plan(target), formula, Shifts(HonestyOptions.Default)).PValue
        : Rank(call.Score, Activations(call, target), formula);

    private double Rank(Score score, UnitActivations activations, PlannedFormula formula)
    {
        var (auc, precision) = ActivationRanking.Measure(_database, activations, shard => _masks.Runs(formula, shard), _cancellation);
        return score == Ast.Score.Auc ? auc : precision;
    }

    private UnitActivations Activations(ScoreCall call, Bound target)
    {
        string name = call.Score.NameOf();
        if (target is not BoundUnit unit)
        {
            throw Fail(call, $"{name} is of a unit's activations, and not of a mask", $"write a unit first: {name}(unit 483, water)");
        }

        var layer = _database.LayerOf(unit.Id);
        return layer.HasActivations
            ? new UnitActivations(_database, unit.Id)
            : throw Fail(call, Binder.NoActivations(layer), Binder.ImportActivations(_database, layer));
    }

    /// <summary>Refuses what would take minutes: such a score for each of many rows.</summary>
    private void CheckWork(ScoreCall call, int rows, string what)
    {
        const double most = 2e9;
        if (!IsOfMasks(call.Score))
        {
            return;
        }

        long each = _database.Shards.PositionCount + (call.Score == Ast.Score.PValue ? (long)HonestyOptions.MinimumShifts * _database.Dataset.InputCount : 0);
        int few = (int)Math.Clamp(most / Math.Max(1, each), 1, int.MaxValue);
        if (rows > few)
        {
            throw Fail(call, $"{call.Score.NameOf()} of {rows:N0} {what} would take long", $"narrow them down to {few:N0} with WHERE, or rank by IOU");
        }
    }
}
