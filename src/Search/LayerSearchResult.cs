using CompExplain.Storage.Catalog;
using CompExplain.Storage.Results;

namespace CompExplain.Search;

/// <summary>What the search of a layer found.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Run">The search as stored.</param>
/// <param name="Units">The units asked for that were analysed, by number.</param>
/// <param name="NotAnalysed">The units that are active on too few inputs.</param>
/// <param name="Resumed">How many of the units were done before.</param>
public sealed record LayerSearchResult(
    Layer Layer, SearchRun Run, IReadOnlyList<UnitExplanations> Units, IReadOnlyList<Unit> NotAnalysed, int Resumed);
