using System.Globalization;
using CompExplain.Query.Binding;
using CompExplain.Query.Results;
using CompExplain.Storage;
using CompExplain.Storage.Catalog;
using CompExplain.Storage.Results;

namespace CompExplain.Query.Execution.Listing;

/// <summary>The columns of what SHOW lists and WHERE filters, by subject.</summary>
internal sealed class CatalogColumns
{
    private readonly ProbeDatabase _database;
    private readonly ConceptNames _names;

    public CatalogColumns(ProbeDatabase database, ConceptNames names)
    {
        _database = database;
        _names = names;
    }

    public IReadOnlyList<ValueColumn<Concept>> Concepts =>
    [
        new("name", ColumnKind.Text, concept => _names.Reference(concept).ToString()),
        new("category", ColumnKind.Text, concept => concept.Category),
        new("kind", ColumnKind.Text, concept => concept.Kind),
        new("size", ColumnKind.Integer, concept => concept.Size),
        new("share", ColumnKind.Share, concept => Share(concept.Size)),
    ];

    public IReadOnlyList<ValueColumn<Unit>> Units =>
    [
        new("unit", ColumnKind.Integer, unit => (long)unit.Number),
        new("layer", ColumnKind.Text, unit => LayerOf(unit).Name),
        new("size", ColumnKind.Integer, unit => unit.Size),
        new("share", ColumnKind.Share, unit => Share(unit.Size)),
        new("inputs", ColumnKind.Integer, unit => unit.ActiveInputs),
        new("threshold", ColumnKind.Score, unit => unit.Threshold),
        new("maximum", ColumnKind.Score, unit => unit.Maximum),
        new("mean", ColumnKind.Score, unit => unit.Mean),
    ];

    public static IReadOnlyList<ValueColumn<Layer>> Layers { get; } =
    [
        new("name", ColumnKind.Text, layer => layer.Name),
        new("units", ColumnKind.Integer, layer => (long)layer.UnitCount),
        new(
            "grid",
            ColumnKind.Text,
            layer => string.Create(CultureInfo.InvariantCulture, $"{layer.GridHeight} x {layer.GridWidth}")),
        new("threshold", ColumnKind.Text, layer => layer.ThresholdRule),
        new("activations", ColumnKind.Text, layer => layer.ActivationType),
    ];

    public IReadOnlyList<ValueColumn<int>> Inputs
    {
        get
        {
            // A query filters on columns that are in memory, and reads the rest of the few rows that it shows.
            var last = (Number: -1, Record: (InputRecord?)null);
            InputRecord Record(int input)
            {
                if (last.Number != input)
                {
                    last = (input, _database.Input(input));
                }

                return last.Record!;
            }

            return
            [
                new("input", ColumnKind.Integer, input => (long)input),
                new("name", ColumnKind.Text, input => Record(input).Name),
                new("split", ColumnKind.Text, input => _database.Splits[input]),
                new("label", ColumnKind.Text, input => _database.Labels[input]),
                new("prediction", ColumnKind.Text, input => _database.Predictions[input]),
                new("source", ColumnKind.Text, input => Source(Record(input).Source)),
            ];
        }
    }

    public IReadOnlyList<ValueColumn<NamedFormula>> Formulas { get; } =
    [
        new("name", ColumnKind.Text, formula => formula.Name),
        new("formula", ColumnKind.Text, formula => formula.Text),
    ];

    public static IReadOnlyList<ValueColumn<IGrouping<(string Category, string Kind), Concept>>> Categories { get; } =
    [
        new("name", ColumnKind.Text, category => category.Key.Category),
        new("kind", ColumnKind.Text, category => category.Key.Kind),
        new("concepts", ColumnKind.Integer, category => category.LongCount()),
        new("used", ColumnKind.Integer, category => category.LongCount(concept => concept.Size > 0)),
        new("size", ColumnKind.Integer, category => category.Sum(concept => concept.Size)),
    ];

    public IReadOnlyList<ValueColumn<SearchRun>> Runs =>
    [
        new("name", ColumnKind.Integer, run => (long)run.Id),
        new("layer", ColumnKind.Text, run => _database.Layers.First(layer => layer.Id == run.LayerId).Name),
        new("units", ColumnKind.Integer, run => (long)_database.Results.ExplainedUnits(run.Id).Count),
        new("certified", ColumnKind.Integer, run => (long)_database.Results.CountCertifiedUnits(run.Id)),
        new("complete", ColumnKind.Text, run => run.Complete ? "yes" : "no"),
        new("options", ColumnKind.Text, run => run.Options),
    ];

    /// <summary>A text's sentences on one line.</summary>
    public static string Source(string source) => source.Replace("\n", " / ", StringComparison.Ordinal);

    public Layer LayerOf(Unit unit) => _database.Layers.First(layer => layer.Id == unit.LayerId);

    private double Share(long size) => size / (double)Math.Max(1, _database.Shards.PositionCount);
}
