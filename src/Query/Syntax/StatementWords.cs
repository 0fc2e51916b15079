namespace CompExplain.Query.Syntax;

/// <summary>
/// Which words are keywords of a statement. None is reserved: a concept may be called top, or beam, so a word is a keyword only
/// where the statement has a place for it and what follows makes sense. The lexer marks keywords by these rules, and the printer
/// puts a formula in parentheses where one of its names would be marked.
/// </summary>
internal static class StatementWords
{
    /// <summary>What <c>SHOW</c> can list.</summary>
    public static readonly string[] ShowSubjects = ["concepts", "units", "layers", "inputs", "formulas", "categories", "runs"];

    /// <summary>The keyword that the first word of a statement is, or <see cref="SyntaxKind.None"/>.</summary>
    /// <param name="words">The words at the start of the statement, up to the first token that is no bare word.</param>
    /// <param name="isAll">Whether the statement ends with them.</param>
    public static SyntaxKind OpeningOf(ReadOnlySpan<string> words, bool isAll)
    {
        if (words.Length < 2)
        {
            return SyntaxKind.None;
        }

        return PossibleOpeningOf(words[0]) switch
        {
            SyntaxKind.Top when !IsTop(words, isAll) => SyntaxKind.None,
            SyntaxKind.Show when Suggestions.Nearest(words[1], ShowSubjects).Count == 0 => SyntaxKind.None,
            SyntaxKind.Drop when !isAll => SyntaxKind.None,
            var opening => opening,
        };
    }

    /// <summary>The keyword that a word can be at the start of a statement, or <see cref="SyntaxKind.None"/>.</summary>
    /// <param name="word">The word.</param>
    public static SyntaxKind PossibleOpeningOf(ReadOnlySpan<char> word) => word.Length switch
    {
        3 when Spelling.Is(word, "TOP") => SyntaxKind.Top,
        3 when Spelling.Is(word, "LET") => SyntaxKind.Let,
        4 when Spelling.Is(word, "DROP") => SyntaxKind.Drop,
        4 when Spelling.Is(word, "SHOW") => SyntaxKind.Show,
        4 when Spelling.Is(word, "PLAN") => SyntaxKind.Plan,
        7 when Spelling.Is(word, "PROFILE") => SyntaxKind.Profile,
        7 when Spelling.Is(word, "EXPLAIN") => SyntaxKind.Explain,
        _ => SyntaxKind.None,
    };

    /// <summary>
    /// The clause of an <c>EXPLAIN</c> that a word opens after the end of an operand, or <see cref="SyntaxKind.None"/>.
    /// </summary>
    /// <param name="word">The word.</param>
    /// <param name="isWordNext">Whether a bare word follows it.</param>
    public static SyntaxKind ClauseOf(ReadOnlySpan<char> word, bool isWordNext) => word.Length switch
    {
        7 when Spelling.Is(word, "CERTIFY") => SyntaxKind.Certify,
        6 when Spelling.Is(word, "HONEST") => SyntaxKind.Honest,
        6 when isWordNext && Spelling.Is(word, "LENGTH") => SyntaxKind.Length,
        4 when isWordNext && Spelling.Is(word, "BEAM") => SyntaxKind.Beam,
        6 when isWordNext && Spelling.Is(word, "SCORER") => SyntaxKind.Scorer,
        7 when isWordNext && Spelling.Is(word, "GRAMMAR") => SyntaxKind.Grammar,
        _ => SyntaxKind.None,
    };

    /// <summary><c>TOP 10 concepts ...</c>, and what is meant to be: <c>TOP concepts BY ...</c>, <c>TOP 10</c>.</summary>
    private static bool IsTop(ReadOnlySpan<string> words, bool isAll)
    {
        if (!words[1].AsSpan().ContainsAnyExceptInRange('0', '9'))
        {
            return words.Length > 2 || isAll;
        }

        foreach (string word in words[1..])
        {
            if (Spelling.Is(word, "BY"))
            {
                return true;
            }
        }

        return false;
    }
}
