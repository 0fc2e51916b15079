using CompExplain.Query.Results;
using CompExplain.Storage;
using CompExplain.Storage.Catalog;

namespace CompExplain.Query.Execution.Listing;

/// <summary>One row that sums a database up, with its categories and its layers.</summary>
public static class DatabaseSummary
{
    private static readonly IReadOnlyList<ValueColumn<ProbeDatabase>> Columns =
    [
        new("database", ColumnKind.Text, database => database.Path),
        new("dataset", ColumnKind.Text, database => database.Dataset.Name),
        new("kind", ColumnKind.Text, database => database.Dataset.Kind == DatasetKind.Images ? "images" : "texts"),
        new("inputs", ColumnKind.Integer, database => (long)database.Dataset.InputCount),
        new("height", ColumnKind.Integer, database => (long)database.Dataset.Height),
        new("width", ColumnKind.Integer, database => (long)database.Dataset.Width),
        new("positions", ColumnKind.Integer, database => database.Dataset.PositionCount),
        new("concepts", ColumnKind.Integer, database => (long)database.Concepts.Count),
        new("signatures", ColumnKind.Integer, database => (long)database.Index.SignatureCount),
        new("formulas", ColumnKind.Integer, database => (long)database.Formulas.All().Count),
        new("runs", ColumnKind.Integer, database => (long)database.Results.Runs().Count),
        new("bytes", ColumnKind.Integer, database => new FileInfo(database.Path).Length),
        new("categories", ColumnKind.Nested, Categories),
        new("layers", ColumnKind.Nested, Layers),
        new("notes", ColumnKind.Nested, Notes),
    ];

    /// <summary>Sums a database up.</summary>
    /// <param name="database">The database.</param>
    public static QueryResult Of(ProbeDatabase database)
    {
        ArgumentNullException.ThrowIfNull(database);
        return ResultBuilder.Of(Columns, [database]).Build();
    }

    private static QueryResult Categories(ProbeDatabase database) => ResultBuilder.Of(
        [.. Titled(CatalogColumns.Categories, "category").SkipLast(1)],
        database.Concepts.GroupBy(concept => (concept.Category, concept.Kind))).Build();

    private static QueryResult Layers(ProbeDatabase database) =>
        ResultBuilder.Of(Titled(CatalogColumns.Layers, "layer"), database.Layers).Build();

    private static QueryResult Notes(ProbeDatabase database) => ResultBuilder.Of<ImportNote>(
        [
            new("source", ColumnKind.Text, note => note.Source),
            new("note", ColumnKind.Text, note => note.Text),
            new("count", ColumnKind.Integer, note => note.Count),
            new("example", ColumnKind.Text, note => note.Example),
        ],
        database.Notes).Build();

    // The listings call their first column 'name'.
    private static IReadOnlyList<ValueColumn<T>> Titled<T>(IReadOnlyList<ValueColumn<T>> columns, string name) =>
        [columns[0] with { Name = name }, .. columns.Skip(1)];
}
