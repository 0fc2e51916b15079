using System.Globalization;
using CompExplain.Query.Diagnostics;
using CompExplain.Query.Editing;
using CompExplain.Tui.Drawing;
using CompExplain.Tui.Models;
using CompExplain.Tui.Models.Asking;

namespace CompExplain.Tui.Painting;

/// <summary>Draws the editor, its error, and the answer.</summary>
internal static class AskPainting
{
    private const int MaximumChoices = 8;

    public static void Paint(Pen pen, AskModel model)
    {
        int column = pen.Write(1, 0, model.IsLive ? "Formula" : "Query", Ink.Heading);
        if (model.IsLive)
        {
            pen.Write(column + 2, 0, $"live: the IoU with unit {model.Unit}, at every key; Alt-↑ ↓ for other units", Ink.Dim);
        }
        else if (model.Line.Text.Length == 0)
        {
            pen.Write(
                column + 2, 0, "IOU(unit 12, water OR river)   TOP 10 concepts BY IOU(unit 12, ?)   EXPLAIN unit 12", Ink.Dim);
        }

        var (cursorColumn, line) = Editor(pen.Inside(1, 1, pen.Width - 2, Math.Max(3, pen.Height / 2)), model);
        line++;
        if (model.Problem is { } problem)
        {
            line = Words(pen, line, problem.Message, Ink.Bad, "error: ");
            foreach (string hint in problem.Hints)
            {
                line = Words(pen, line, hint, Ink.Dim, string.Empty);
            }
        }

        if (model.IsLive)
        {
            line = Live(pen, line, model);
        }

        Answers(pen.Below(line + 1), model);
        if (model.Completions.IsOpen)
        {
            Choices(pen, model, cursorColumn, line);
        }
    }

    // The line is wrapped; the carets are in a row of their own, below their span.
    private static (int CursorColumn, int Rows) Editor(Pen pen, AskModel model)
    {
        const string prompt = "> ";
        var inks = Inks(model);
        var carets = CaretsOf(model.Problem);
        int room = Math.Max(4, pen.Width - prompt.Length - 1), row = 0, column = 0, at = 0;
        int caretRow = -1, cursorColumn = 0, shift = 0;
        pen.Write(0, 0, prompt, Ink.Accent);
        var elements = StringInfo.GetTextElementEnumerator(model.Line.Text + " ");
        while (elements.MoveNext())
        {
            string element = elements.GetTextElement();
            int width = Math.Max(1, TerminalWidth.Of(element));
            if (column + width > room)
            {
                row++;
                column = 0;
                if (caretRow >= 0)
                {
                    shift = 1;
                }
            }

            if (row + shift >= pen.Height)
            {
                break;
            }

            if (at == model.Line.Cursor)
            {
                pen.PlaceCursor(prompt.Length + column, row + shift);
                cursorColumn = 1 + prompt.Length + column;
            }

            pen.Write(prompt.Length + column, row + shift, element, at < inks.Length ? inks[at] : Ink.Text);
            int place = at;
            pen.OnClick(prompt.Length + column, row + shift, width, 1, () => model.Place(place));
            if (at >= carets.Start && at < carets.End)
            {
                caretRow = row;
                pen.Write(prompt.Length + column, row + shift + 1, new string('^', width), Ink.Bad);
            }

            column += width;
            at += element.Length;
        }

        return (cursorColumn, row + 1 + (caretRow >= 0 ? 1 : 0));
    }

    private static (int Start, int End) CaretsOf(Diagnostic? problem) =>
        problem is null ? (int.MaxValue, 0) : (problem.Span.Start, Math.Max(problem.Span.End, problem.Span.Start + 1));

    private static Ink[] Inks(AskModel model)
    {
        var inks = new Ink[model.Line.Text.Length];
        Array.Fill(inks, Ink.Text);
        foreach (var (span, role) in model.Colors)
        {
            if (span.End <= inks.Length)
            {
                inks.AsSpan(span.Start, span.Length).Fill(InkOf(role));
            }
        }

        return inks;
    }

    private static Ink InkOf(TokenRole role) => role switch
    {
        TokenRole.Keyword => Ink.Keyword,
        TokenRole.Operator or TokenRole.Hole => Ink.Operator,
        TokenRole.Function => Ink.Function,
        TokenRole.Constant => Ink.Constant,
        TokenRole.Number => Ink.Number,
        TokenRole.Quoted => Ink.Quoted,
        TokenRole.Punctuation => Ink.Dim,
        _ => Ink.Text,
    };

    private static int Words(Pen pen, int line, string text, Ink ink, string before)
    {
        foreach (string each in Pen.Wrap(before + text, Math.Max(10, pen.Width - 4)))
        {
            pen.Write(3, line++, each, ink);
        }

        return line;
    }

    private static int Live(Pen pen, int line, AskModel model)
    {
        if (model.Live is { } counts)
        {
            double iou = counts.Iou;
            int column = pen.Write(3, line, "IoU ", Ink.Dim);
            column = pen.Write(column, line, Shown.Score(iou), Ink.Strong);
            pen.Gauge(column + 2, line, Math.Min(40, pen.Width - column - 4), iou, Ink.Accent);
            string sizes = $"the formula has {Shown.Count(counts.Size)}, the unit {Shown.Count(counts.TargetSize)}";
            pen.Write(3, line + 1, $"{Shown.Count(counts.Hits)} shared; {sizes}", Ink.Dim);
        }
        else
        {
            pen.Write(3, line, model.IsFollowing ? "..." : "IoU -", Ink.Dim);
        }

        return line + 2;
    }

    private static void Answers(Pen pen, AskModel model)
    {
        bool isBeside = model.Answer.IsPlanShown && pen.Width >= 110;
        int half = isBeside ? pen.Width / 2 : pen.Width;
        int upper = model.Answer.IsPlanShown && !isBeside ? pen.Height / 2 : pen.Height;
        Answer(pen.Inside(1, 0, half - 2, upper), model.Answer);
        if (!model.Answer.IsPlanShown)
        {
            return;
        }

        var plan = isBeside
            ? pen.Inside(half + 1, 0, pen.Width - half - 2, pen.Height)
            : pen.Inside(1, upper, pen.Width - 2, pen.Height - upper);
        plan.Rule(0, "Plan");
        Blocks(plan.Below(1), model.Answer.Plan, 0);
    }

    private static void Answer(Pen pen, AnswerModel answer)
    {
        string took = answer.Took is { } time
            ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0} ms")
            : string.Empty;
        string asked = answer.Asked.Length > 0
            ? $"{Pen.Fit(answer.Asked, Math.Max(8, pen.Width - 24))}  {took}"
            : string.Empty;
        pen.Rule(0, answer.IsBusy ? "Answering ..." : "Answer", answer.IsBusy ? "Esc cancels it" : asked);
        answer.Page = Math.Max(1, pen.Height - 1);
        int line = Blocks(pen.Below(1), answer.Blocks, answer.FirstLine) + 1;
        foreach (string note in answer.Notes)
        {
            foreach (string each in Pen.Wrap("note: " + note, Math.Max(10, pen.Width)))
            {
                pen.Write(0, line++, each, Ink.Dim);
            }
        }
    }

    // Draws the blocks of an answer without the first lines; returns the line after them.
    private static int Blocks(Pen pen, IReadOnlyList<ResultBlock> blocks, int skip)
    {
        int line = -skip;
        foreach (var block in blocks)
        {
            var columns = Columns(block, pen.Width);
            if (block.Heading.Length > 0)
            {
                pen.Write(0, line + 1, block.Heading, Ink.Heading);
                line += 2;
            }

            for (int column = 0; column < columns.Count; column++)
            {
                Cell(pen, line, block.Title(column), Ink.Heading, columns[column], block.IsNumber(column));
            }

            line++;
            int first = Math.Max(0, -line), last = Math.Min(block.RowCount, pen.Height - line);
            for (int row = first; row < last; row++)
            {
                for (int column = 0; column < columns.Count; column++)
                {
                    Cell(pen, line + row, block.CellAt(row, column), Ink.Text, columns[column], block.IsNumber(column));
                }
            }

            if (block.RowCount == 0)
            {
                pen.Write(0, line, "nothing", Ink.Dim);
            }

            line += block.RowCount;
        }

        return line;
    }

    private static void Cell(Pen pen, int line, string text, Ink ink, (int Left, int Width) column, bool isNumber)
    {
        if (isNumber)
        {
            pen.WriteRight(column.Left + column.Width, line, text, ink, column.Width);
        }
        else
        {
            pen.Write(column.Left, line, text, ink, column.Width);
        }
    }

    // The widest columns are made narrower until all fit.
    private static List<(int Left, int Width)> Columns(ResultBlock block, int room)
    {
        const int gap = 2, least = 6;
        int[] widths = block.Widths.ToArray();
        int over = widths.Sum() + (gap * (widths.Length - 1)) - room;
        while (over > 0 && widths.Max() > least)
        {
            int widest = Array.IndexOf(widths, widths.Max());
            int next = widths.Where((_, i) => i != widest).DefaultIfEmpty(0).Max();
            int cut = Math.Clamp(Math.Max(1, widths[widest] - Math.Max(next, least)), 1, over);
            widths[widest] -= cut;
            over -= cut;
        }

        var laid = new List<(int, int)>();
        int left = 0;
        foreach (int width in widths)
        {
            laid.Add((left, width));
            left += width + gap;
        }

        return laid;
    }

    private static void Choices(Pen pen, AskModel model, int cursorColumn, int line)
    {
        var list = model.Completions;
        int rows = Math.Min(MaximumChoices, list.Choices.Count), more = list.Choices.Count - rows;
        int width = Math.Min(44, Math.Max(16, list.Choices.Max(TerminalWidth.Of) + 4));
        int first = Math.Clamp(list.Selected - rows + 1, 0, Math.Max(0, more));
        int begun = TerminalWidth.Of(model.Line.Text[Math.Min(list.Start, model.Line.Cursor)..model.Line.Cursor]);
        int left = Math.Clamp(cursorColumn - begun - 1, 0, Math.Max(0, pen.Width - width));
        var box = pen.Inside(left, line, width, rows + (more > 0 ? 1 : 0));
        box.Fill(Ink.Box);
        for (int i = 0; i < rows; i++)
        {
            int choice = first + i;
            bool isSelected = choice == list.Selected;
            var ink = isSelected ? Ink.BoxSelected : Ink.Box;
            box.FillRow(i, ink);
            box.Write(0, i, isSelected ? "›" : " ", ink);
            box.Write(1, i, list.Choices[choice], ink, width - 2);
            box.OnClick(0, i, width, 1, () => model.Take(choice));
        }

        if (more > 0)
        {
            box.Write(1, rows, $"{more} more", Ink.BoxDim);
        }
    }
}
