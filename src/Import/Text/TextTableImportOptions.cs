namespace CompExplain.Import.Text;

/// <summary>A CSV table of texts with columns of concepts.</summary>
/// <param name="Path">The file; its first line names the columns.</param>
/// <param name="TextColumns">The columns with the text: one, or several that belong together, such as a premise and a
/// hypothesis.</param>
public sealed record TextTableImportOptions(string Path, IReadOnlyList<string> TextColumns)
{
    /// <summary>The data set's name; null for the file's.</summary>
    public string? Name { get; init; }

    /// <summary>The column with the gold label, if there is one.</summary>
    public string? LabelColumn { get; init; }

    /// <summary>The column with what the network predicted, if there is one.</summary>
    public string? PredictionColumn { get; init; }

    /// <summary>The column with the part of the data set, if there is one.</summary>
    public string? SplitColumn { get; init; }

    /// <summary>A column with the concepts' names, separated by semicolons, if there is one.</summary>
    public string? ListColumn { get; init; }

    /// <summary>The columns of zeros and ones, a concept each; null for all columns that are nothing else.</summary>
    public IReadOnlyList<string>? ConceptColumns { get; init; }

    /// <summary>The default of <see cref="Category"/>.</summary>
    public const string DefaultCategory = "concept";

    /// <summary>The concepts' category.</summary>
    public string Category { get; init; } = DefaultCategory;

    /// <summary>Replace a database that is there.</summary>
    public bool Replace { get; init; }
}
