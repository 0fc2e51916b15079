using System.Buffers;
using System.Globalization;
using System.Text;

namespace CompExplain.Query.Syntax;

/// <summary>
/// How names are spelled: which characters need no quotes, and how quotes are removed. The lexer and the printer both use it, and
/// so agree.
/// </summary>
internal static class Spelling
{
    /// <summary>Whether a character ends a bare word.</summary>
    public static bool IsTerminator(char c) =>
        c is '(' or ')' or ',' or '"' or '&' or '|' or '^' or '~' or '!' or '?' or '<' or '>' or '=' or '@'
            || char.IsWhiteSpace(c);

    /// <summary>Whether a character may stand in a bare word.</summary>
    public static bool IsBare(Rune rune)
    {
        if (rune.IsAscii)
        {
            return char.IsAsciiLetterOrDigit((char)rune.Value) || "'-.:/#$%_*+".Contains((char)rune.Value);
        }

        return !Rune.IsWhiteSpace(rune) && !IsInvisible(rune) && rune.Value is not ('“' or '”' or '\uFFFD');
    }

    /// <summary>Whether a character is invisible. Such a character stands only in quotes.</summary>
    public static bool IsInvisible(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control
        or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    public static SyntaxKind Reserved(ReadOnlySpan<char> word) => word.Length switch
    {
        2 when Is(word, "OR") => SyntaxKind.Or,
        3 when Is(word, "AND") => SyntaxKind.And,
        3 when Is(word, "XOR") => SyntaxKind.Xor,
        3 when Is(word, "NOT") => SyntaxKind.Not,
        _ => SyntaxKind.None,
    };

    public static SyntaxKind Constant(ReadOnlySpan<char> word) => word.Length switch
    {
        3 when Is(word, "ALL") => SyntaxKind.Everything,
        4 when Is(word, "NONE") => SyntaxKind.Nothing,
        7 when Is(word, "CORRECT") => SyntaxKind.Correct,
        _ => SyntaxKind.None,
    };

    public static bool Is(ReadOnlySpan<char> word, string keyword) => word.Equals(keyword, StringComparison.OrdinalIgnoreCase);

    public static bool IsUnitWord(ReadOnlySpan<char> word) => Is(word, "unit");

    /// <summary>Whether a word is the number of a unit: <c>483</c>, <c>layer4:483</c>.</summary>
    public static bool IsUnitNumber(ReadOnlySpan<char> word)
    {
        var digits = word[(word.LastIndexOf(':') + 1)..];
        return digits.Length > 0 && !digits.ContainsAnyExceptInRange('0', '9') && word[0] != ':';
    }

    /// <summary>Whether the lexer reads a text as one word, wherever a word may stand.</summary>
    public static bool IsBareWord(ReadOnlySpan<char> word)
    {
        if (word.IsEmpty || word[0] is '\'' || Reserved(word) != SyntaxKind.None || !StartsVisibly(word))
        {
            return false;
        }

        return IsBareTail(word) && !EndsAfterCategory(word);
    }

    /// <summary>Whether a word is a category and its colon with nothing behind them: <c>pre:</c>.</summary>
    public static bool EndsAfterCategory(ReadOnlySpan<char> word) => word.Length > 1 && word.IndexOf(':') == word.Length - 1;

    public static bool IsBareTail(ReadOnlySpan<char> word)
    {
        while (!word.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(word, out var rune, out int consumed) != OperationStatus.Done || !IsBare(rune))
            {
                return false;
            }

            word = word[consumed..];
        }

        return true;
    }

    /// <summary>Whether a word starts with no combining mark, which would be drawn on the character before it.</summary>
    public static bool StartsVisibly(ReadOnlySpan<char> word) =>
        Rune.DecodeFromUtf16(word, out var first, out _) == OperationStatus.Done
        && Rune.GetUnicodeCategory(first) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
            or UnicodeCategory.EnclosingMark);

    /// <summary>
    /// The name in a token of the kind <see cref="SyntaxKind.Quoted"/>. A whole name in quotes has its category before the first
    /// colon; a colon before the opening quote says that it has none.
    /// </summary>
    public static (string? Qualifier, string Name) Unquote(string token)
    {
        int end = 0;
        string first = Part(token, ref end);
        if (end == token.Length)
        {
            return token[0] == '"' ? Divide(first) : (null, first);
        }

        end++;
        string second = Part(token, ref end);
        return token[0] == ':' ? (null, second) : (first, second);
    }

    /// <summary>The text of a token of the kind <see cref="SyntaxKind.Quoted"/> where names have no category.</summary>
    public static string UnquoteText(string token)
    {
        int end = 0;
        string first = Part(token, ref end);
        if (end == token.Length)
        {
            return first;
        }

        end++;
        string second = Part(token, ref end);
        return token[0] == ':' ? second : $"{first}:{second}";
    }

    public static (string? Qualifier, string Name) Divide(string name)
    {
        int colon = name.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && colon < name.Length - 1 ? (name[..colon], name[(colon + 1)..]) : (null, name);
    }

    public static string Quote(string text, char mark = '"')
    {
        string one = mark.ToString();
        return one + text.Replace(one, one + one, StringComparison.Ordinal) + one;
    }

    /// <summary>One part of a quoted name: up to the colon before the quotes, between the quotes, or all the rest.</summary>
    private static string Part(string token, ref int position)
    {
        if (position < token.Length && token[position] == '"')
        {
            int close = CloseOf(token, position);
            string inside = token[(position + 1)..close].Replace("\"\"", "\"", StringComparison.Ordinal);
            position = close + 1;
            return inside;
        }

        int start = position;
        int colon = start == 0 ? token.IndexOf(':', StringComparison.Ordinal) : -1;
        position = colon < 0 ? token.Length : colon;
        return token[start..position];
    }

    /// <summary>The offset of the quote that closes the one at an offset, or -1.</summary>
    public static int CloseOf(string text, int open)
    {
        char mark = text[open];
        for (int i = open + 1; ; i += 2)
        {
            i = text.IndexOf(mark, i);
            if (i < 0 || i + 1 == text.Length || text[i + 1] != mark)
            {
                return i;
            }
        }
    }
}
