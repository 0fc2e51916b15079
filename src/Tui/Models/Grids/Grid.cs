using System.Globalization;
using System.Text.RegularExpressions;
using CompExplain.Query.Results;

namespace CompExplain.Tui.Models.Grids;

/// <summary>
/// Rows that can be filtered, sorted and selected. A cell is printed only when it is drawn, or compared by its text.
/// </summary>
internal sealed partial class Grid<T> : IGrid
    where T : class
{
    private static readonly Comparer<double?> NullsFirst = Comparer<double?>.Create((a, b) => Nullable.Compare(a, b));

    private readonly IReadOnlyList<GridColumn<T>> _all;
    private readonly IReadOnlyList<GridColumn<T>> _columns;
    private IReadOnlyList<T> _unfiltered = [];
    private List<T> _rows = [];
    private int _first;
    private int _page = 10;

    public Grid(IReadOnlyList<GridColumn<T>> columns) =>
        (_all, _columns) = (columns, [.. columns.Where(column => !column.IsExportOnly)]);

    public IReadOnlyList<GridColumn> Columns => _columns;

    public int Count => _rows.Count;

    /// <summary>The number of rows without the filter.</summary>
    public int Total => _unfiltered.Count;

    public int Selected { get; private set; } = -1;

    public int SortColumn { get; private set; } = -1;

    public bool IsDescending { get; private set; }

    /// <summary>The filter typed: words that a row must contain, and conditions on numbers (<c>iou&gt;0.2</c>).</summary>
    public string Filter { get; private set; } = string.Empty;

    /// <summary>The selected row; null if there is none.</summary>
    public T? Current => Selected >= 0 ? _rows[Selected] : null;

    public IReadOnlyList<T> Visible => _rows;

    /// <summary>The rows that the filter lets through, as an answer to export.</summary>
    public QueryResult Rows => new(
        [.. _all.Select(column => column.Column)],
        [.. _rows.Select(row => _all.Select(column => column.Value(row)).ToArray())],
        []);

    public string Cell(int row, int column) => _columns[column].Show(_rows[row]);

    /// <summary>Replaces the rows; the selection stays on the same row.</summary>
    public void SetRows(IReadOnlyList<T> rows, Func<T, T, bool> isSame)
    {
        _unfiltered = rows;
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

    /// <summary>Selects the first row that fits; if there is none, the selection stays.</summary>
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
        var rows = _unfiltered.Where(row => keep.All(condition => condition(row)));
        if (SortColumn >= 0)
        {
            var column = _columns[SortColumn];
            rows = (column.IsNumber, IsDescending) switch
            {
                (true, true) => rows.OrderByDescending(column.Number, NullsFirst),
                (true, false) => rows.OrderBy(column.Number, NullsFirst),
                (false, true) => rows.OrderByDescending(column.Show, StringComparer.OrdinalIgnoreCase),
                (false, false) => rows.OrderBy(column.Show, StringComparer.OrdinalIgnoreCase),
            };
        }

        _rows = [.. rows];
        int at = before is null ? -1 : _rows.FindIndex(row => isSame(row, before));
        Selected = _rows.Count == 0 ? -1 : Math.Max(0, at);
    }

    private List<Func<T, bool>> Conditions()
    {
        var conditions = new List<Func<T, bool>>();
        string words = ConditionPattern().Replace(Filter, match =>
        {
            var column = _columns.FirstOrDefault(each => each.IsNumber
                && each.Title.Replace(" ", "", StringComparison.Ordinal)
                    .StartsWith(match.Groups[1].Value, StringComparison.OrdinalIgnoreCase));
            if (column is null
                || !double.TryParse(match.Groups[3].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double limit))
            {
                return match.Value;
            }

            string comparison = match.Groups[2].Value;
            conditions.Add(row => column.Number(row) is { } value && comparison switch
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
