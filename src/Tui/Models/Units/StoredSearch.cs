using System.Globalization;
using CompExplain.Query.Explaining;
using CompExplain.Storage.Results;

namespace CompExplain.Tui.Models.Units;

/// <summary>A stored search, with its options read.</summary>
/// <param name="Run">The search.</param>
/// <param name="Options">Its options.</param>
internal sealed record StoredSearch(SearchRun Run, SearchOptions Options)
{
    public static StoredSearch Of(SearchRun run) => new(run, SearchOptions.Parse(run.Options));

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"search {Run.Id}: {SearchText.Describe(Options)}");
}
