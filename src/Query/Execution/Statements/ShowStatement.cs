using System.Globalization;
using CompExplain.Query.Ast;
using CompExplain.Query.Execution.Listing;
using CompExplain.Query.Execution.Operators;
using CompExplain.Query.Results;
using CompExplain.Storage.Catalog;

namespace CompExplain.Query.Execution.Statements;

/// <summary>SHOW: lists what the database holds.</summary>
internal sealed class ShowStatement : IStatement
{
    private readonly ShowQuery _query;

    public ShowStatement(ShowQuery query) => _query = query;

    /// <inheritdoc/>
    public StatementPlan Plan(QueryContext context)
    {
        var database = context.Database;
        var columns = new CatalogColumns(database, context.Names);
        return _query.Subject switch
        {
            ShowSubject.Concepts => Plan(
                context, database.Concepts.Where(concept => IsLike(context, concept)), columns.Concepts, like: null),
            ShowSubject.Units => Plan(context, database.Layers.SelectMany(layer => database.Units(layer.Id)), columns.Units),
            ShowSubject.Layers => Plan(context, database.Layers, CatalogColumns.Layers),
            ShowSubject.Inputs => Plan(context, Enumerable.Range(0, database.Dataset.InputCount), columns.Inputs, like: 1),
            ShowSubject.Formulas => Plan(context, database.Formulas.All(), columns.Formulas),
            ShowSubject.Categories => Plan(
                context, database.Concepts.GroupBy(concept => (concept.Category, concept.Kind)), CatalogColumns.Categories),
            _ => Plan(context, database.Results.Runs(), columns.Runs),
        };
    }

    /// <summary>Whether a concept's name fits the pattern, alone or with its category as it is written.</summary>
    private bool IsLike(QueryContext context, Concept concept) => _query.Like is not { } pattern
        || LikePattern.Fits(concept.Name, pattern)
        || LikePattern.Fits(context.Names.Reference(concept).ToString(), pattern);

    /// <param name="context">The query.</param>
    /// <param name="rows">What is listed.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="like">The column that LIKE is of; null if the rows are filtered by it already.</param>
    private StatementPlan Plan<T>(
        QueryContext context, IEnumerable<T> rows, IReadOnlyList<ValueColumn<T>> columns, int? like = 0)
    {
        if (_query.Like is not null && like is { } name)
        {
            rows = rows.Where(
                row => LikePattern.Fits(Convert.ToString(columns[name].Read(row), CultureInfo.InvariantCulture), _query.Like));
        }

        foreach (var condition in _query.Where)
        {
            rows = condition is ColumnCondition column
                ? rows.Where(RowFilter.Filter(columns, column))
                : throw QueryContext.Fail(
                    condition,
                    "SHOW filters by columns, and this is a formula",
                    "there are: " + string.Join(", ", columns.Select(each => each.Name)));
        }

        rows = RowFilter.Order(rows, columns, _query.OrderBy);
        if (_query.Limit is { } limit)
        {
            rows = rows.Take(limit);
        }

        var list = new ListOperator(
            context,
            _query.Subject.ToString().ToLowerInvariant(),
            rows.Select(row => columns.Select(column => column.Read(row)).ToArray()));
        return new StatementPlan(context, [list], () => columns
            .Aggregate(new ResultBuilder(), (result, column) => result.Column(column.Name, column.Kind))
            .Rows(list.Result));
    }
}
