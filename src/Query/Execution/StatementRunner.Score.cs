using CompExplain.Query.Ast;
using CompExplain.Query.Binding;
using CompExplain.Query.Results;
using CompExplain.Storage.Catalog;
using CompExplain.Storage.Results;

namespace CompExplain.Query.Execution;

/// <content>Scores of pairs and of formulas, bare formulas, counts by group.</content>
internal sealed partial class StatementRunner
{
    // A bare formula names so many of the inputs that have the most of it.
    private const int MostInputs = 5;

    private QueryResult Score(ScoreQuery query)
    {
        bool hasPairs = query.Calls.Any(call => call.Target is not null);
        var scores = query.Calls.Select(call => call.Score).Distinct().ToList();
        var result = new ResultBuilder();
        if (hasPairs)
        {
            result.Column("target", ColumnKind.Text);
        }

        result.Column("formula", ColumnKind.Text);
        foreach (var score in scores)
        {
            result.Column(ColumnName(score), KindOf(score));
        }

        if (hasPairs)
        {
            result.Column("hits", ColumnKind.Integer);
        }

        result.Column("size", ColumnKind.Integer);
        if (hasPairs)
        {
            result.Column("targetSize", ColumnKind.Integer);
        }

        foreach (var group in query.Calls.GroupBy(call => (call.Target, call.Formula)))
        {
            var formula = _binder.Bind(group.Key.Formula);
            PairCounts counts = default;
            var target = group.Key.Target is null ? null : _binder.Bind(group.Key.Target);
            if (target is not null)
            {
                counts = CountPair(target, formula);
            }
            else
            {
                counts = counts with { Size = Count(formula), Total = _database.Shards.PositionCount };
            }

            var row = new List<object?>();
            if (hasPairs)
            {
                row.Add(group.Key.Target?.ToString());
            }

            row.Add(group.Key.Formula.ToString());
            foreach (var score in scores)
            {
                row.Add(!group.Any(call => call.Score == score) ? null
                    : IsOfMasks(score) ? ScoreMasks(group.First(call => call.Score == score), target!, formula)
                    : ValueOf(score, counts, () => CountInputs(formula)));
            }

            if (hasPairs)
            {
                row.Add(group.Key.Target is null ? null : counts.Hits);
            }

            row.Add(counts.Size);
            if (hasPairs)
            {
                row.Add(group.Key.Target is null ? null : counts.TargetSize);
            }

            result.Row([.. row]);
        }

        return Build(result);
    }

    private static string ColumnName(Score score) => score.NameOf().ToLowerInvariant();

    private static ColumnKind KindOf(Score score) => score switch
    {
        Ast.Score.Count or Ast.Score.Inputs => ColumnKind.Integer,
        Ast.Score.Share => ColumnKind.Share,
        _ => ColumnKind.Score,
    };

    private static object ValueOf(Score score, PairCounts counts, Func<long> inputs) => score switch
    {
        Ast.Score.Count => (object)counts.Size,
        Ast.Score.Share => counts.Size / (double)Math.Max(1, counts.Total),
        Ast.Score.Inputs => inputs(),
        _ => PairScore.Of(score, counts),
    };

    private QueryResult Describe(MaskQuery query)
    {
        var formula = _binder.Bind(query.Formula);
        long[] byInput = CountByInput(formula);
        long size = byInput.Sum();
        var most = new ResultBuilder().Column("input", ColumnKind.Integer).Column("name", ColumnKind.Text).Column("count", ColumnKind.Integer).Column("source", ColumnKind.Text);
        foreach (int input in Enumerable.Range(0, byInput.Length).Where(input => byInput[input] > 0).OrderByDescending(input => byInput[input]).ThenBy(input => input).Take(MostInputs))
        {
            var record = _database.Input(input);
            most.Row((long)input, record.Name, byInput[input], Tables.Source(record.Source));
        }

        return Build(new ResultBuilder()
            .Column("formula", ColumnKind.Text).Column("size", ColumnKind.Integer).Column("share", ColumnKind.Share)
            .Column("inputs", ColumnKind.Integer).Column("most", ColumnKind.Nested)
            .Row(query.Formula.ToString(), size, size / (double)Math.Max(1, _database.Shards.PositionCount), byInput.LongCount(count => count > 0), most.Build()));
    }

    private QueryResult Group(GroupQuery query)
    {
        Func<Concept, string> column = query.Column.ToUpperInvariant() switch
        {
            "CATEGORY" => concept => concept.Category,
            "KIND" => concept => concept.Kind,
            _ => throw Fail(query, $"there is no column '{query.Column}' to group by", "there are: category, kind"),
        };
        var formula = _binder.Bind(query.Formula);
        var result = new ResultBuilder().Column(query.Column.ToLowerInvariant(), ColumnKind.Text).Column("count", ColumnKind.Integer).Column("share", ColumnKind.Share);
        long size = Count(formula);
        foreach (var group in _database.Concepts.GroupBy(column).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            long count = Count(new BoundAnd([formula, new BoundOr(group.Select(concept => new BoundConcept(concept.Id)))]));
            result.Row(group.Key, count, count / (double)Math.Max(1, size));
        }

        _notes.Add("positions of the formula that have any concept of the group; a position may be in several");
        return Build(result);
    }
}
