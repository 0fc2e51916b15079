namespace CompExplain.Tui.Models.Grids;

/// <summary>A column of a grid.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Width">Its columns of the terminal; 0 to share what is left.</param>
/// <param name="IsNumber">Whether it is set to the right, and sorted from the highest.</param>
internal record GridColumn(string Title, int Width, bool IsNumber);

/// <summary>A column of a grid of rows of a type.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Width">Its columns of the terminal; 0 to share what is left.</param>
/// <param name="IsNumber">Whether it is set to the right, and sorted from the highest.</param>
/// <param name="Show">The cell as people read it.</param>
/// <param name="Key">What it is sorted by, and what conditions compare: a number, or null where there is none.</param>
internal sealed record GridColumn<T>(string Title, int Width, bool IsNumber, Func<T, string> Show, Func<T, double?>? Key = null)
    : GridColumn(Title, Width, IsNumber);
