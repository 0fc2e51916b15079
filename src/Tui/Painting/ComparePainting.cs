using CompExplain.Tui.Drawing;
using CompExplain.Tui.Models;
using CompExplain.Tui.Models.Units;

namespace CompExplain.Tui.Painting;

/// <summary>Draws two units side by side.</summary>
internal static class ComparePainting
{
    public static void Paint(Pen pen, CompareModel model)
    {
        int half = pen.Width / 2;
        int upper = Math.Max(10, pen.Height * 55 / 100);
        for (int side = 0; side < 2; side++)
        {
            var own = pen.Inside(1 + (side * half), 0, half - 2, upper - 1);
            bool isActive = model.Side == side;
            string mark = isActive ? "›" : " ";
            int end = own.Write(0, 0, $"{mark} unit {model.Numbers[side]} ", isActive ? Ink.Selected : Ink.Strong);
            if (model.IsBusy)
            {
                own.Write(end + 1, 0, "...", Ink.Dim);
            }

            int turned = side;
            own.OnClick(0, 0, own.Width, own.Height, () => model.Turn(turned));
            if (side < model.Units.Count)
            {
                Side(own.Below(1), model.Units[side], model.Numbers[1 - side]);
            }
        }

        if (model.Units.Count == 2)
        {
            Both(pen.Inside(1, upper, pen.Width - 2, pen.Height - upper), model);
        }
    }

    private static void Side(Pen pen, ComparedUnit unit, int other)
    {
        pen.Write(2, 0, $"size {Shown.Count(unit.Row.Unit.Size)}, on {Shown.Count(unit.Row.Unit.ActiveInputs)} inputs", Ink.Dim);
        if (unit.Row.Best is not { } best)
        {
            pen.Write(2, 1, "no formula is stored: F5 searches", Ink.Dim);
            return;
        }

        int column = pen.Write(2, 1, "IoU ", Ink.Dim);
        column = pen.Write(column, 1, Shown.Score(best.Iou), Ink.Strong);
        if (unit.OthersIou is { } others)
        {
            pen.Write(column, 1, $"   by the formula of unit {other}  {Shown.Score(others)}", Ink.Dim);
        }

        int line = 3;
        foreach (string each in Pen.Wrap(best.Formula, Math.Max(8, pen.Width - 2)))
        {
            pen.Write(2, line++, each, Ink.Text);
        }

        if (unit.Clauses.Count > 0)
        {
            line++;
            pen.Write(2, line++, "only here", Ink.Heading);
            foreach (string clause in unit.Clauses)
            {
                pen.Write(2, line++, clause, Ink.Accent);
            }
        }
    }

    private static void Both(Pen pen, CompareModel model)
    {
        var counts = model.Overlap ?? default;
        pen.Rule(0, "Both", "the two masks");
        int column = pen.Write(2, 1, "IoU ", Ink.Dim);
        column = pen.Write(column, 1, Shown.Score(counts.Iou), Ink.Strong);
        pen.Gauge(column + 2, 1, Math.Min(30, pen.Width - column - 4), counts.Iou, Ink.Accent);
        string first = $"{Shown.Count(counts.TargetSize - counts.Hits)} only of unit {model.Numbers[0]}";
        string second = $"{Shown.Count(counts.Size - counts.Hits)} only of unit {model.Numbers[1]}";
        pen.Write(2, 2, $"{Shown.Count(counts.Hits)} positions are of both; {first}, {second}", Ink.Dim);
        int line = 3;
        string common = model.Common.Count > 0
            ? "both formulas have: " + string.Join(", ", model.Common)
            : "the formulas have no clause in common";
        foreach (string each in Pen.Wrap(common, Math.Max(10, pen.Width - 4)))
        {
            pen.Write(2, line++, each, model.Common.Count > 0 ? Ink.Text : Ink.Dim);
        }

        line++;
        pen.Write(2, line++, model.Inputs.Count > 0 ? "Inputs with most of both" : "No input has both", Ink.Heading);
        foreach (var input in model.Inputs)
        {
            pen.WriteRight(10, line, Shown.Count(input.Ranked.Count), Ink.Dim, 8);
            pen.Write(12, line++, input.Record.Name, Ink.Text);
        }
    }
}
