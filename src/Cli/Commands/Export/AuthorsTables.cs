using CompExplain.Query.Ast;
using CompExplain.Query.Results;
using CompExplain.Storage.Catalog;
using CompExplain.Storage.Results;

namespace CompExplain.Cli.Commands.Export;

/// <summary>
/// The tables that the authors' programs write (jayelm/compexp), so that what reads theirs reads ours. Columns that are not
/// known here (embedding and WordNet summaries, class weights) are empty.
/// </summary>
internal static class AuthorsTables
{
    private static readonly string[] Summaries =
    [
        "emb_summary",
        "emb_summary_sim",
        "wn_summary",
        "wn_summary_sim",
        "wn_mean_sim",
        "wn_min_sim",
        "wn_max_sim",
        "consistency",
    ];

    /// <summary>Vision's <c>tally_&lt;layer&gt;.csv</c>, with <c>leaves</c> after its columns.</summary>
    public static QueryResult Tally(IReadOnlyList<UnitExplanations> units, ConceptLookup concepts)
    {
        var table = new ResultBuilder()
            .Column("unit", ColumnKind.Integer)
            .Column("category", ColumnKind.Text)
            .Column("label", ColumnKind.Text)
            .Column("score", ColumnKind.Score)
            .Column("length", ColumnKind.Integer);
        foreach (string summary in Summaries)
        {
            table.Column(summary, ColumnKind.Text);
        }

        table
            .Column("category_noncomp", ColumnKind.Text)
            .Column("label_noncomp", ColumnKind.Text)
            .Column("score_noncomp", ColumnKind.Score)
            .Column("leaves", ColumnKind.Integer);

        string Category(NameFormula leaf) => concepts.Find(leaf)?.Category ?? leaf.ToString();
        string Label(NameFormula leaf) => concepts.Find(leaf) is not { } concept ? leaf.ToString()
            : concept.Category == concept.Kind ? concept.Name : $"{concept.Category}:{concept.Name}";
        foreach (var unit in units.Where(unit => unit.Best is not null))
        {
            var (single, best) = (unit.BestConcept ?? unit.ByLength[0], unit.Best!);
            table.Row([
                (long)unit.Unit.Number,
                AuthorsFormula.Write(best.Formula, Category),
                AuthorsFormula.Write(best.Formula, Label),
                best.Iou,
                (long)AuthorsFormula.Length(best.Formula),
                .. new object?[Summaries.Length],
                AuthorsFormula.Write(single.Formula, Category),
                AuthorsFormula.Write(single.Formula, Label),
                single.Iou,
                (long)best.Leaves,
            ]);
        }

        return table.Build();
    }

    /// <summary>
    /// NLI's <c>result.csv</c>: leaves are called <c>pre:tok:man</c>, their categories <c>pre</c> and <c>pre:tok</c>.
    /// </summary>
    public static QueryResult Result(IReadOnlyList<UnitExplanations> units, ConceptLookup concepts)
    {
        var table = new ResultBuilder()
            .Column("neuron", ColumnKind.Integer)
            .Column("feature", ColumnKind.Text)
            .Column("category", ColumnKind.Text)
            .Column("category_fine", ColumnKind.Text)
            .Column("iou", ColumnKind.Score)
            .Column("feature_length", ColumnKind.Integer)
            .Column("w_entail", ColumnKind.Score)
            .Column("w_neutral", ColumnKind.Score)
            .Column("w_contra", ColumnKind.Score);
        string Write(string formula, Func<Concept, string> spell) =>
            AuthorsFormula.Write(formula, leaf => concepts.Find(leaf) is { } concept ? spell(concept) : leaf.ToString());
        foreach (var unit in units.Where(unit => unit.Best is not null))
        {
            var best = unit.Best!;
            table.Row(
                (long)unit.Unit.Number,
                Write(best.Formula, concept => $"{Fine(concept)}:{concept.Name}"),
                Write(best.Formula, Coarse),
                Write(best.Formula, Fine),
                best.Iou,
                (long)AuthorsFormula.Length(best.Formula),
                null,
                null,
                null);
        }

        return table.Build();
    }

    // Theirs are pre, hyp, and oth for what is of neither side.
    private static string Coarse(Concept concept) => concept.Category == concept.Kind ? "oth" : concept.Category;

    private static string Fine(Concept concept) => $"{Coarse(concept)}:{(concept.Kind == "token" ? "tok" : concept.Kind)}";
}
