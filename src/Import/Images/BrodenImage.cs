namespace CompExplain.Import.Images;

/// <summary>One row of an index file.</summary>
/// <param name="Path">The picture, below <c>images/</c>.</param>
/// <param name="Split">The part of the data set, or null.</param>
/// <param name="Maps">Label maps: the category's number and the file, below <c>images/</c>.</param>
/// <param name="Labels">Labels of the whole image: the category's number and the label.</param>
/// <param name="Where">The index file and line.</param>
internal sealed record BrodenImage(
    string Path,
    string? Split,
    IReadOnlyList<(int Category, string Map)> Maps,
    IReadOnlyList<(int Category, int Label)> Labels,
    string Where);
