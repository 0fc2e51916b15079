using CompExplain.Storage.Catalog;
using CompExplain.Storage.Results;

namespace CompExplain.Search;

/// <summary>The result of the search of a layer.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Run">The search as stored.</param>
/// <param name="Units">The units asked for that were analysed, by number.</param>
/// <param name="NotAnalysed">The units that are active on too few inputs.</param>
/// <param name="Resumed">The number of units that an earlier start had done.</param>
public sealed record LayerSearchResult(
    Layer Layer, SearchRun Run, IReadOnlyList<UnitExplanations> Units, IReadOnlyList<Unit> NotAnalysed, int Resumed);
