namespace CompExplain.Storage.Catalog;

/// <summary>A word near another.</summary>
/// <param name="Word">The word.</param>
/// <param name="Similarity">The cosine of the two words' vectors.</param>
public sealed record WordNeighbor(string Word, float Similarity);
