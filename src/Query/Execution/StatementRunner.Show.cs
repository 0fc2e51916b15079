using CompExplain.Query.Ast;
using CompExplain.Query.Results;
using CompExplain.Storage.Catalog;

namespace CompExplain.Query.Execution;

/// <content>SHOW: what the database holds.</content>
internal sealed partial class StatementRunner
{
    private QueryResult Show(ShowQuery query) => query.Subject switch
    {
        ShowSubject.Concepts => Show(query with { Like = null }, _database.Concepts.Where(concept => IsLike(concept, query.Like)), _tables.Concepts),
        ShowSubject.Units => Show(query, _database.Layers.SelectMany(layer => _database.Units(layer.Id)), _tables.Units),
        ShowSubject.Layers => Show(query, _database.Layers, _tables.Layers),
        ShowSubject.Inputs => Show(query, Enumerable.Range(0, _database.Dataset.InputCount), _tables.Inputs, like: 1),
        ShowSubject.Formulas => Show(query, _database.Formulas.All(), _tables.Formulas),
        ShowSubject.Categories => Show(query, _database.Concepts.GroupBy(concept => (concept.Category, concept.Kind)), _tables.Categories),
        _ => Show(query, _database.Results.Runs(), _tables.Runs),
    };

    /// <summary>A pattern fits a concept by its name alone, or with its category as it is written.</summary>
    private bool IsLike(Concept concept, string? pattern) =>
        pattern is null || TableColumns.Like(concept.Name, pattern) || TableColumns.Like(_names.Reference(concept).ToString(), pattern);

    private QueryResult Show<T>(ShowQuery query, IEnumerable<T> rows, IReadOnlyList<TableColumn<T>> columns, int like = 0)
    {
        if (query.Like is not null)
        {
            rows = rows.Where(row => TableColumns.Like(Convert.ToString(columns[like].Read(row), System.Globalization.CultureInfo.InvariantCulture), query.Like));
        }

        foreach (var condition in query.Where)
        {
            rows = condition is ColumnCondition column
                ? rows.Where(TableColumns.Filter(columns, column, _text))
                : throw Fail(condition, "SHOW filters by columns, and this is a formula", "there are: " + string.Join(", ", columns.Select(each => each.Name)));
        }

        rows = TableColumns.Order(rows, columns, query.OrderBy, _text);
        if (query.Limit is { } limit)
        {
            rows = rows.Take(limit);
        }

        var result = new ResultBuilder();
        foreach (var column in columns)
        {
            result.Column(column.Name, column.Kind);
        }

        return Step(
            "list",
            query.Subject.ToString().ToLowerInvariant(),
            "catalog",
            null,
            () =>
            {
                foreach (var row in rows)
                {
                    result.Row(columns.Select(column => column.Read(row)).ToArray());
                }

                return Build(result);
            },
            answer => answer.Rows.Count,
            Build(new ResultBuilder()));
    }
}
