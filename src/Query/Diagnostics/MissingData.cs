namespace CompExplain.Query.Diagnostics;

/// <summary>Data that a query or a search needs and that the database is without; an import adds it.</summary>
/// <param name="Kind">The kind of data.</param>
/// <param name="Database">The path of the database.</param>
/// <param name="Layer">The name of the layer that was asked for; null if none was named.</param>
public sealed record MissingData(MissingKind Kind, string Database, string? Layer = null);
