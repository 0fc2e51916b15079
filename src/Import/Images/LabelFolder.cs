namespace CompExplain.Import.Images;

/// <summary>A folder of label maps and the names of its numbers.</summary>
/// <param name="Directory">The folder: a PNG for each image, at the same path below it, with the ending png.</param>
/// <param name="NamesPath">A CSV file with columns <c>number</c> (or <c>color</c>, for maps of colours) and <c>name</c>, and
/// <c>category</c> if there are several.</param>
public sealed record LabelFolder(string Directory, string NamesPath);
