using CompExplain.Query.Results;

namespace CompExplain.Query.Execution.Listing;

/// <summary>A column of what SHOW lists and WHERE filters.</summary>
/// <typeparam name="T">The rows.</typeparam>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What its values are.</param>
/// <param name="Read">Reads the value of a row; null where there is none.</param>
internal sealed record CatalogColumn<T>(string Name, ColumnKind Kind, Func<T, object?> Read);
