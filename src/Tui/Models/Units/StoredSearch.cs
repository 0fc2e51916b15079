using System.Globalization;
using CompExplain.Query.Ast;
using CompExplain.Query.Explaining;
using CompExplain.Storage.Results;

namespace CompExplain.Tui.Models.Units;

/// <summary>A stored search, with its options.</summary>
/// <param name="Run">The search.</param>
/// <param name="Options">Its options.</param>
internal sealed record StoredSearch(SearchRun Run, SearchOptions Options)
{
    public static StoredSearch Of(SearchRun run) => new(run, SearchOptions.Parse(run.Options));

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"search {Run.Id}: length {Options.Length}, beam {Options.Beam}, {Options.Scorer.NameOf()}"
            + $"{(Options.Grammar == SearchGrammar.Full ? ", full grammar" : string.Empty)}");

    /// <summary>The query that finds the same for a unit.</summary>
    public string Explain(Formula unit) => new ExplainQuery(
        unit,
        Options.Length,
        Options.Beam,
        Options.Scorer == Score.Iou ? null : Options.Scorer,
        Options.Grammar == SearchGrammar.Full ? SearchGrammar.Full : null).ToString();
}
