using System.Globalization;
using System.Text;

namespace CompExplain.Query.Diagnostics;

/// <summary>
/// Draws a diagnostic: the line that it is about, or the part of it that fits, and the carets below. Superpower reports positions
/// only.
/// </summary>
internal static class DiagnosticRendering
{
    // The widest a line of a query is shown, in terminal columns, marks of omission included.
    private const int WindowWidth = 120;
    private const char Ellipsis = '…';

    // A message or hint that quotes a name of any length is cut here, in characters.
    private const int MaximumMessageLength = 400;

    public static (int Line, int Column) Locate(string text, int offset)
    {
        int line = 1;
        int lineStart = 0;
        int end = Math.Clamp(offset, 0, text.Length);
        for (int i = 0; i < end; i++)
        {
            if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n')))
            {
                line++;
                lineStart = i + 1;
            }
        }

        int column = 1;
        for (int i = lineStart; i < end; i++)
        {
            bool secondHalf = i > lineStart && char.IsLowSurrogate(text[i]) && char.IsHighSurrogate(text[i - 1]);
            column += secondHalf ? 0 : 1;
        }

        return (line, column);
    }

    public static string Render(Diagnostic diagnostic)
    {
        string text = diagnostic.Text;
        int start = Math.Clamp(diagnostic.Span.Start, 0, text.Length);
        int end = Math.Clamp(diagnostic.Span.Start + diagnostic.Span.Length, start, text.Length);
        int lineStart = start;
        while (lineStart > 0 && text[lineStart - 1] is not ('\n' or '\r'))
        {
            lineStart--;
        }
        // Between the CR and the LF of one line end the spot belongs to the line that they end.
        if (lineStart == start && start > 0 && start < text.Length && text[start] == '\n' && text[start - 1] == '\r')
        {
            start--;
            lineStart = start;
            while (lineStart > 0 && text[lineStart - 1] is not ('\n' or '\r'))
            {
                lineStart--;
            }
        }

        int lineEnd = start;
        while (lineEnd < text.Length && text[lineEnd] is not ('\n' or '\r'))
        {
            lineEnd++;
        }

        StringBuilder output = new();
        output.Append("error: ");
        if (text.AsSpan().IndexOfAny('\n', '\r') >= 0)
        {
            output.Append(CultureInfo.InvariantCulture, $"line {diagnostic.Line}, column {diagnostic.Column}: ");
        }

        output.Append(Visible(diagnostic.Message));

        if (text.Length > 0)
        {
            DrawLine(output, text.AsSpan(lineStart, lineEnd - lineStart), start - lineStart, Math.Min(end, lineEnd) - lineStart);
        }

        foreach (string hint in diagnostic.Hints)
        {
            output.Append("\n  ").Append(Visible(hint));
        }

        return output.ToString();
    }

    private static void DrawLine(StringBuilder output, ReadOnlySpan<char> line, int start, int end)
    {
        List<Cell> cells = [];
        int column = 0;
        int caretStart = -1;
        int caretEnd = -1;
        for (int i = 0; i < line.Length;)
        {
            Rune.DecodeFromUtf16(line[i..], out var rune, out int consumed);
            var cell = Cell.Of(rune, column);
            if (caretStart < 0 && i + consumed > start)
            {
                caretStart = column;
            }

            if (i < end)
            {
                caretEnd = column + cell.Width;
            }

            cells.Add(cell);
            column += cell.Width;
            i += consumed;
        }

        if (caretStart < 0)
        {
            caretStart = column;
        }

        caretEnd = Math.Max(caretEnd, caretStart + 1);

        var (from, to) = Window(column, caretStart, caretEnd);
        output.Append("\n  ");
        int shown = 0;
        if (from > 0)
        {
            output.Append(Ellipsis);
            shown = 1;
        }

        int firstColumn = -1;
        foreach (var cell in cells)
        {
            if (cell.Column < from || cell.Column + cell.Width > to || (cell.Width == 0 && firstColumn < 0 && from > 0))
            {
                continue;
            }

            if (firstColumn < 0)
            {
                firstColumn = cell.Column;
            }

            cell.AppendTo(output);
        }

        if (to < column)
        {
            output.Append(Ellipsis);
        }

        if (firstColumn < 0)
        {
            firstColumn = from;
        }

        caretStart = Math.Max(caretStart, firstColumn);
        caretEnd = Math.Max(Math.Min(caretEnd, Math.Max(to, caretStart)), caretStart + 1);
        output.Append("\n  ").Append(' ', shown + caretStart - firstColumn).Append('^', caretEnd - caretStart);
    }

    /// <summary>The columns shown, with the spot about in the middle.</summary>
    private static (int From, int To) Window(int width, int caretStart, int caretEnd)
    {
        if (width <= WindowWidth)
        {
            return (0, width);
        }

        int inside = WindowWidth - 2;
        int spot = Math.Min(caretEnd - caretStart, inside);
        int from = Math.Max(0, caretStart - ((inside - spot) / 2));
        int to = Math.Min(width, from + inside);
        return (Math.Max(0, to - inside), to);
    }

    /// <summary>Messages and hints quote the text, so they are shown by the same rules.</summary>
    private static string Visible(string text)
    {
        StringBuilder output = new();
        int count = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (++count > MaximumMessageLength)
            {
                return output.Append(Ellipsis).ToString();
            }

            Cell.Of(rune, count - 1).AppendTo(output);
        }

        return output.ToString();
    }

    /// <summary>One character as it is shown: where it starts and how many terminal columns it takes.</summary>
    private readonly record struct Cell(Rune Shown, int Column, int Width)
    {
        public static Cell Of(Rune rune, int column)
        {
            if (rune.Value == '\t')
            {
                return new Cell(new Rune(' '), column, 1);
            }

            switch (Rune.GetUnicodeCategory(rune))
            {
                // Terminals disagree on the width of what a variation selector is attached to: it is not shown.
                case UnicodeCategory.NonSpacingMark when rune.Value is (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF):
                    return new Cell(default, column, 0);
                case UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark:
                    // With nothing before it to sit on, a mark would sit on the margin.
                    return column == 0 ? new Cell(Rune.ReplacementChar, column, 1) : new Cell(rune, column, 0);
                case UnicodeCategory.Control:
                case UnicodeCategory.Format:
                case UnicodeCategory.Surrogate:
                case UnicodeCategory.LineSeparator:
                case UnicodeCategory.ParagraphSeparator:
                case UnicodeCategory.PrivateUse:
                case UnicodeCategory.OtherNotAssigned:
                    return new Cell(Rune.ReplacementChar, column, 1);
                default:
                    return new Cell(rune, column, TerminalWidth.IsWide(rune.Value) ? 2 : 1);
            }
        }

        public void AppendTo(StringBuilder output)
        {
            if (Shown.Value == 0)
            {
                return;
            }

            Span<char> buffer = stackalloc char[2];
            output.Append(buffer[..Shown.EncodeToUtf16(buffer)]);
        }
    }
}
