using System.Buffers;
using System.Globalization;
using System.Text;
using CompExplain.Query.Ast;
using CompExplain.Query.Diagnostics;
using CompExplain.Query.Syntax;
using Superpower.Model;

namespace CompExplain.Query.Parsing;

// From text to tokens. It takes whatever looks like a word and leaves the rest to the parser, whose errors know more.
// Written by hand, for what a word is depends on its neighbours, and because a regular expression would cost the start
// of every process more than it saves here.
internal static class Lexer
{
    // A byte order mark that some editors leave at the start of a text.
    private const char ByteOrderMark = '\uFEFF';

    // A longer text is no question that someone asked.
    private const int LongestText = 4_000_000;

    // statement: whether words such as TOP may open a statement, or the text is one formula.
    public static Token<SyntaxKind>[]? Read(string text, bool statement, out Diagnostic? error)
    {
        if (text.Length > LongestText)
        {
            error = new Diagnostic($"the text is longer than {LongestText} characters", string.Empty, default);
            return null;
        }

        List<Token<SyntaxKind>> tokens = new(Math.Min(64, text.Length));
        int position = text.StartsWith(ByteOrderMark) ? 1 : 0;
        error = null;
        while (position < text.Length)
        {
            char c = text[position];
            if (char.IsWhiteSpace(c))
            {
                position++;
                continue;
            }

            char next = position + 1 < text.Length ? text[position + 1] : '\0';
            (var kind, int length) = c switch
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
                '\'' => (SyntaxKind.Text, 0),
                _ => (SyntaxKind.Word, 0),
            };
            if (kind == SyntaxKind.Text)
            {
                length = ReadText(text, position, ref error);
            }
            else if (length == 0)
            {
                length = ReadName(text, position, ref kind, ref error);
            }

            if (error is not null)
            {
                return null;
            }

            if (kind == SyntaxKind.Word)
            {
                var reserved = Spelling.Reserved(text.AsSpan(position, length));
                kind = reserved == SyntaxKind.None ? kind : reserved;
            }

            // Line and column are worked out from the offset when an error is drawn, and not before.
            tokens.Add(new Token<SyntaxKind>(kind, new TextSpan(text, new Position(position, 1, position + 1), length)));
            position += length;
        }

        Token<SyntaxKind>[] result = [.. tokens];
        if (statement)
        {
            Keywords.Mark(result);
        }

        return Classify(text, result, out error) ? result : null;
    }

    private static int ReadText(string text, int start, ref Diagnostic? error)
    {
        int close = Spelling.CloseOf(text, start);
        if (close >= 0)
        {
            return close + 1 - start;
        }

        error = new Diagnostic(
            "unclosed quote",
            text,
            new SourceSpan(start, 1),
            ["a name that starts with this character is written in double quotes"]);
        return 0;
    }

    // The length of the bare or quoted name, with its category, that starts here.
    private static int ReadName(string text, int start, ref SyntaxKind kind, ref Diagnostic? error)
    {
        int position = start;
        if (text[start] == '"')
        {
            kind = SyntaxKind.Quoted;
            position = ReadQuotes(text, start, ref error);
            if (error is not null || position == text.Length || text[position] != ':')
            {
                return position - start;
            }

            position++;
        }
        else
        {
            position = ReadBare(text, start, category: true, ref error);
            if (error is not null)
            {
                return 0;
            }

            bool quoteFollows = position < text.Length && text[position] == '"';
            var word = text.AsSpan(start, position - start);
            if (!quoteFollows)
            {
                if (Spelling.EndsAfterCategory(word))
                {
                    error = new Diagnostic($"expected a name after '{word}'", text, new SourceSpan(start, word.Length));
                }

                return position - start;
            }

            if (word.IndexOf(':') != word.Length - 1)
            {
                error = new Diagnostic(
                    "a quote cannot start inside a name",
                    text,
                    new SourceSpan(position, 1),
                    ["put all of the name in double quotes, or what follows its category: scene:\"street\""]);
                return 0;
            }

            kind = SyntaxKind.Quoted;
        }

        // After a category and its colon.
        if (position < text.Length && text[position] == '"')
        {
            return ReadQuotes(text, position, ref error) - start;
        }

        int end = ReadBare(text, position, category: false, ref error);
        if (error is null && end == position)
        {
            error = new Diagnostic(
                $"expected a name after '{text.AsSpan(start, end - start)}'", text, new SourceSpan(start, end - start));
        }
        else if (error is null && end < text.Length && text[end] == '"')
        {
            error = new Diagnostic("a quote cannot start inside a name", text, new SourceSpan(end, 1));
        }

        return end - start;
    }

    private static int ReadQuotes(string text, int open, ref Diagnostic? error)
    {
        int close = Spelling.CloseOf(text, open);
        if (close >= 0)
        {
            return close + 1;
        }

        error = new Diagnostic(
            "unclosed quote", text, new SourceSpan(open, 1), ["a quote inside a quoted name is written twice: \"\""]);
        return open;
    }

    // The offset past the bare characters. After a category stands any character that can be seen and ends no word: hyp:``
    private static int ReadBare(string text, int start, bool category, ref Diagnostic? error)
    {
        int position = start;
        bool anything = !category;
        while (position < text.Length && !Spelling.IsTerminator(text[position]))
        {
            var status = Rune.DecodeFromUtf16(text.AsSpan(position), out var rune, out int consumed);
            if (status != OperationStatus.Done || !(Spelling.IsBare(rune) || (anything && !Spelling.IsInvisible(rune))))
            {
                error = Unreadable(text, position, status == OperationStatus.Done ? rune : null, consumed);
                return position;
            }

            anything |= category && rune.Value == ':' && position > start;
            position += consumed;
        }

        return position;
    }

    private static Diagnostic Unreadable(string text, int position, Rune? rune, int length)
    {
        SourceSpan span = new(position, length);
        const string Quoting = "a name with this character is written in double quotes";
        if (rune is null)
        {
            return new Diagnostic($"half a character, U+{(int)text[position]:X4}", text, span, [Quoting]);
        }

        if (Spelling.IsInvisible(rune.Value))
        {
            return new Diagnostic($"invisible character U+{rune.Value.Value:X4}", text, span, [$"delete it; {Quoting}"]);
        }

        if (rune.Value.Value is '“' or '”')
        {
            return new Diagnostic($"unexpected '{rune}'", text, span, ["names are quoted with straight quotes: \"batters box\""]);
        }

        return new Diagnostic($"unexpected '{rune}'", text, span, [Quoting]);
    }

    // Says which words are more than words: units, constants, and what stands before a parenthesis.
    private static bool Classify(string text, Token<SyntaxKind>[] tokens, out Diagnostic? error)
    {
        error = null;
        for (int i = 0; i < tokens.Length; i++)
        {
            if (tokens[i].Kind != SyntaxKind.Word || KindAt(tokens, i - 1) is SyntaxKind.Word or SyntaxKind.Quoted)
            {
                continue;
            }

            var word = Text(tokens[i]);
            var next = KindAt(tokens, i + 1);
            var kind = SyntaxKind.None;
            if (next == SyntaxKind.Open)
            {
                kind = Functions.KindOf(word);
                bool touches = kind == SyntaxKind.None && tokens[i + 1].Position.Absolute == EndOf(tokens[i]);
                if (touches)
                {
                    error = Functions.Unknown(text, tokens[i]);
                    return false;
                }
            }
            else if (Spelling.IsUnitWord(word) && IsUnitNumber(tokens, i + 1))
            {
                if (!TryUnit(tokens[i + 1], out _, out _))
                {
                    error = new Diagnostic("the number of the unit is too large", text, SpanOf(tokens[i + 1]));
                    return false;
                }

                tokens[i] = new Token<SyntaxKind>(SyntaxKind.Unit, tokens[i].Span);
                // The number is a word of its own, and what follows it no part of a name.
                i++;
            }
            else if (next != SyntaxKind.Word)
            {
                kind = Spelling.Constant(word);
            }

            if (kind != SyntaxKind.None)
            {
                tokens[i] = new Token<SyntaxKind>(kind, tokens[i].Span);
            }
        }

        return true;
    }

    private static bool IsUnitNumber(Token<SyntaxKind>[] tokens, int index)
    {
        switch (KindAt(tokens, index))
        {
            case SyntaxKind.Word:
                return Spelling.IsUnitNumber(Text(tokens[index]));
            case SyntaxKind.Quoted:
                var (layer, digits) = Spelling.Unquote(tokens[index].ToStringValue());
                return layer is not null && digits.Length > 0 && !digits.AsSpan().ContainsAnyExceptInRange('0', '9');
            default:
                return false;
        }
    }

    // The layer and the number in the token after `unit`.
    public static bool TryUnit(Token<SyntaxKind> token, out string? layer, out int number)
    {
        string digits = token.ToStringValue();
        layer = null;
        if (token.Kind == SyntaxKind.Quoted)
        {
            (layer, digits) = Spelling.Unquote(digits);
        }
        else if (digits.LastIndexOf(':') is var colon and >= 0)
        {
            layer = digits[..colon];
            digits = digits[(colon + 1)..];
        }

        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    public static SyntaxKind KindAt(Token<SyntaxKind>[] tokens, int index) =>
        index >= 0 && index < tokens.Length ? tokens[index].Kind : SyntaxKind.None;

    public static ReadOnlySpan<char> Text(Token<SyntaxKind> token) => token.Span.AsReadOnlySpan();

    public static int EndOf(Token<SyntaxKind> token) => token.Position.Absolute + token.Span.Length;

    public static SourceSpan SpanOf(Token<SyntaxKind> token) =>
        new(token.Position.Absolute, token.Span.Length) { Text = token.Span.Source };
}
