using System.Globalization;
using CompExplain.Query.Diagnostics;
using CompExplain.Storage.Results;
using CompExplain.Tui.Drawing;
using CompExplain.Tui.Models;
using CompExplain.Tui.Models.Units;

namespace CompExplain.Tui.Painting;

/// <summary>Draws one unit: its explanation on the left, the inputs that it responds to on the right.</summary>
internal static class UnitPainting
{
    private const int MinimumPanel = 5;

    public static void Paint(Pen pen, UnitModel model)
    {
        if (model.Missing is { } missing)
        {
            pen.Write(1, 1, missing, Ink.Text);
            return;
        }

        if (model.Row is not { } row)
        {
            pen.Write(1, 1, $"unit {model.Number} ...", Ink.Dim);
            return;
        }

        var session = model.Session;
        int column = pen.Write(1, 0, $"unit {row.Unit.Number}", Ink.Strong);
        column = pen.Write(column, 0, $" of {session.Layer?.Name}", Ink.Text);
        double share = row.Unit.Size / (double)Math.Max(1, session.Database.Dataset.PositionCount);
        string cut = row.Unit.Threshold is { } threshold ? $", threshold {Shown.Number(threshold)}" : string.Empty;
        string size = $"size {Shown.Count(row.Unit.Size)} ({Shown.Percent(share)})";
        pen.Write(column, 0, $"   {size}, on {Shown.Count(row.Unit.ActiveInputs)} inputs{cut}", Ink.Dim);

        int left = Math.Clamp(pen.Width / 2, 36, 74);
        var explanation = pen.Inside(1, 2, left - 3, pen.Height - 2);
        int end = Explanation(explanation, model, row);

        // The space left under the explanation is for a panel.
        bool hasRoom = explanation.Height - end > MinimumPanel;
        if (hasRoom)
        {
            Panel(explanation.Below(end + 1), model, 1);
        }

        Beside(pen.Inside(left, 2, pen.Width - left - 1, pen.Height - 2), model, hasRoom ? 2 : 1);
    }

    private static int Explanation(Pen pen, UnitModel model, UnitRow row)
    {
        pen.Rule(0, "IoU by length", row.Found.Steps.Count > 0 ? "of the best formulas" : string.Empty);
        if (row.Found.ByLength.Count == 0)
        {
            pen.Write(0, 1, "no formula is stored: F5 searches", Ink.Dim);
            return 2;
        }

        int line = ByLength(pen, model, row);
        if (row.Best is { } last && row.Found.Steps[^1].Length < last.Length && line < pen.Height)
        {
            pen.Write(2, line++, $"nothing better was found up to {last.Length} leaves", Ink.Dim);
        }

        line++;
        if (model.Found is not { } found)
        {
            return line;
        }

        line = Formula(pen, found, line);
        return line + 2 > pen.Height ? line : Clauses(pen, model, line + 1);
    }

    /// <summary>Draws a row a length; returns the line after them, as the methods below do for their parts.</summary>
    private static int ByLength(Pen pen, UnitModel model, UnitRow row)
    {
        var steps = row.Found.Steps;
        int most = Math.Max(3, Math.Min(steps.Count, (pen.Height - 6) / 2));
        int first = Math.Clamp(model.LengthIndex - most + 1, 0, Math.Max(0, steps.Count - most));
        double best = steps.Max(each => each.Iou);
        int line = 1;
        for (int i = first; i < Math.Min(steps.Count, first + most); i++, line++)
        {
            var each = steps[i];
            bool isShown = i == model.LengthIndex;
            var ink = isShown ? Ink.Strong : Ink.Dim;
            pen.Write(0, line, isShown ? "›" : " ", ink);
            pen.WriteRight(4, line, each.Length.ToString(CultureInfo.InvariantCulture), ink, 3);
            pen.Write(6, line, Shown.Score(each.Iou), ink);
            pen.Gauge(13, line, pen.Width - 13, best > 0 ? each.Iou / best : 0, isShown ? Ink.Accent : Ink.Track);
            int chosen = i;
            pen.OnClick(0, line, pen.Width, 1, () => model.ShowLength(chosen));
        }

        return line;
    }

    private static int Formula(Pen pen, Explanation found, int line)
    {
        pen.Rule(line++, "Formula", $"size {Shown.Count(found.Counts.Size)}, {Shown.Count(found.Counts.Hits)} shared");
        var lines = Pen.Wrap(found.Formula, pen.Width);
        int room = Math.Max(1, Math.Min(lines.Count, (pen.Height - line) / 2));
        for (int i = 0; i < room; i++)
        {
            pen.Write(0, line++, i == room - 1 && lines.Count > room ? Pen.Fit(lines[i] + " …", pen.Width) : lines[i], Ink.Text);
        }

        if (UnitRow.Proof(found) is { } proof)
        {
            pen.Write(0, line++, proof, Ink.Good);
        }

        return line;
    }

    private static int Clauses(Pen pen, UnitModel model, int line)
    {
        pen.Rule(line++, "Clauses", "IoU so far, what each adds");
        if (model.Clauses.Count == 0)
        {
            pen.Write(0, line, "counting ...", Ink.Dim);
        }

        foreach (var clause in model.Clauses)
        {
            if (line >= pen.Height)
            {
                break;
            }

            pen.Write(0, line, clause.Operator, Ink.Operator, 8);
            pen.Write(8, line, clause.Text, Ink.Text, Math.Max(4, pen.Width - 8 - 17));
            pen.Write(pen.Width - 15, line, Shown.Score(clause.Iou), Ink.Dim);
            pen.Write(pen.Width - 8, line, Shown.Change(clause.Change), clause.Change >= 0 ? Ink.Good : Ink.Bad);
            line++;
        }

        return line;
    }

    private static void Beside(Pen pen, UnitModel model, int next)
    {
        if (pen.Width < 12)
        {
            return;
        }

        int below = model.IsText ? Math.Max(7, pen.Height / 3) : Math.Clamp(pen.Height - 19, 6, 13);
        var top = pen.Inside(0, 0, pen.Width, pen.Height - below);
        if (model.IsText)
        {
            Sentences(top, model);
        }
        else
        {
            Picture(top, model);
        }

        var bottom = pen.Below(pen.Height - below);
        bool hasTwo = bottom.Height >= 12;
        int height = hasTwo ? bottom.Height / 2 : bottom.Height;
        Panel(bottom.Inside(0, 0, bottom.Width, hasTwo ? height - 1 : height), model, 0);
        if (hasTwo)
        {
            Panel(bottom.Below(height), model, next);
        }
    }

    private static void Picture(Pen pen, UnitModel model)
    {
        if (model.Inputs.Count == 0)
        {
            pen.Rule(0, "Inputs");
            pen.Write(0, 1, model.IsLoadingInputs ? "looking for inputs ..." : "it is active on no input", Ink.Dim);
            return;
        }

        var input = model.Inputs[model.InputIndex];
        pen.Rule(0, $"Input {model.InputIndex + 1} of {model.Inputs.Count}", input.Record.Name);
        if (model.Picture is { } picture)
        {
            PicturePainting.Paint(pen.Inside(0, 1, pen.Width, pen.Height - 2), picture, model.Layer, model.ZoomFactor);
        }

        PicturePainting.Legend(pen, pen.Height - 1, model.Layer, model.ZoomFactor, hasFormula: model.Found is not null);
    }

    private static void Sentences(Pen pen, UnitModel model)
    {
        string place = $"{model.InputIndex + 1} of {model.Inputs.Count}, most active first";
        pen.Rule(0, "Inputs", model.Inputs.Count > 0 ? place : string.Empty);
        if (model.Inputs.Count == 0)
        {
            pen.Write(0, 1, model.IsLoadingInputs ? "looking for inputs ..." : "it is active on no input", Ink.Dim);
        }

        int line = 1;
        for (int i = model.InputIndex; i < model.Inputs.Count && line < pen.Height; i++)
        {
            var (ranked, record) = model.Inputs[i];
            string activation = ranked.Activation is { } value ? Shown.Number(value) + "  " : string.Empty;
            int column = pen.Write(0, line, activation, Ink.Dim);
            column = pen.Write(column, line, record.Label ?? string.Empty, Ink.Strong);
            if (record.Prediction is { } prediction)
            {
                bool isRight = prediction == record.Label;
                pen.Write(
                    column, line, isRight ? "  predicted right" : $"  predicted {prediction}", isRight ? Ink.Good : Ink.Bad);
            }

            line++;
            string[] sentences = record.Source.Split('\n');
            for (int side = 0; side < sentences.Length; side++)
            {
                string name = side == sentences.Length - 1 && side > 0 ? "hyp " : "pre ";
                line = Marked(pen, line, name, model.Marks.Mark(sentences[side], side > 0));
            }

            line++;
        }
    }

    private static int Marked(Pen pen, int line, string side, IEnumerable<(string Piece, bool IsMarked)> pieces)
    {
        int indent = pen.Write(0, line, side, Ink.Dim), column = indent;
        foreach (var (piece, isMarked) in pieces)
        {
            if (column + TerminalWidth.Of(piece.TrimEnd()) > pen.Width)
            {
                line++;
                column = indent;
            }

            string shown = column == indent ? piece.TrimStart() : piece;

            // Brackets too, because not every terminal has colours.
            column = isMarked ? pen.Write(column, line, $"[{shown}]", Ink.FormulaMark) : pen.Write(column, line, shown, Ink.Text);
        }

        return line + 1;
    }

    // Tab goes through the panels, so that each can be seen even if there is room for one only.
    private static void Panel(Pen pen, UnitModel model, int at)
    {
        switch ((model.Panel + at) % UnitModel.PanelCount)
        {
            case 0:
                Spread(pen, model);
                break;
            case 1:
                Together(pen, model);
                break;
            default:
                Classes(pen, model);
                break;
        }
    }

    private static void Spread(Pen pen, UnitModel model)
    {
        pen.Rule(0, "Activations", model.Row?.Unit.Mean is { } mean ? $"mean {Shown.Number(mean)}" : string.Empty);
        if (model.Histogram is { } histogram)
        {
            HistogramPainting.Paint(pen.Below(1), histogram, model.Row?.Unit.Threshold);
        }
        else
        {
            pen.Write(0, 1, "their distribution was not stored", Ink.Dim);
        }
    }

    private static void Together(Pen pen, UnitModel model)
    {
        pen.Rule(0, "Fires with", "IoU of the two masks");
        if (model.Together.Count == 0)
        {
            pen.Write(0, 1, model.IsCountingTogether ? "counting ..." : "no other unit", Ink.Dim);
        }

        for (int i = 0; i < model.Together.Count && i + 1 < pen.Height; i++)
        {
            pen.Write(0, i + 1, model.Together[i].Name, Ink.Text, 16);
            pen.Write(17, i + 1, Shown.Score(model.Together[i].Iou), Ink.Dim);
            pen.Gauge(24, i + 1, pen.Width - 24, model.Together[i].Iou, Ink.Accent);
        }
    }

    private static void Classes(Pen pen, UnitModel model)
    {
        pen.Rule(0, "Classes", "weight of the unit in the last layer");
        if (model.Classes.Count == 0)
        {
            pen.Write(0, 1, "not stored, or another layer comes between", Ink.Dim);
            return;
        }

        int lines = Math.Max(0, pen.Height - 1);
        int up = Math.Min(model.Classes.Count, (lines + 1) / 2), down = Math.Min(model.Classes.Count - up, lines - up);
        var shown = model.Classes.Take(up).Concat(model.Classes.Skip(model.Classes.Count - down)).ToList();
        double most = Math.Max(1e-9, shown.Max(each => Math.Abs(each.Weight)));
        for (int i = 0; i < shown.Count; i++)
        {
            pen.Write(0, i + 1, shown[i].Class, Ink.Text, 16);
            double weight = shown[i].Weight;
            var ink = weight >= 0 ? Ink.Good : Ink.Bad;
            pen.Write(17, i + 1, weight.ToString("+0.00;-0.00", CultureInfo.InvariantCulture), ink);
            pen.Gauge(24, i + 1, pen.Width - 24, Math.Abs(weight) / most, ink);
        }
    }
}
