using CompExplain.Cli.Output;
using CompExplain.Query;
using CompExplain.Query.Ast;
using CompExplain.Query.Execution;
using CompExplain.Query.Results;
using CompExplain.Storage;
using CompExplain.Storage.Catalog;

namespace CompExplain.Cli.Commands;

/// <summary>Lists the contents of a database, or summarises it.</summary>
internal static class ShowRunner
{
    public static int Run(Terminal terminal, string path, string? subject, string? like, int? limit, OutputFormat format)
    {
        if (subject is null && (like is not null || limit is not null))
        {
            throw new CommandException(
                "--like and --limit are of a list; say of which: concepts, units, layers, inputs, formulas, categories or runs");
        }

        ShowSubject? listed = subject is null ? null : Arguments.OneOf(
            "show",
            subject,
            ("concepts", ShowSubject.Concepts),
            ("units", ShowSubject.Units),
            ("layers", ShowSubject.Layers),
            ("inputs", ShowSubject.Inputs),
            ("formulas", ShowSubject.Formulas),
            ("categories", ShowSubject.Categories),
            ("runs", ShowSubject.Runs));
        if (limit is { } most)
        {
            Arguments.Within("--limit", most, 0, int.MaxValue);
        }

        using var database = ProbeDatabase.Open(path);
        if (listed is not { } what)
        {
            ResultPrinter.Print(Summary(database), format, terminal, asRecord: true);
            return ExitCode.Success;
        }

        var result = new QueryEngine(database).Run(
            new ShowQuery(what, like, [], [], limit).ToString(), new RunOptions { Cancellation = terminal.Cancellation });
        ResultPrinter.Print(result, format, terminal);
        return ExitCode.Of(result.Rows.Count > 0);
    }

    private static QueryResult Summary(ProbeDatabase database)
    {
        var dataset = database.Dataset;
        return new ResultBuilder()
            .Column("database", ColumnKind.Text)
            .Column("dataset", ColumnKind.Text)
            .Column("kind", ColumnKind.Text)
            .Column("inputs", ColumnKind.Integer)
            .Column("height", ColumnKind.Integer)
            .Column("width", ColumnKind.Integer)
            .Column("positions", ColumnKind.Integer)
            .Column("concepts", ColumnKind.Integer)
            .Column("signatures", ColumnKind.Integer)
            .Column("formulas", ColumnKind.Integer)
            .Column("runs", ColumnKind.Integer)
            .Column("bytes", ColumnKind.Integer)
            .Column("categories", ColumnKind.Nested)
            .Column("layers", ColumnKind.Nested)
            .Row(
                database.Path,
                dataset.Name,
                dataset.Kind == DatasetKind.Images ? "images" : "texts",
                (long)dataset.InputCount,
                (long)dataset.Height,
                (long)dataset.Width,
                dataset.PositionCount,
                (long)database.Concepts.Count,
                (long)database.Index.SignatureCount,
                (long)database.Formulas.All().Count,
                (long)database.Results.Runs().Count,
                new FileInfo(database.Path).Length,
                Categories(database),
                Layers(database))
            .Build();
    }

    private static QueryResult Categories(ProbeDatabase database)
    {
        var categories = new ResultBuilder()
            .Column("category", ColumnKind.Text)
            .Column("kind", ColumnKind.Text)
            .Column("concepts", ColumnKind.Integer)
            .Column("used", ColumnKind.Integer);
        foreach (var group in database.Concepts.GroupBy(concept => (concept.Category, concept.Kind)))
        {
            categories.Row(group.Key.Category, group.Key.Kind, (long)group.Count(), group.LongCount(concept => concept.Size > 0));
        }

        return categories.Build();
    }

    private static QueryResult Layers(ProbeDatabase database)
    {
        var layers = new ResultBuilder()
            .Column("layer", ColumnKind.Text)
            .Column("units", ColumnKind.Integer)
            .Column("grid", ColumnKind.Text)
            .Column("threshold", ColumnKind.Text)
            .Column("activations", ColumnKind.Text);
        foreach (var layer in database.Layers)
        {
            layers.Row(
                layer.Name,
                (long)layer.UnitCount,
                $"{layer.GridHeight} x {layer.GridWidth}",
                layer.ThresholdRule,
                layer.ActivationType);
        }

        return layers.Build();
    }
}
