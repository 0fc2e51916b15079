namespace CompExplain.Storage.Catalog;

/// <summary>A concept to add.</summary>
/// <param name="Category">The category that a formula may name it by (<c>object</c>, <c>color</c>, <c>pre</c>).</param>
/// <param name="Name">Its name.</param>
/// <param name="Kind">A finer kind in its category (<c>token</c>, <c>tag</c>); the category again if there is none.</param>
public sealed record ConceptRecord(string Category, string Name, string Kind);
