using System.Globalization;
using CompExplain.Tui.Drawing;
using CompExplain.Tui.Models;
using CompExplain.Tui.Models.Searching;

namespace CompExplain.Tui.Painting;

/// <summary>Draws the form of a search, and its progress.</summary>
internal static class SearchPainting
{
    public static void Paint(Pen pen, SearchModel model)
    {
        pen = pen.Inside(1, 0, pen.Width - 2, pen.Height);
        int line = Fields(pen, model);
        line = Progress(pen, model, line + 1);
        line = Best(pen, model, line);
        Latest(pen, model, line + 1);
    }

    /// <summary>Draws the form; returns the line after it, as the methods below do for their parts.</summary>
    private static int Fields(Pen pen, SearchModel model)
    {
        string? layer = model.Session.Layer?.Name;
        pen.Rule(0, "Search", layer is null ? "the database has no layers" : $"the formula of each unit of {layer}");
        for (int i = 0; i < model.Fields.Count; i++)
        {
            Field(pen, model, i, i + 1);
        }

        return model.Fields.Count + 1;
    }

    private static void Field(Pen pen, SearchModel model, int index, int line)
    {
        var field = model.Fields[index];
        bool isChosen = index == model.Field;
        if (isChosen)
        {
            pen.FillRow(line, Ink.Selected, 0, 32);
        }

        var ink = isChosen ? Ink.Selected : Ink.Text;
        pen.Write(0, line, isChosen ? "›" : " ", ink);
        pen.Write(2, line, field.Name, ink, 10);
        int end = pen.Write(13, line, field.Choices.Count > 0 ? $"‹ {field.Text} ›" : field.Text, ink, 19);
        if (isChosen && field.Choices.Count == 0 && !model.IsRunning)
        {
            pen.PlaceCursor(end, line);
        }

        pen.Write(34, line, field.Hint, Ink.Dim);
        pen.OnClick(0, line, pen.Width, 1, () => model.Choose(index));
    }

    private static int Progress(Pen pen, SearchModel model, int line)
    {
        string state = model.IsCancelling ? "Cancelling ..." : "Running";
        pen.Rule(
            line++, model.IsRunning ? state : "Progress", model.IsRunning ? "Esc cancels it; what is done stays" : string.Empty);
        if (model.Total > 0)
        {
            Gauge(pen, model, line);
        }
        else
        {
            string hint = model.Ended.Length > 0 ? string.Empty : "Enter starts";
            pen.Write(0, line, model.IsRunning ? "preparing ..." : hint, Ink.Dim);
        }

        line++;
        foreach (string each in Pen.Wrap(model.Ended, Math.Max(10, pen.Width)))
        {
            pen.Write(0, line++, each, Ink.Text);
        }

        return line;
    }

    private static void Gauge(Pen pen, SearchModel model, int line)
    {
        string numbers = $"{Shown.Count(model.Done)} of {Shown.Count(model.Total)} units";
        pen.Write(0, line, numbers, Ink.Strong);
        pen.FillRow(line, Ink.Text, 24, 0);
        int width = Math.Max(4, Math.Min(40, pen.Width - 60));
        pen.Write(22, line, new string('░', width), Ink.Track);
        pen.Gauge(22, line, width, model.Done / (double)model.Total, Ink.Accent);
        string remaining = model.IsRunning && model.Left is { } left ? $", {Shown.Time(left)} left" : string.Empty;
        pen.Write(24 + width, line, Shown.Time(model.Elapsed) + remaining, Ink.Dim);
    }

    private static int Best(Pen pen, SearchModel model, int line)
    {
        if (model.Best is { } best)
        {
            int column = pen.Write(0, line, "best so far  ", Ink.Dim);
            column = pen.Write(column, line, $"unit {best.Unit.Number}  {Shown.Score(best.ByLength[^1].Score)}  ", Ink.Strong);
            pen.Write(column, line, best.ByLength[^1].Formula, Ink.Accent);
        }

        return line + 1;
    }

    private static void Latest(Pen pen, SearchModel model, int line)
    {
        if (model.Latest.Count == 0 || line >= pen.Height)
        {
            return;
        }

        pen.Rule(line++, "Found", "the latest first; they are in Units (F1) as well");
        for (int i = 0; i < model.Latest.Count && line < pen.Height; i++, line++)
        {
            var found = model.Latest[i];
            pen.WriteRight(6, line, found.Unit.Number.ToString(CultureInfo.InvariantCulture), Ink.Text, 6);
            if (found.ByLength.Count == 0)
            {
                pen.Write(8, line, "nothing explains it", Ink.Dim);
                continue;
            }

            pen.Write(8, line, Shown.Score(found.ByLength[^1].Score), Ink.Dim);
            pen.Write(16, line, found.ByLength[^1].Formula, Ink.Text);
        }
    }
}
