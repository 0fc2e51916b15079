namespace CompExplain.Storage.Catalog;

/// <summary>One input of a probe dataset.</summary>
/// <param name="Name">A name for people: an image's path, a pair's number.</param>
/// <param name="Split">The part of the dataset it belongs to (train, val), or null.</param>
/// <param name="Source">An image's path below the dataset's folder, or the text itself, a sentence a line.</param>
/// <param name="Label">The gold label, or null.</param>
/// <param name="Prediction">What the network predicted, or null.</param>
public sealed record InputRecord(string Name, string? Split, string Source, string? Label, string? Prediction);
