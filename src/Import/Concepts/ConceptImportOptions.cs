namespace CompExplain.Import.Concepts;

/// <summary>What concepts to import, and how.</summary>
/// <param name="Path">A file of masks, a column a concept, zeros and ones: see <see cref="Arrays.ActivationMatrix"/>.</param>
/// <param name="Category">The concepts' category.</param>
public sealed record ConceptImportOptions(string Path, string Category)
{
    /// <summary>The concepts' names, in the order of the columns; null to take them from a file or the CSV's header.</summary>
    public IReadOnlyList<string>? Names { get; init; }

    /// <summary>A text file of names, one a line.</summary>
    public string? NamesPath { get; init; }

    /// <summary>The concepts' kind; null for the category.</summary>
    public string? Kind { get; init; }

    /// <summary>Which array of an <c>.npz</c>; null for <c>arr_0</c> or the only one.</summary>
    public string? ArrayName { get; init; }
}
