namespace CompExplain.Tui.Models.Grids;

/// <summary>Rows to draw.</summary>
internal interface IGrid
{
    IReadOnlyList<GridColumn> Columns { get; }

    /// <summary>How many rows the filter lets through.</summary>
    int Count { get; }

    /// <summary>The selected row; -1 where there is none.</summary>
    int Selected { get; }

    /// <summary>The column that rows are sorted by; -1 where they are as they came.</summary>
    int SortColumn { get; }

    bool IsDescending { get; }

    string Cell(int row, int column);

    void Select(int row);

    void SortBy(int column);

    /// <summary>The first row to draw where there is room for so many, so that the selected one is seen.</summary>
    int FirstOf(int rows);
}
