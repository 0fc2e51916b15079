using System.Globalization;
using CompExplain.Fixtures;
using CompExplain.Query;
using CompExplain.Query.Execution;
using CompExplain.Query.Results;

namespace CompExplain.Search.Tests;

/// <summary>
/// 20,000 damaged queries, half of them EXPLAIN, with a search to answer them: an answer, or an error at its place.
/// </summary>
public sealed class MutatedExplainTests
{
    private const int Queries = 20_000;

    private static readonly string[] Explain =
    [
        "EXPLAIN unit 1",
        "EXPLAIN unit layer4:0 LENGTH 2 BEAM 3",
        "EXPLAIN unit 0 LENGTH 2 SCORER F1 GRAMMAR chain",
        "EXPLAIN unit 1 LENGTH 2 CERTIFY WITHIN 1 s",
        "EXPLAIN unit 1 LENGTH 2 HONEST HOLDOUT val",
        "PLAN EXPLAIN unit 1 LENGTH 3",
        "PROFILE EXPLAIN unit 0 LENGTH 2",
        "EXPLAIN water OR unit 1 > 0.5 LENGTH 2",
    ];

    [Fact]
    public void TryRun_DamagedExplains_GiveAnswersOrErrorsAtTheirPlace()
    {
        using SearchWorld world = new(4);
        QueryMutator mutator = new(Explain);
        int answered = 0;
        for (int number = 0; number < Queries; number++)
        {
            string text = mutator.Mutate(number);
            try
            {
                answered += Holds(world.Engine, text) ? 1 : 0;
            }
            catch (Exception error)
            {
                Assert.Fail($"query {number}, {text}: {error}");
            }
        }

        Assert.InRange(answered, Queries / 20, Queries);
    }

    private static bool Holds(QueryEngine engine, string text)
    {
        // A long proof is no fault: it must stop when it is cancelled.
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(1));
        try
        {
            if (engine.TryRun(text, out var result, out var diagnostic, new RunOptions { Cancellation = limit.Token }))
            {
                using StringWriter output = new(CultureInfo.InvariantCulture);
                CsvRows.Write(result, output);
                MarkdownTable.Write(result, output);
                return true;
            }

            Assert.Equal(text, diagnostic.Text);
            Assert.InRange(diagnostic.Span.Start, 0, text.Length);
            Assert.InRange(diagnostic.Span.End, diagnostic.Span.Start, text.Length);
            Assert.StartsWith("error: ", diagnostic.Render(), StringComparison.Ordinal);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
        }

        return false;
    }
}
