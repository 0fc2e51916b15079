using CompExplain.Query.Diagnostics;

namespace CompExplain.Cli.Output;

/// <summary>
/// How wide the columns of a table are. Numbers keep their width; headings over them, and then texts, are made narrower until
/// the table fits. Texts with room are wrapped, others are cut, with an ellipsis.
/// </summary>
internal sealed class TableLayout
{
    // A text column has at least so many columns of the terminal, and from so many on its texts are wrapped.
    private const int NarrowestText = 8;
    private const int NarrowestWrapped = 20;

    // Headings are not cut while texts have so many.
    private const int ComfortableText = 16;

    private const int Border = 1;
    private const int Padding = 2;

    private TableLayout(int[] widths) => Widths = widths;

    /// <summary>The columns of the terminal that each column of the table has for its text.</summary>
    public IReadOnlyList<int> Widths { get; }

    /// <summary>Whether texts of a column are wrapped, and not cut.</summary>
    public bool Wraps(int column) => Widths[column] >= NarrowestWrapped;

    /// <summary>Lays a table out.</summary>
    /// <param name="headings">The headings.</param>
    /// <param name="cells">The rows.</param>
    /// <param name="isNumber">Which columns are numbers.</param>
    /// <param name="width">The columns of the terminal.</param>
    /// <returns>The layout; null if there is no room for the numbers and something of the texts.</returns>
    public static TableLayout? Of(
        IReadOnlyList<string> headings, IReadOnlyList<string[]> cells, IReadOnlyList<bool> isNumber, int width)
    {
        int count = headings.Count, room = width - Border - (count * (Border + Padding));
        int[] heading = [.. headings.Select(TerminalWidth.Of)];
        int[] values = [.. Enumerable.Range(0, count).Select(i => cells.Max(row => LongestLine(row[i])))];
        int[] natural = [.. heading.Zip(values, Math.Max)];
        if (natural.Sum() <= room)
        {
            return new(natural);
        }

        int[] widths = new int[count];
        int[] texts = [.. Enumerable.Range(0, count).Where(i => !isNumber[i])];
        int wanted = texts.Sum(i => Math.Min(natural[i], ComfortableText));
        int left = room;
        foreach (int i in Enumerable.Range(0, count).Where(i => isNumber[i]))
        {
            widths[i] = Math.Max(1, values[i]);
            left -= widths[i];
        }

        // Headings get what texts can spare.
        foreach (int i in Enumerable.Range(0, count).Where(i => isNumber[i]))
        {
            int more = Math.Clamp(left - wanted, 0, Math.Max(0, heading[i] - widths[i]));
            widths[i] += more;
            left -= more;
        }

        if (left < texts.Sum(i => Math.Min(natural[i], NarrowestText)) || left < 0)
        {
            return null;
        }

        // The shortest first: what one does not need is for the longer ones.
        int[] byLength = [.. texts.OrderBy(i => natural[i])];
        for (int k = 0; k < byLength.Length; k++)
        {
            widths[byLength[k]] = Math.Min(natural[byLength[k]], left / (byLength.Length - k));
            left -= widths[byLength[k]];
        }

        return new(widths);
    }

    /// <summary>A text cut to a width, with an ellipsis in place of what is gone.</summary>
    public static string Cut(string text, int width)
    {
        if (TerminalWidth.Of(text) <= width)
        {
            return text;
        }

        int used = 0, length = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            used += TerminalWidth.Of(rune);
            if (used > width - 1)
            {
                break;
            }

            length += rune.Utf16SequenceLength;
        }

        return text[..length] + "…";
    }

    private static int LongestLine(string text) => text.Contains('\n', StringComparison.Ordinal)
        ? text.Split('\n').Max(TerminalWidth.Of)
        : TerminalWidth.Of(text);
}
