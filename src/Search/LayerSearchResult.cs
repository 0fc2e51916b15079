using CompExplain.Storage.Catalog;
using CompExplain.Storage.Results;

namespace CompExplain.Search;

/// <summary>What the search of a layer found.</summary>
/// <param name="Run">The search as stored.</param>
/// <param name="Units">The units asked for, by number.</param>
/// <param name="NotAnalysed">The units that are active on too few inputs.</param>
/// <param name="Resumed">How many of the units were done before.</param>
public sealed record LayerSearchResult(SearchRun Run, IReadOnlyList<UnitExplanation> Units, IReadOnlyList<Unit> NotAnalysed, int Resumed);
