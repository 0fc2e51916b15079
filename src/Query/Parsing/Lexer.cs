using System.Buffers;
using System.Text;
using CompExplain.Query.Diagnostics;
using CompExplain.Query.Syntax;
using Superpower.Model;

namespace CompExplain.Query.Parsing;

/// <summary>
/// Divides a text into tokens. It takes whatever looks like a word and leaves the rest to the parser, whose errors say more. It
/// is written by hand: what a word is depends on its neighbours, and regular expressions would slow the start of every process.
/// </summary>
internal static class Lexer
{
    // Some editors put it at the start of a text.
    private const char ByteOrderMark = '\uFEFF';

    private const int MaximumTextLength = 4_000_000;

    /// <summary>Reads all tokens of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="statement">Whether words such as TOP may open a statement; otherwise the text is one formula.</param>
    /// <param name="error">What is wrong; null if nothing is.</param>
    /// <returns>The tokens; null if the text cannot be read.</returns>
    public static Token<SyntaxKind>[]? Read(string text, bool statement, out Diagnostic? error)
    {
        if (text.Length > MaximumTextLength)
        {
            error = new Diagnostic($"the text is longer than {MaximumTextLength} characters", string.Empty, default);
            return null;
        }

        List<Token<SyntaxKind>> tokens = new(Math.Min(64, text.Length));
        int position = text.StartsWith(ByteOrderMark) ? 1 : 0;
        while (position < text.Length)
        {
            if (char.IsWhiteSpace(text[position]))
            {
                position++;
                continue;
            }

            if (!TryReadToken(text, position, out var kind, out int end, out error))
            {
                return null;
            }

            // Line and column are computed from the offset when an error is drawn.
            TextSpan span = new(text, new Position(position, 1, position + 1), end - position);
            tokens.Add(new Token<SyntaxKind>(kind, span));
            position = end;
        }

        Token<SyntaxKind>[] result = [.. tokens];
        if (statement)
        {
            Keywords.Mark(result);
        }

        return WordClassifier.TryClassify(text, result, out error) ? result : null;
    }

    private static bool TryReadToken(string text, int start, out SyntaxKind kind, out int end, out Diagnostic? error)
    {
        error = null;
        (kind, int length) = SignAt(text, start);
        end = start + length;
        if (length > 0)
        {
            return true;
        }

        if (text[start] == '\'')
        {
            kind = SyntaxKind.Text;
            return TryReadQuotes(text, start, out end, out error);
        }

        return TryReadName(text, start, out kind, out end, out error);
    }

    /// <summary>The sign that starts here and its length, which is 0 for none.</summary>
    private static (SyntaxKind Kind, int Length) SignAt(string text, int position)
    {
        char next = position + 1 < text.Length ? text[position + 1] : '\0';
        return text[position] switch
        {
            '(' => (SyntaxKind.Open, 1),
            ')' => (SyntaxKind.Close, 1),
            ',' => (SyntaxKind.Comma, 1),
            '&' => (SyntaxKind.And, 1),
            '|' => (SyntaxKind.Or, 1),
            '^' => (SyntaxKind.Xor, 1),
            '!' when next == '=' => (SyntaxKind.NotEqual, 2),
            '~' or '!' => (SyntaxKind.Not, 1),
            '?' => (SyntaxKind.Hole, 1),
            '@' => (SyntaxKind.At, 1),
            '=' => (SyntaxKind.Equal, 1),
            '<' when next == '=' => (SyntaxKind.LessOrEqual, 2),
            '<' => (SyntaxKind.Less, 1),
            '>' when next == '=' => (SyntaxKind.GreaterOrEqual, 2),
            '>' => (SyntaxKind.Greater, 1),
            _ => (SyntaxKind.None, 0),
        };
    }

    /// <summary>Reads a name, bare or quoted, with its category.</summary>
    private static bool TryReadName(string text, int start, out SyntaxKind kind, out int end, out Diagnostic? error)
    {
        kind = SyntaxKind.Quoted;
        if (text[start] == '"')
        {
            if (!TryReadQuotes(text, start, out end, out error))
            {
                return false;
            }

            return end == text.Length || text[end] != ':' || TryReadAfterColon(text, start, end + 1, out end, out error);
        }

        if (!TryReadBare(text, start, category: true, out end, out error))
        {
            return false;
        }

        var word = text.AsSpan(start, end - start);
        if (end < text.Length && text[end] == '"')
        {
            if (word.IndexOf(':') == word.Length - 1)
            {
                return TryReadAfterColon(text, start, end, out end, out error);
            }

            error = LexicalErrors.QuoteInsideName(
                text, end, "put all of the name in double quotes, or what follows its category: scene:\"street\"");
            return false;
        }

        var reserved = Spelling.Reserved(word);
        kind = reserved == SyntaxKind.None ? SyntaxKind.Word : reserved;
        error = Spelling.EndsAfterCategory(word) ? LexicalErrors.NoName(text, start, end) : null;
        return error is null;
    }

    /// <summary>Reads the name, bare or quoted, behind a category and its colon.</summary>
    private static bool TryReadAfterColon(string text, int category, int start, out int end, out Diagnostic? error)
    {
        if (start < text.Length && text[start] == '"')
        {
            return TryReadQuotes(text, start, out end, out error);
        }

        if (!TryReadBare(text, start, category: false, out end, out error))
        {
            return false;
        }

        if (end == start)
        {
            error = LexicalErrors.NoName(text, category, end);
        }
        else if (end < text.Length && text[end] == '"')
        {
            error = LexicalErrors.QuoteInsideName(text, end);
        }

        return error is null;
    }

    private static bool TryReadQuotes(string text, int open, out int end, out Diagnostic? error)
    {
        end = Spelling.CloseOf(text, open) + 1;
        error = end == 0 ? LexicalErrors.UnclosedQuote(text, open) : null;
        return error is null;
    }

    /// <summary>
    /// Reads bare characters. Behind a category may stand any character that is visible and ends no word: <c>hyp:``</c>.
    /// </summary>
    private static bool TryReadBare(string text, int start, bool category, out int end, out Diagnostic? error)
    {
        error = null;
        end = start;
        bool anything = !category;
        while (end < text.Length && !Spelling.IsTerminator(text[end]))
        {
            var status = Rune.DecodeFromUtf16(text.AsSpan(end), out var rune, out int consumed);
            if (status != OperationStatus.Done || !(Spelling.IsBare(rune) || (anything && !Spelling.IsInvisible(rune))))
            {
                error = LexicalErrors.Unreadable(text, end, status == OperationStatus.Done ? rune : null, consumed);
                return false;
            }

            anything |= category && rune.Value == ':' && end > start;
            end += consumed;
        }

        return true;
    }
}
