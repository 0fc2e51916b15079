using CompExplain.Query.Diagnostics;
using CompExplain.Tui.Drawing;
using CompExplain.Tui.Models;
using CompExplain.Tui.Models.Asking;
using CompExplain.Tui.Models.Concepts;
using CompExplain.Tui.Models.Searching;
using CompExplain.Tui.Models.Shell;
using CompExplain.Tui.Models.Units;

namespace CompExplain.Tui.Painting;

/// <summary>Draws the tabs, the current screen, the line of keys, and the overlay.</summary>
internal static class ShellPainting
{
    private const int MinimumWidth = 60;
    private const int MinimumHeight = 12;
    private const int MaximumMessageRows = 4;

    public static void Paint(Pen pen, ShellModel model)
    {
        pen.Fill(Ink.Text);
        if (pen.Width < MinimumWidth || pen.Height < MinimumHeight)
        {
            pen.Write(0, 0, $"make the window larger: {MinimumWidth} x {MinimumHeight} at least, 80 x 24 at best", Ink.Text);
            pen.Write(0, 1, "Ctrl-Q quits", Ink.Dim);
            return;
        }

        Tabs(pen, model);
        Paint(pen.Inside(0, 2, pen.Width, pen.Height - 4), model.Screen);
        Status(pen, model);
        if (model.Overlay is { } overlay)
        {
            OverlayPainting.Paint(pen, overlay);
        }
    }

    private static void Paint(Pen pen, ScreenModel screen)
    {
        switch (screen)
        {
            case UnitsModel units:
                UnitsPainting.Paint(pen, units);
                break;
            case UnitModel unit:
                UnitPainting.Paint(pen, unit);
                break;
            case AskModel ask:
                AskPainting.Paint(pen, ask);
                break;
            case ConceptsModel concepts:
                ConceptsPainting.Paint(pen, concepts);
                break;
            case SearchModel search:
                SearchPainting.Paint(pen, search);
                break;
            case CompareModel compare:
                ComparePainting.Paint(pen, compare);
                break;
        }
    }

    private static void Tabs(Pen pen, ShellModel model)
    {
        pen.FillRow(0, Ink.Tab);
        int column = 0;
        for (int i = 0; i < model.Screens.Count; i++)
        {
            var screen = model.Screens[i];
            bool isSeen = screen == model.Screen;
            string title = $" F{i + 1} {screen.Title}{(screen is SearchModel { IsRunning: true } ? "*" : string.Empty)} ";
            int start = column;
            column = pen.Write(column, 0, title, isSeen ? Ink.ActiveTab : Ink.Tab);
            pen.OnClick(start, 0, column - start, 1, () => model.Show(screen));
        }

        string file = Path.GetFileName(model.Session.Database.Path);
        pen.WriteRight(pen.Width - 1, 0, file, Ink.Tab, Math.Max(0, pen.Width - column - 2));
    }

    // The message has a line of its own above the keys, so that neither hides the other.
    private static void Status(Pen pen, ShellModel model)
    {
        var session = model.Session;
        if (session.Message.Length > 0)
        {
            // A long message grows upwards, over the screen.
            var lines = Pen.Wrap(session.IsTrouble ? "! " + session.Message : session.Message, pen.Width - 2);
            int rows = Math.Min(lines.Count, MaximumMessageRows);
            for (int i = 0; i < rows; i++)
            {
                pen.FillRow(pen.Height - 1 - rows + i, Ink.Text);
                pen.Write(1, pen.Height - 1 - rows + i, lines[i], session.IsTrouble ? Ink.Bad : Ink.Accent, pen.Width - 2);
            }
        }

        int row = pen.Height - 1;
        pen.FillRow(row, Ink.Bar);
        int column = 1;
        var named = model.Active.Where(command => command.Short is not null).ToList();

        // If there is no room for all, the pinned ones stay.
        int Width() => named.Sum(command => TerminalWidth.Of(command.ShownKey) + 1 + TerminalWidth.Of(command.Short!) + 2);
        while (Width() > pen.Width - 2 && named.FindLastIndex(command => !command.IsPinned) is >= 0 and var last)
        {
            named.RemoveAt(last);
        }

        foreach (var command in named)
        {
            int start = column;
            column = pen.Write(column, row, command.ShownKey, Ink.BarKey);
            column = pen.Write(column + 1, row, command.Short!, Ink.Bar) + 2;
            pen.OnClick(start, row, column - start - 1, 1, command.Run);
        }
    }
}
