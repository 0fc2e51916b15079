using System.Globalization;
using System.Text.Json;
using CompExplain.Storage.Results;

namespace CompExplain.Tui.Models;

/// <summary>What a stored search was asked for.</summary>
/// <param name="Run">The search.</param>
/// <param name="Length">The most leaves.</param>
/// <param name="Beam">The formulas kept from length to length.</param>
/// <param name="Scorer">What was made highest.</param>
/// <param name="IsFull">Whether formulas were joined with formulas.</param>
internal sealed record StoredSearch(SearchRun Run, int Length, int Beam, string Scorer, bool IsFull)
{
    public static StoredSearch Of(SearchRun run)
    {
        using var options = JsonDocument.Parse(run.Options);
        var root = options.RootElement;
        return new StoredSearch(
            run,
            root.TryGetProperty("length", out var length) ? length.GetInt32() : 0,
            root.TryGetProperty("beam", out var beam) ? beam.GetInt32() : 0,
            root.TryGetProperty("scorer", out var scorer) ? scorer.GetString() ?? "IOU" : "IOU",
            root.TryGetProperty("grammar", out var grammar) && grammar.GetString() == "full");
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"search {Run.Id}: length {Length}, beam {Beam}, {Scorer}{(IsFull ? ", full grammar" : string.Empty)}");

    /// <summary>The query that finds the same for a unit.</summary>
    public string Explain(string unit) => string.Create(
        CultureInfo.InvariantCulture, $"EXPLAIN {unit} LENGTH {Length} BEAM {Beam}{(Scorer == "IOU" ? string.Empty : " SCORER " + Scorer)}{(IsFull ? " GRAMMAR full" : string.Empty)}");
}
