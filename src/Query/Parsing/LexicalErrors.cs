using System.Text;
using CompExplain.Query.Ast;
using CompExplain.Query.Diagnostics;
using CompExplain.Query.Syntax;

namespace CompExplain.Query.Parsing;

/// <summary>The errors of texts that cannot be divided into tokens.</summary>
internal static class LexicalErrors
{
    private const string Quoting = "a name with this character is written in double quotes";

    /// <summary>A quote is opened and never closed.</summary>
    /// <param name="text">The text.</param>
    /// <param name="open">The offset of the quote.</param>
    public static Diagnostic UnclosedQuote(string text, int open) => new(
        "unclosed quote",
        text,
        new SourceSpan(open, 1),
        [text[open] == '"'
            ? "a quote inside a quoted name is written twice: \"\""
            : "a name that starts with this character is written in double quotes"]);

    /// <summary>A quote stands in the middle of a name.</summary>
    /// <param name="text">The text.</param>
    /// <param name="quote">The offset of the quote.</param>
    /// <param name="hints">What to do.</param>
    public static Diagnostic QuoteInsideName(string text, int quote, params EquatableList<string> hints) =>
        new("a quote cannot start inside a name", text, new SourceSpan(quote, 1), hints);

    /// <summary>A category and its colon have no name behind them.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">The offset of the category.</param>
    /// <param name="end">The offset past the colon.</param>
    public static Diagnostic NoName(string text, int start, int end) =>
        new($"expected a name after '{text.AsSpan(start, end - start)}'", text, new SourceSpan(start, end - start));

    /// <summary>A character that no name has outside quotes.</summary>
    /// <param name="text">The text.</param>
    /// <param name="position">The offset of the character.</param>
    /// <param name="rune">The character; null for half of a surrogate pair.</param>
    /// <param name="length">Its length.</param>
    public static Diagnostic Unreadable(string text, int position, Rune? rune, int length)
    {
        SourceSpan span = new(position, length);
        if (rune is null)
        {
            return new Diagnostic($"half a character, U+{(int)text[position]:X4}", text, span, [Quoting]);
        }

        if (Spelling.IsInvisible(rune.Value))
        {
            return new Diagnostic($"invisible character U+{rune.Value.Value:X4}", text, span, [$"delete it; {Quoting}"]);
        }

        string hint = rune.Value.Value is '“' or '”' ? "names are quoted with straight quotes: \"batters box\"" : Quoting;
        return new Diagnostic($"unexpected '{rune}'", text, span, [hint]);
    }
}
