using System.Globalization;
using CompExplain.Fixtures;
using CompExplain.Query.Results;
using CompExplain.Storage;

namespace CompExplain.Query.Tests;

/// <summary>
/// 100,000 damaged queries, 25,000 to each of four small databases. Each gets an answer that prints, or an error at a place of
/// the query that prints. There is no search here, so EXPLAIN is refused after it is read; Search.Tests damages EXPLAIN queries.
/// </summary>
public sealed class MutatedQueryTests
{
    private const int EachDatabase = 25_000;

    private static readonly string[] OfAny =
    [
        "COUNT(unit 3) GROUP BY category",
        "TOP 20 units BY IOU(?, ALL)",
        "SHOW concepts LIKE 'w%' WHERE size > 1 ORDER BY size DESC LIMIT 20",
        "SHOW inputs WHERE label = yes",
        "SHOW formulas",
        "DROP wet",
        "CORRECT OR SPLIT(val)",
    ];

    private static readonly string[] OfImages =
    [
        .. OfAny,
        "IOU(unit layer4:3, (water OR river) AND NOT blue)",
        "IOU(layer4:0, water), F1(layer4:0, water), COUNT(water AND blue)",
        "PVALUE(unit layer4:1, water)",
        "TOP 10 concepts BY IOU(unit layer4:3, water OR ?) WHERE category = object",
        "TOP 12 inputs BY COUNT(unit layer4:3 AND water) WHERE SPLIT(val)",
        "LET wet = water OR river",
        "IOU(unit layer4:2, wet)",
        "PLAN IOU(unit layer4:3, water AND NOT blue)",
        "PROFILE TOP 10 concepts BY IOU(layer4:3, ?)",
        "NEAR(water, river, 2) AND EXPAND(blue, 1) OR ABOVE(water, SOME(blue))",
    ];

    private static readonly string[] OfNamedTexts =
    [
        .. OfAny,
        "NEIGHBORS(hyp:couch, 2) OR hyp:bed AND NOT pre:sofa",
        "COUNT(hyp:sofa AND pre:couch), SHARE(hyp:NN), INPUTS(overlap-50%)",
        "IOU(hyp:NN, hyp:couch OR hyp:bed)",
        "TOP 5 concepts BY F1(hyp:NN, ? AND NOT hyp:nobody) WHERE kind = token",
        "TOP 3 inputs BY COUNT(hyp:sofa) WHERE LABEL(entailment), name != '0'",
        "LET furniture = NEIGHBORS(pre:couch) OR hyp:\":\"",
        "PROFILE furniture XOR hyp:nobody",
        "PVALUE(hyp:NN, hyp:sofa)",
    ];

    private static readonly string[] OfActivations =
    [
        "unit 1 @ 10% OR unit 2 > 0.5 AND unit 3 BETWEEN 0 AND 1",
        "AUC(unit 1, ALL), AUPRC(unit 1, unit 2)",
        "LABEL(yes) XOR CORRECT OR EVERY(PREDICTED(no))",
    ];

    private static readonly string[] OfRandomTexts =
    [
        .. OfAny,
        .. OfActivations,
        "IOU(unit 3, (pre:water OR hyp:river) AND NOT pre:blue)",
        "TOP 10 concepts BY LIFT(unit 3, pre:water OR ?) WHERE category = hyp",
        "PLAN PVALUE(unit 0, hyp:river)",
        "LET wet = pre:water OR hyp:river",
        "IOU(unit 2, wet), PHI(unit 2, wet)",
    ];

    [Theory]
    [InlineData("named images")]
    [InlineData("named texts")]
    [InlineData("random images")]
    [InlineData("random texts")]
    public void TryRun_DamagedQueries_GiveAnswersOrErrorsAtTheirPlace(string name)
    {
        using TempFolder folder = new();
        string path = folder.File("probe.cxdb");
        var (place, queries) = Write(name, path);
        int first = place * EachDatabase;
        QueryMutator mutator = new(queries);
        using var database = ProbeDatabase.Open(path);
        QueryEngine engine = new(database);

        int answered = 0;
        for (int number = first; number < first + EachDatabase; number++)
        {
            string text = mutator.Mutate(number);
            try
            {
                answered += Holds(engine, text) ? 1 : 0;
            }
            catch (Exception error)
            {
                Assert.Fail($"query {number}, {text}: {error}");
            }
        }

        // Damage that is never survived would test the parser alone.
        Assert.InRange(answered, EachDatabase / 20, EachDatabase);
    }

    private static bool Holds(QueryEngine engine, string text)
    {
        if (engine.TryRun(text, out var result, out var diagnostic))
        {
            using StringWriter output = new(CultureInfo.InvariantCulture);
            CsvRows.Write(result, output);
            MarkdownTable.Write(result, output);
            return true;
        }

        Assert.Equal(text, diagnostic.Text);
        Assert.InRange(diagnostic.Span.Start, 0, text.Length);
        Assert.InRange(diagnostic.Span.End, diagnostic.Span.Start, text.Length);
        string shown = diagnostic.Render();
        Assert.StartsWith("error: ", shown, StringComparison.Ordinal);
        Assert.DoesNotContain(shown, static c => char.IsControl(c) && c != '\n');
        return false;
    }

    /// <summary>Writes a database.</summary>
    /// <returns>Its number, and queries that it can answer.</returns>
    private static (int Number, string[] Queries) Write(string name, string path)
    {
        switch (name)
        {
            case "named images":
                NamedProbe.Images(path, secondLayer: true);
                return (0, OfImages);
            case "named texts":
                NamedProbe.Texts(path);
                return (1, OfNamedTexts);
            case "random images":
                NaiveProbe.Images(2, inputs: 6, side: 4).Write(path);
                return (2, [.. OfImages, .. OfActivations]);
            default:
                NaiveProbe.Texts(3, inputs: 40).Write(path);
                return (3, OfRandomTexts);
        }
    }
}
