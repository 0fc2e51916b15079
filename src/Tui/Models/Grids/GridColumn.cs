using CompExplain.Query.Results;

namespace CompExplain.Tui.Models.Grids;

/// <summary>A column of a grid.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Width">Its width on the terminal; 0 to share the rest.</param>
/// <param name="IsNumber">Whether it is right-aligned, and sorted from the highest.</param>
internal record GridColumn(string Title, int Width, bool IsNumber);

/// <summary>A column of a grid of rows of a type: one definition for the screen and for exports.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Width">Its width on the terminal; 0 to share the rest.</param>
/// <param name="Column">Its name and kind in exports; the kind also decides how a cell is printed.</param>
/// <param name="Value">The value of a row, of the column's kind; null if there is none.</param>
internal sealed record GridColumn<T>(string Title, int Width, ResultColumn Column, Func<T, object?> Value)
    : GridColumn(Title, Width, Cell.IsNumber(Column))
{
    /// <summary>The cell on screen, if it is not the one of other tables.</summary>
    public Func<T, string>? Text { get; init; }

    /// <summary>Whether the column is in exports only.</summary>
    public bool IsExportOnly { get; init; }

    /// <summary>The cell on screen.</summary>
    public string Show(T row) => Text is { } text ? text(row) : Cell.Show(Value(row), Column);

    /// <summary>The number that rows are sorted by and that conditions compare; null if there is none.</summary>
    public double? Number(T row) => Value(row) switch
    {
        long number => number,
        double number => number,
        _ => null,
    };
}
