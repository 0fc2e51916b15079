namespace CompExplain.Storage.Catalog;

/// <summary>A concept of the database.</summary>
/// <param name="Id">0, 1, 2, ...: its number in the signature index.</param>
/// <param name="Category">The category that a formula may name it by.</param>
/// <param name="Name">Its name.</param>
/// <param name="Kind">A finer kind in its category.</param>
/// <param name="Size">The number of positions that have it.</param>
public sealed record Concept(int Id, string Category, string Name, string Kind, long Size);
