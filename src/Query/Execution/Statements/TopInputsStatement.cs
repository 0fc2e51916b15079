using CompExplain.Query.Ast;
using CompExplain.Query.Binding;
using CompExplain.Query.Execution.Listing;
using CompExplain.Query.Execution.Operators;
using CompExplain.Query.Results;
using CompExplain.Storage.Results;

namespace CompExplain.Query.Execution.Statements;

/// <summary>TOP inputs: the counts of formulas in each input, ranked.</summary>
internal sealed class TopInputsStatement : IStatement
{
    private readonly TopQuery _query;

    public TopInputsStatement(TopQuery query) => _query = query;

    /// <inheritdoc/>
    public StatementPlan Plan(QueryContext context)
    {
        var columns = new CatalogColumns(context.Database, context.Names).Inputs;
        List<Func<int, bool>> conditions = [];
        List<Operator> operators = [];
        foreach (var condition in _query.Where)
        {
            if (condition is ColumnCondition column)
            {
                conditions.Add(RowFilter.Filter(columns, column));
            }
            else
            {
                var has = new CountByInputOperator(context, context.Bind(((FormulaCondition)condition).Formula));
                operators.Add(has);
                conditions.Add(input => has.Result[input] > 0);
            }
        }

        List<ScoreByInput> scores = [.. _query.By.Select(call => new ScoreByInput(context, call))];
        operators.AddRange(scores.SelectMany(score => score.Operators));
        return new StatementPlan(context, operators, () => Rows(context, conditions, scores));
    }

    private ResultBuilder Rows(QueryContext context, List<Func<int, bool>> conditions, List<ScoreByInput> scores)
    {
        var database = context.Database;
        List<int> kept = [.. Enumerable.Range(0, database.Dataset.InputCount)
            .Where(input => conditions.All(holds => holds(input)))];
        return TopRows.Rank(
            _query,
            kept,
            [.. scores.Select(score => kept.Select(score.Value).ToArray())],
            input => database.Input(input).Name,
            input => database.Labels[input] ?? database.Splits[input],
            input => CatalogColumns.Source(database.Input(input).Source));
    }

    /// <summary>A score of each input.</summary>
    private sealed class ScoreByInput
    {
        private readonly Score _score;
        private readonly int _positions;
        private readonly CountByInputOperator _sizes;
        private readonly CountByInputOperator? _targetSizes;
        private readonly CountByInputOperator? _hits;

        public ScoreByInput(QueryContext context, ScoreCall call)
        {
            if (ScoreOperators.IsOfMasks(call.Score))
            {
                throw QueryContext.Fail(
                    call,
                    $"{call.Score.NameOf()} is of the whole data set, and not of one input",
                    "rank inputs by COUNT, IOU, F1, PRECISION or RECALL");
            }

            _score = call.Score;
            _positions = context.Database.Shards.PositionsPerInput;
            var formula = context.Bind(call.Formula);
            _sizes = new CountByInputOperator(context, formula);
            if (call.Target is not null)
            {
                var target = context.Bind(call.Target);
                _targetSizes = new CountByInputOperator(context, target);
                _hits = new CountByInputOperator(context, new BoundAnd([target, formula]));
            }
        }

        public IEnumerable<Operator> Operators => _targetSizes is null ? [_sizes] : [_sizes, _targetSizes, _hits!];

        public object Value(int input)
        {
            long size = _sizes.Result[input];
            return ScoreOperators.Value(
                _score,
                new PairCounts(_hits?.Result[input] ?? 0, size, _targetSizes?.Result[input] ?? 0, _positions),
                inputs: size > 0 ? 1 : 0);
        }
    }
}
