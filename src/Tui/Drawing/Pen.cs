using System.Globalization;
using System.Text;
using CompExplain.Query.Diagnostics;

namespace CompExplain.Tui.Drawing;

/// <summary>Draws in a rectangle of the canvas, and clips what is outside.</summary>
internal sealed class Pen
{
    private const string Ellipsis = "…";

    private readonly Canvas _canvas;
    private readonly List<Zone> _zones;
    private readonly int _left;
    private readonly int _top;

    public Pen(Canvas canvas, Theme theme, List<Zone> zones)
        : this(canvas, theme, zones, 0, 0, canvas.Width, canvas.Height)
    {
    }

    private Pen(Canvas canvas, Theme theme, List<Zone> zones, int left, int top, int width, int height)
    {
        _canvas = canvas;
        Theme = theme;
        _zones = zones;
        (_left, _top, Width, Height) = (left, top, width, height);
    }

    public Theme Theme { get; }

    public int Width { get; }

    public int Height { get; }

    /// <summary>A pen for a part of the rectangle, clipped to it.</summary>
    public Pen Inside(int column, int row, int width, int height)
    {
        column = Math.Clamp(column, 0, Width);
        row = Math.Clamp(row, 0, Height);
        return new Pen(
            _canvas,
            Theme,
            _zones,
            _left + column,
            _top + row,
            Math.Clamp(width, 0, Width - column),
            Math.Clamp(height, 0, Height - row));
    }

    public Pen Below(int row) => Inside(0, row, Width, Height - row);

    /// <summary>Writes a text, cut with an ellipsis if it does not fit.</summary>
    /// <returns>The column after it.</returns>
    public int Write(int column, int row, string text, Ink ink, int width = int.MaxValue)
    {
        if (row < 0 || row >= Height || column >= Width || width <= 0)
        {
            return column;
        }

        int room = Math.Min(width, Width - column);
        return Put(column, row, Fit(VisibleText.Of(text), room), Theme[ink]);
    }

    /// <summary>Writes a text with its end at a column.</summary>
    public void WriteRight(int end, int row, string text, Ink ink, int width)
    {
        string shown = Fit(VisibleText.Of(text), width);
        Write(end - TerminalWidth.Of(shown), row, shown, ink);
    }

    /// <summary>Fills a row, or a part of one.</summary>
    public void FillRow(int row, Ink ink, int column = 0, int width = int.MaxValue) =>
        Write(column, row, new string(' ', Math.Min(Math.Max(0, Width - column), width)), ink);

    public void Fill(Ink ink)
    {
        for (int row = 0; row < Height; row++)
        {
            FillRow(row, ink);
        }
    }

    /// <summary>Paints two pixels, one above the other.</summary>
    public void Pixels(int column, int row, Rgb top, Rgb bottom)
    {
        if (column < 0 || row < 0 || column >= Width || row >= Height)
        {
            return;
        }

        _canvas[_left + column, _top + row] = new CanvasCell(
            "▀", new Style(Palette.Fit(top, Theme.Depth), Palette.Fit(bottom, Theme.Depth)));
    }

    /// <summary>A heading with a line to the end of the row.</summary>
    public void Rule(int row, string heading, string note = "")
    {
        int column = Write(0, row, heading, Ink.Heading);
        if (note.Length > 0)
        {
            column = Write(column + 2, row, note, Ink.Dim);
        }

        if (column + 1 < Width)
        {
            Write(column + 1, row, new string('─', Width - column - 1), Ink.Track);
        }
    }

    /// <summary>A bar of a length from 0 to 1, to an eighth of a cell.</summary>
    public void Gauge(int column, int row, int width, double share, Ink ink)
    {
        if (width <= 0)
        {
            return;
        }

        int eighths = (int)Math.Round(Math.Clamp(double.IsFinite(share) ? share : 0, 0, 1) * width * 8);
        if (share > 0 && eighths == 0)
        {
            eighths = 1;
        }

        string bar = new('█', eighths / 8);
        if (eighths % 8 > 0)
        {
            bar += (char)('█' + 8 - (eighths % 8));
        }

        Write(column, row, bar, ink, width);
    }

    /// <summary>A filled frame around the rectangle.</summary>
    public Pen Box(string title)
    {
        Fill(Ink.Box);
        if (Width < 4 || Height < 3)
        {
            return this;
        }

        Write(0, 0, "┌" + new string('─', Width - 2) + "┐", Ink.BoxDim);
        for (int row = 1; row < Height - 1; row++)
        {
            Write(0, row, "│", Ink.BoxDim);
            Write(Width - 1, row, "│", Ink.BoxDim);
        }

        Write(0, Height - 1, "└" + new string('─', Width - 2) + "┘", Ink.BoxDim);
        if (title.Length > 0)
        {
            Write(2, 0, $" {title} ", Ink.BoxStrong, Width - 4);
        }

        return Inside(2, 1, Width - 4, Height - 2);
    }

    /// <summary>Sets the action of a click on a part of the rectangle.</summary>
    public void OnClick(int column, int row, int width, int height, Action click)
    {
        if (row < Height && column < Width)
        {
            _zones.Add(
                new Zone(_left + column, _top + row, Math.Min(width, Width - column), Math.Min(height, Height - row), click));
        }
    }

    /// <summary>Puts the terminal's cursor at a cell.</summary>
    public void PlaceCursor(int column, int row)
    {
        if (column >= 0 && column < Width && row >= 0 && row < Height)
        {
            _canvas.Cursor = (_left + column, _top + row);
        }
    }

    /// <summary>A text cut to a width, with an ellipsis if it was longer.</summary>
    public static string Fit(string text, int width)
    {
        if (TerminalWidth.Of(text) <= width)
        {
            return text;
        }

        var cut = new StringBuilder();
        int used = 0;
        foreach (string element in Elements(text))
        {
            int own = TerminalWidth.Of(element);
            if (used + own > width - 1)
            {
                break;
            }

            cut.Append(element);
            used += own;
        }

        return width > 0 ? cut + Ellipsis : string.Empty;
    }

    /// <summary>Wraps a text to a width, at spaces if there are any.</summary>
    public static List<string> Wrap(string text, int width)
    {
        var lines = new List<string>();
        foreach (string paragraph in text.Split('\n'))
        {
            string line = string.Empty;
            foreach (string word in paragraph.Split(' '))
            {
                string rest = word;
                if (line.Length > 0 && TerminalWidth.Of(line) + 1 + TerminalWidth.Of(rest) <= width)
                {
                    line += " " + rest;
                    continue;
                }

                if (line.Length > 0)
                {
                    lines.Add(line);
                }

                while (TerminalWidth.Of(rest) > width && width > 1)
                {
                    int take = 0, used = 0;
                    foreach (string element in Elements(rest))
                    {
                        used += TerminalWidth.Of(element);
                        if (used > width)
                        {
                            break;
                        }

                        take += element.Length;
                    }

                    take = Math.Max(take, 1);
                    lines.Add(rest[..take]);
                    rest = rest[take..];
                }

                line = rest;
            }

            lines.Add(line);
        }

        return lines;
    }

    private static IEnumerable<string> Elements(string text)
    {
        var elements = StringInfo.GetTextElementEnumerator(text);
        while (elements.MoveNext())
        {
            yield return elements.GetTextElement();
        }
    }

    private int Put(int column, int row, string text, Style style)
    {
        foreach (string element in Elements(text))
        {
            int width = Math.Clamp(TerminalWidth.Of(element), 1, 2);
            if (column + width > Width)
            {
                break;
            }

            if (column >= 0)
            {
                _canvas[_left + column, _top + row] = new CanvasCell(element, style);
                if (width == 2)
                {
                    _canvas[_left + column + 1, _top + row] = new CanvasCell(string.Empty, style);
                }
            }

            column += width;
        }

        return column;
    }
}
