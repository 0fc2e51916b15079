using CompExplain.Query.Ast;
using CompExplain.Query.Binding;
using CompExplain.Query.Planning;
using CompExplain.Storage.Files;
using CompExplain.Storage.Masks;

namespace CompExplain.Query.Execution.Operators;

/// <summary>
/// AUC or AUPRC of each of many units with one formula, as far as the highest of them need it: all units' scores are bounded
/// first, and those of units that cannot be among the highest are then left at their upper bounds.
/// </summary>
internal sealed class RankUnitsOperator : Operator<object[]>
{
    private readonly ScoreCall _call;
    private readonly PlannedFormula _formula;
    private readonly List<BoundUnit> _units;
    private readonly int _count;

    /// <param name="context">The query.</param>
    /// <param name="call">The score, AUC or AUPRC, of a hole with a formula.</param>
    /// <param name="formula">The formula.</param>
    /// <param name="units">The units, whose activations are stored.</param>
    /// <param name="count">How many of the highest must be exact.</param>
    public RankUnitsOperator(QueryContext context, ScoreCall call, Bound formula, IEnumerable<BoundUnit> units, int count)
        : base(context)
    {
        _call = call;
        _formula = context.Planner.Plan(formula);
        _units = [.. units];
        _count = count;
    }

    public override string Name => "rank units";

    public override string Detail => $"{_call} for each of {_units.Count:N0} units, exactly for the highest {_count:N0}";

    public override string Path => "activations, masks";

    public override long? Estimate => _units.Count;

    public override IReadOnlyList<PlannedFormula> Formulas => [_formula];

    private protected override object[] Compute()
    {
        var runs = new RunReader[Context.Database.Shards.ShardCount];
        long positives = 0;
        for (int shard = 0; shard < runs.Length; shard++)
        {
            Context.Cancellation.ThrowIfCancellationRequested();
            runs[shard] = Context.Masks.Runs(_formula, shard);
            foreach (var (first, last) in runs[shard])
            {
                positives += last - first + 1L;
            }
        }

        bool isPrecision = _call.Score == Score.Auprc;
        double[] low = new double[_units.Count], scores = new double[_units.Count];
        using var measures = new ThreadLocal<RankingBounds>(() => new());
        Workers.Run(
            _units.Count,
            i => (low[i], scores[i]) = measures.Value!.Measure(
                Context.Database, Activations(i), shard => runs[shard], positives, isPrecision, Context.Cancellation),
            Context.Cancellation);

        // As many units reach this as are asked for.
        double floor = low.OrderDescending().ElementAtOrDefault(_count - 1);
        int[] contenders = [.. Enumerable.Range(0, scores.Length).Where(i => !(scores[i] < floor))];
        Workers.Run(
            contenders.Length,
            i =>
            {
                var (auc, precision) = ActivationRanking.Measure(
                    Context.Database, Activations(contenders[i]), shard => runs[shard], Context.Cancellation);
                scores[contenders[i]] = isPrecision ? precision : auc;
            },
            Context.Cancellation);
        return [.. scores.Select(score => (object)score)];
    }

    private protected override long? Count(object[] result) => result.Length;

    private UnitActivations Activations(int unit) => new(Context.Database, _units[unit].Layer, _units[unit].Unit);
}
