namespace CompExplain.Query.Syntax;

/// <summary>
/// Names, labels, columns and values as they are written: in quotes only where they would be read as something else.
/// </summary>
internal static class NameSpelling
{
    /// <summary>
    /// A name of a concept. One with a colon and no category is <c>:"10:30"</c>: <c>"10:30"</c> has the category 10.
    /// </summary>
    /// <param name="qualifier">The category; null for none.</param>
    /// <param name="name">The name.</param>
    public static string Name(string? qualifier, string name)
    {
        if (qualifier is not null)
        {
            // After a quoted category only one word can follow bare, so the name is quoted too.
            string category = Qualifier(qualifier);
            bool bare = category == qualifier && IsBareAfterCategory(name);
            return $"{category}:{(bare ? name : Spelling.Quote(name))}";
        }

        if (!name.Contains(':', StringComparison.Ordinal) && IsBareWords(name) && !IsMoreThanName(name))
        {
            return name;
        }

        string quoted = Spelling.Quote(name);
        return Spelling.Divide(name).Qualifier is null ? quoted : $":{quoted}";
    }

    /// <summary>A category or a layer, before its colon.</summary>
    /// <param name="qualifier">The category or layer.</param>
    public static string Qualifier(string qualifier) =>
        Spelling.IsBareWord(qualifier) && !qualifier.Contains(':', StringComparison.Ordinal)
            ? qualifier
            : Spelling.Quote(qualifier);

    /// <summary>A label or a split. It has no category, so a colon is a character like any other.</summary>
    /// <param name="text">The label or split.</param>
    public static string Label(string text) => IsBareWords(text) && !IsMoreThanName(text) ? text : Spelling.Quote(text);

    /// <summary>A column or a value of one.</summary>
    /// <param name="text">The column or value.</param>
    public static string Word(string text) =>
        Spelling.IsBareWord(text) && Spelling.Constant(text) == SyntaxKind.None ? text : Spelling.Quote(text);

    /// <summary>Whether a name would be read as a constant or a unit.</summary>
    private static bool IsMoreThanName(string name)
    {
        int space = name.IndexOf(' ', StringComparison.Ordinal);
        if (space < 0)
        {
            return Spelling.Constant(name) != SyntaxKind.None;
        }

        string rest = name[(space + 1)..];
        int end = rest.IndexOf(' ', StringComparison.Ordinal);
        return Spelling.IsUnitWord(name.AsSpan(0, space)) && Spelling.IsUnitNumber(end < 0 ? rest : rest[..end]);
    }

    private static bool IsBareWords(string name)
    {
        foreach (var word in name.AsSpan().Split(' '))
        {
            if (!Spelling.IsBareWord(name.AsSpan(word)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// Whether a name can follow a category bare. Its first word may have more characters, and nothing is reserved.
    /// </summary>
    private static bool IsBareAfterCategory(string name)
    {
        int space = name.IndexOf(' ', StringComparison.Ordinal);
        string first = space < 0 ? name : name[..space];
        string rest = space < 0 ? string.Empty : name[(space + 1)..];
        return first.Length > 0 && Spelling.IsBareTail(first) && Spelling.StartsVisibly(first)
            && (space < 0 || (!rest.Contains(':', StringComparison.Ordinal) && IsBareWords(rest)));
    }
}
