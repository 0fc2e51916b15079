namespace CompExplain.Tui.Models.Grids;

/// <summary>Rows to draw.</summary>
internal interface IGrid
{
    IReadOnlyList<GridColumn> Columns { get; }

    /// <summary>The number of rows that the filter lets through.</summary>
    int Count { get; }

    /// <summary>The selected row; -1 if there is none.</summary>
    int Selected { get; }

    /// <summary>The column that rows are sorted by; -1 if they are not sorted.</summary>
    int SortColumn { get; }

    bool IsDescending { get; }

    string Cell(int row, int column);

    void Select(int row);

    void SortBy(int column);

    /// <summary>The first row to draw so that the selected row is visible, if this many rows fit.</summary>
    int FirstOf(int rows);
}
