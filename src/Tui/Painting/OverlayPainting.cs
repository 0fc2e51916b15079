using System.Globalization;
using CompExplain.Query.Diagnostics;
using CompExplain.Tui.Drawing;
using CompExplain.Tui.Models.Shell;

namespace CompExplain.Tui.Painting;

/// <summary>Draws an overlay.</summary>
internal static class OverlayPainting
{
    public static void Paint(Pen pen, Overlay overlay)
    {
        switch (overlay)
        {
            case KeysOverlay keys:
                Keys(pen, keys);
                break;
            case PaletteOverlay palette:
                Palette(pen, palette);
                break;
            case PromptOverlay prompt:
                Prompt(pen, prompt);
                break;
            case QueryOverlay query:
                Query(pen, query);
                break;
        }
    }

    private static Pen Middle(Pen pen, int width, int height, string title)
    {
        width = Math.Min(width, pen.Width - 4);
        height = Math.Min(height, pen.Height - 3);
        var place = pen.Inside((pen.Width - width) / 2, Math.Max(1, (pen.Height - height) / 2), width, height);
        place.OnClick(0, 0, width, height, () => { });
        return place.Box(title);
    }

    private static void Keys(Pen pen, KeysOverlay overlay)
    {
        var lines = new List<(string Key, string Text, bool IsHeading)>();
        foreach (var (heading, commands) in overlay.Groups)
        {
            if (lines.Count > 0)
            {
                lines.Add((string.Empty, string.Empty, false));
            }

            lines.Add((string.Empty, heading, true));
            lines.AddRange(commands.Select(command => (command.ShownKey, command.Name, false)));
        }

        var box = Middle(pen, 66, lines.Count + 2, overlay.Title);
        overlay.First = Math.Clamp(overlay.First, 0, Math.Max(0, lines.Count - box.Height));
        for (int i = 0; i < box.Height && overlay.First + i < lines.Count; i++)
        {
            var (key, text, isHeading) = lines[overlay.First + i];
            box.Write(0, i, key, Ink.BoxStrong, 11);
            box.Write(isHeading ? 0 : 12, i, text, isHeading ? Ink.BoxStrong : Ink.Box);
        }

        if (overlay.First + box.Height < lines.Count)
        {
            box.WriteRight(box.Width, box.Height - 1, "↓ more", Ink.BoxDim, 8);
        }
    }

    private static void Palette(Pen pen, PaletteOverlay overlay)
    {
        var box = Middle(pen, 66, Math.Min(22, pen.Height - 4), overlay.Title);
        int column = box.Write(0, 0, "> ", Ink.BoxDim);
        column = box.Write(column, 0, overlay.Text, Ink.BoxStrong);
        box.PlaceCursor(column, 0);
        int rows = box.Height - 1, first = Math.Clamp(overlay.Selected - rows + 1, 0, Math.Max(0, overlay.Found.Count - rows));
        if (overlay.Found.Count == 0)
        {
            box.Write(0, 1, "no command has these words", Ink.BoxDim);
        }

        for (int i = 0; i < rows && first + i < overlay.Found.Count; i++)
        {
            var (where, command) = overlay.Found[first + i];
            bool isSelected = first + i == overlay.Selected;
            var ink = isSelected ? Ink.BoxSelected : Ink.Box;
            box.FillRow(i + 1, ink);
            box.Write(0, i + 1, isSelected ? "›" : " ", ink);
            box.Write(2, i + 1, command.Name, ink, box.Width - 26);
            box.Write(box.Width - 22, i + 1, where, isSelected ? ink : Ink.BoxDim, 10);
            box.WriteRight(box.Width, i + 1, command.ShownKey, isSelected ? ink : Ink.BoxDim, 11);
            int chosen = first + i;
            box.OnClick(0, i + 1, box.Width, 1, () => overlay.Choose(chosen));
        }
    }

    private static void Prompt(Pen pen, PromptOverlay overlay)
    {
        int width = Math.Min(72, pen.Width - 4);
        var lines = Pen.Wrap(overlay.Explanation, width - 4);
        if (lines.Count > 6)
        {
            lines = [.. lines.Take(5), Pen.Fit(lines[5] + " …", width - 4)];
        }

        var box = Middle(pen, width, lines.Count + 4, overlay.Title);
        for (int i = 0; i < lines.Count; i++)
        {
            box.Write(0, i, lines[i], Ink.BoxDim);
        }

        int column = box.Write(0, lines.Count + 1, "> ", Ink.BoxStrong);

        // Of a long line, the end is shown.
        string text = VisibleText.Of(overlay.Line.Text);
        int room = Math.Max(4, box.Width - 3), cursor = TerminalWidth.Of(overlay.Line.Text[..overlay.Line.Cursor]);
        int skip = Math.Max(0, cursor - room + 1);
        var shown = new StringInfo(text);
        string end = skip < shown.LengthInTextElements ? shown.SubstringByTextElements(skip) : string.Empty;
        box.Write(column, lines.Count + 1, end, Ink.BoxStrong);
        box.PlaceCursor(column + cursor - skip, lines.Count + 1);
    }

    private static void Query(Pen pen, QueryOverlay overlay)
    {
        int width = Math.Min(84, pen.Width - 4);
        var query = Pen.Wrap(overlay.Query, width - 4);
        var command = Pen.Wrap(overlay.Command, width - 4);
        var box = Middle(pen, width, query.Count + command.Count + 4, overlay.Title);
        int line = 0;
        foreach (string each in query)
        {
            box.Write(0, line++, each, Ink.BoxStrong);
        }

        line++;
        box.Write(0, line++, "the command", Ink.BoxDim);
        foreach (string each in command)
        {
            box.Write(0, line++, each, Ink.Box);
        }
    }
}
