using System.Globalization;
using CompExplain.Query.Ast;
using CompExplain.Query.Execution.Operators;
using CompExplain.Query.Results;
using CompExplain.Storage.Results;

namespace CompExplain.Query.Execution.Statements;

/// <summary>Scores of pairs and of formulas: a row for each pair or formula, a column for each score.</summary>
internal sealed class ScoreStatement : IStatement
{
    private readonly ScoreQuery _query;

    public ScoreStatement(ScoreQuery query) => _query = query;

    /// <inheritdoc/>
    public StatementPlan Plan(QueryContext context)
    {
        List<Line> lines = [.. _query.Calls.GroupBy(call => (call.Target, call.Formula))
            .Select(calls => new Line(context, [.. calls]))];
        return new StatementPlan(context, [.. lines.SelectMany(line => line.Operators)], () => Rows(context, lines));
    }

    private ResultBuilder Rows(QueryContext context, List<Line> lines)
    {
        bool hasPairs = _query.Calls.Any(call => call.Target is not null);
        var scores = _query.Calls.Select(call => call.Score).Distinct().ToList();
        var result = new ResultBuilder();
        if (hasPairs)
        {
            result.Column("target", ColumnKind.Text);
        }

        result.Column("formula", ColumnKind.Text);
        scores.ForEach(score => result.Column(score));
        if (hasPairs)
        {
            result.Column("hits", ColumnKind.Integer);
        }

        result.Column("size", ColumnKind.Integer);
        if (hasPairs)
        {
            result.Column("targetSize", ColumnKind.Integer);
        }

        foreach (var line in lines)
        {
            line.AddNotes(context);
            var counts = line.Counts;
            bool isPair = line.Target is not null;
            object?[] pair = hasPairs ? [line.Target?.ToString()] : [];
            object?[] hits = hasPairs ? [isPair ? counts.Hits : null] : [];
            object?[] targetSize = hasPairs ? [isPair ? counts.TargetSize : null] : [];
            result.Row([.. pair, line.Formula.ToString(), .. scores.Select(line.Value), .. hits, counts.Size, .. targetSize]);
        }

        return result;
    }

    /// <summary>One pair or formula, with its scores.</summary>
    private sealed class Line
    {
        private readonly long _total;
        private readonly CountOperator? _count;
        private readonly CountPairOperator? _pair;
        private readonly Dictionary<Score, Operator?> _scores = [];

        /// <param name="context">The query.</param>
        /// <param name="calls">Scores of the same target and formula.</param>
        public Line(QueryContext context, List<ScoreCall> calls)
        {
            (Target, Formula) = (calls[0].Target, calls[0].Formula);
            _total = context.PositionCount;
            var formula = context.Bind(Formula);
            var target = Target is null ? null : context.Bind(Target);
            if (target is null)
            {
                _count = new CountOperator(context, formula);
            }
            else
            {
                _pair = new CountPairOperator(context, target, formula);
            }

            Operators.Add((Operator?)_count ?? _pair!);
            foreach (var call in calls.DistinctBy(call => call.Score))
            {
                _scores[call.Score] = ScoreOperators.For(context, call, target, formula);
                if (_scores[call.Score] is { } extra)
                {
                    Operators.Add(extra);
                }
            }
        }

        public Formula? Target { get; }

        public Formula Formula { get; }

        public List<Operator> Operators { get; } = [];

        public PairCounts Counts => _pair?.Result ?? new PairCounts(0, _count!.Result, 0, _total);

        public object? Value(Score score) =>
            _scores.TryGetValue(score, out var extra) ? ScoreOperators.Value(score, Counts, extra) : null;

        public void AddNotes(QueryContext context)
        {
            foreach (var shifts in Operators.OfType<CyclicShiftOperator>())
            {
                if (shifts.Result is { MeanIou: { } mean } level)
                {
                    context.Note(string.Create(
                        CultureInfo.InvariantCulture,
                        $"PVALUE: {level.AsHigh:N0} of {level.Shifts:N0} cyclic shifts by whole inputs score as high; "
                        + $"their mean IOU is {mean:F4}"));
                }
            }
        }
    }
}
