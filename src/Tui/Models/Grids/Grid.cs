using System.Globalization;
using System.Text.RegularExpressions;

namespace CompExplain.Tui.Models.Grids;

/// <summary>Rows that are filtered, sorted and walked through. Only what is seen is asked for its text.</summary>
internal sealed partial class Grid<T> : IGrid
    where T : class
{
    private readonly IReadOnlyList<GridColumn<T>> _columns;
    private IReadOnlyList<T> _all = [];
    private List<T> _rows = [];
    private int _first;
    private int _page = 10;

    public Grid(IReadOnlyList<GridColumn<T>> columns) => _columns = columns;

    public IReadOnlyList<GridColumn> Columns => _columns;

    public int Count => _rows.Count;

    /// <summary>How many rows there are without the filter.</summary>
    public int Total => _all.Count;

    public int Selected { get; private set; } = -1;

    public int SortColumn { get; private set; } = -1;

    public bool IsDescending { get; private set; }

    /// <summary>
    /// What was typed: words that a row must have, and conditions on numbers (<c>iou&gt;0.2</c>).
    /// </summary>
    public string Filter { get; private set; } = string.Empty;

    /// <summary>The selected row; null where there is none.</summary>
    public T? Current => Selected >= 0 ? _rows[Selected] : null;

    public IReadOnlyList<T> Visible => _rows;

    public string Cell(int row, int column) => _columns[column].Show(_rows[row]);

    /// <summary>Takes other rows; the selection stays with the row that is the same.</summary>
    public void SetRows(IReadOnlyList<T> rows, Func<T, T, bool> isSame)
    {
        _all = rows;
        Arrange(isSame);
    }

    public void SetFilter(string filter)
    {
        Filter = filter;
        Arrange(ReferenceEquals);
    }

    public void SortBy(int column)
    {
        if (SortColumn == column)
        {
            IsDescending = !IsDescending;
        }
        else
        {
            (SortColumn, IsDescending) = (column, column >= 0 && _columns[column].IsNumber);
        }

        Arrange(ReferenceEquals);
    }

    /// <summary>Sorts by the next column.</summary>
    public void SortByNext() => SortBy((SortColumn + 1) % _columns.Count);

    public void Reverse()
    {
        IsDescending = !IsDescending;
        Arrange(ReferenceEquals);
    }

    public void Select(int row) => Selected = _rows.Count == 0 ? -1 : Math.Clamp(row, 0, _rows.Count - 1);

    /// <summary>Selects the first row that is so; leaves the selection where there is none.</summary>
    public void Select(Func<T, bool> isWanted)
    {
        int row = _rows.FindIndex(each => isWanted(each));
        if (row >= 0)
        {
            Selected = row;
        }
    }

    public void Move(int rows) => Select(Selected + rows);

    public void MovePages(int pages) => Move(pages * Math.Max(1, _page - 1));

    public int FirstOf(int rows)
    {
        _page = Math.Max(1, rows);
        _first = Math.Clamp(_first, 0, Math.Max(0, Count - _page));
        if (Selected >= 0)
        {
            _first = Math.Clamp(_first, Selected - _page + 1, Selected);
        }

        return _first = Math.Max(0, _first);
    }

    private void Arrange(Func<T, T, bool> isSame)
    {
        var before = Current;
        var keep = Conditions();
        var rows = _all.Where(row => keep.All(condition => condition(row)));
        if (SortColumn >= 0)
        {
            var column = _columns[SortColumn];
            if (column.Key is { } key)
            {
                rows = IsDescending ? rows.OrderByDescending(key, Nulls) : rows.OrderBy(key, Nulls);
            }
            else
            {
                rows = IsDescending ? rows.OrderByDescending(column.Show, StringComparer.OrdinalIgnoreCase) : rows.OrderBy(column.Show, StringComparer.OrdinalIgnoreCase);
            }
        }

        _rows = [.. rows];
        int at = before is null ? -1 : _rows.FindIndex(row => isSame(row, before));
        Selected = _rows.Count == 0 ? -1 : Math.Max(0, at);
    }

    private static Comparer<double?> Nulls { get; } = Comparer<double?>.Create((a, b) => Nullable.Compare(a, b));

    private List<Func<T, bool>> Conditions()
    {
        var conditions = new List<Func<T, bool>>();
        string words = ConditionPattern().Replace(Filter, match =>
        {
            var column = _columns.FirstOrDefault(each => each.Key is not null && each.Title.Replace(" ", "", StringComparison.Ordinal).StartsWith(match.Groups[1].Value, StringComparison.OrdinalIgnoreCase));
            if (column is null || !double.TryParse(match.Groups[3].ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture, out double limit))
            {
                return match.Value;
            }

            string comparison = match.Groups[2].Value;
            conditions.Add(row => column.Key!(row) is { } value && comparison switch
            {
                ">" => value > limit,
                ">=" => value >= limit,
                "<" => value < limit,
                "<=" => value <= limit,
                _ => value == limit,
            });
            return " ";
        });
        foreach (string word in words.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            conditions.Add(row => _columns.Any(column => column.Show(row).Contains(word, StringComparison.OrdinalIgnoreCase)));
        }

        return conditions;
    }

    [GeneratedRegex(@"(?<!\S)([A-Za-z]+)(>=|<=|>|<|=)([0-9.]+)(?!\S)", RegexOptions.CultureInvariant)]
    private static partial Regex ConditionPattern();
}
