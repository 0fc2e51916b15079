using CompExplain.Tui.Drawing;
using CompExplain.Tui.Models.Grids;

namespace CompExplain.Tui.Painting;

/// <summary>Draws the visible rows of a grid.</summary>
internal static class GridPainting
{
    private const int Gap = 2;

    public static void Paint(Pen pen, IGrid grid, Action changed)
    {
        var columns = Columns(grid, pen.Width);
        foreach (var (column, left, width) in columns)
        {
            string title = grid.Columns[column].Title;
            string mark = column == grid.SortColumn ? (grid.IsDescending ? "↓" : "↑") : string.Empty;
            Write(pen, left, 0, Pen.Fit(title, width - mark.Length) + mark, Ink.Heading, width, grid.Columns[column].IsNumber);
            int sorted = column;
            pen.OnClick(left, 0, width, 1, () =>
            {
                grid.SortBy(sorted);
                changed();
            });
        }

        int rows = Math.Max(0, pen.Height - 1), first = grid.FirstOf(rows);
        for (int i = 0; i < rows && first + i < grid.Count; i++)
        {
            int row = first + i;
            bool isSelected = row == grid.Selected;
            if (isSelected)
            {
                pen.FillRow(i + 1, Ink.Selected);
            }

            foreach (var (column, left, width) in columns)
            {
                var (_, own, isNumber) = grid.Columns[column];
                var ink = own == 0 || isNumber ? Ink.Text : Ink.Dim;
                Write(pen, left, i + 1, grid.Cell(row, column), isSelected ? Ink.Selected : ink, width, isNumber);
            }

            if (isSelected)
            {
                pen.Write(0, i + 1, "›", Ink.Selected);
            }

            pen.OnClick(0, i + 1, pen.Width, 1, () =>
            {
                grid.Select(row);
                changed();
            });
        }
    }

    private static void Write(Pen pen, int left, int row, string text, Ink ink, int width, bool isNumber)
    {
        if (isNumber)
        {
            pen.WriteRight(left + width, row, text, ink, width);
        }
        else
        {
            pen.Write(left, row, text, ink, width);
        }
    }

    // The selection's mark is first; if there is little room, the last columns are left out.
    private static List<(int Column, int Left, int Width)> Columns(IGrid grid, int room)
    {
        const int leastFlexible = 20, mark = 2;
        var shown = Enumerable.Range(0, grid.Columns.Count).Where(column => !IsEmpty(grid, column)).ToList();
        int Least(int column) => grid.Columns[column].Width is not 0 and var width ? width : leastFlexible;
        int Fixed() => mark + shown.Sum(column => Least(column) + Gap) - Gap;
        while (shown.Count > 1 && Fixed() > room && shown[^1] > 0)
        {
            shown.RemoveAt(shown.Count - 1);
        }

        int flexible = Math.Max(1, shown.Count(column => grid.Columns[column].Width == 0));
        int spare = Math.Max(0, room - Fixed());
        var laid = new List<(int, int, int)>();
        int left = mark;
        foreach (int column in shown)
        {
            int width = Least(column) + (grid.Columns[column].Width == 0 ? spare / flexible : 0);
            laid.Add((column, left, width));
            left += width + Gap;
        }

        return laid;
    }

    // A column without a value in the first rows is left out.
    private static bool IsEmpty(IGrid grid, int column)
    {
        if (grid.Columns[column].Width == 0 || grid.Count == 0)
        {
            return false;
        }

        for (int row = 0; row < Math.Min(grid.Count, 200); row++)
        {
            if (grid.Cell(row, column).Length > 0)
            {
                return false;
            }
        }

        return true;
    }
}
