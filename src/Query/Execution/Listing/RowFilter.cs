using System.Globalization;
using CompExplain.Query.Ast;
using CompExplain.Query.Diagnostics;
using CompExplain.Query.Results;

namespace CompExplain.Query.Execution.Listing;

/// <summary>Filters and orders rows by their columns.</summary>
internal static class RowFilter
{
    /// <summary>The rows that a condition lets through.</summary>
    /// <exception cref="QueryException">There is no such column, or it holds numbers and the value is none.</exception>
    public static Func<T, bool> Filter<T>(IReadOnlyList<ValueColumn<T>> columns, ColumnCondition condition)
    {
        var column = Find(columns, condition.Column, condition.Span);
        if (condition.Comparison == Comparison.Like)
        {
            return row =>
                Convert.ToString(column.Read(row), CultureInfo.InvariantCulture) is { } value
                    && LikePattern.Fits(value, condition.Value);
        }

        if (column.Kind == ColumnKind.Text)
        {
            return row =>
            {
                int order = string.Compare(
                    column.Read(row) as string ?? string.Empty, condition.Value, StringComparison.OrdinalIgnoreCase);
                return Holds(condition.Comparison, order);
            };
        }

        if (!double.TryParse(condition.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number))
        {
            throw new QueryException(new Diagnostic(
                $"'{condition.Column}' is a number, and '{condition.Value}' is none",
                condition.ValueSpan.IsNone ? condition.Span : condition.ValueSpan));
        }

        return row => column.Read(row) is { } value
            && Holds(condition.Comparison, Convert.ToDouble(value, CultureInfo.InvariantCulture).CompareTo(number));
    }

    /// <summary>The rows in an order; rows that are equal in it stay as they were.</summary>
    /// <exception cref="QueryException">There is no such column.</exception>
    public static IEnumerable<T> Order<T>(
        IEnumerable<T> rows, IReadOnlyList<ValueColumn<T>> columns, IReadOnlyList<Ordering> orderings)
    {
        var comparer = Comparer<object?>.Create((a, b) => (a, b) switch
        {
            (null, null) => 0,
            (null, _) => -1,
            (_, null) => 1,
            (string left, string right) => string.CompareOrdinal(left, right),
            _ => Convert.ToDouble(a, CultureInfo.InvariantCulture).CompareTo(Convert.ToDouble(b, CultureInfo.InvariantCulture)),
        });
        IOrderedEnumerable<T>? ordered = null;
        foreach (var ordering in orderings)
        {
            var column = Find(columns, ordering.Column, ordering.Span);
            ordered = (ordered, ordering.Descending) switch
            {
                (null, false) => rows.OrderBy(column.Read, comparer),
                (null, true) => rows.OrderByDescending(column.Read, comparer),
                (_, false) => ordered.ThenBy(column.Read, comparer),
                (_, true) => ordered.ThenByDescending(column.Read, comparer),
            };
        }

        return ordered ?? rows;
    }

    private static ValueColumn<T> Find<T>(IReadOnlyList<ValueColumn<T>> columns, string name, SourceSpan span) =>
        columns.FirstOrDefault(column => column.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new QueryException(new Diagnostic(
            $"there is no column '{name}' here", span, "there are: " + string.Join(", ", columns.Select(column => column.Name))));

    private static bool Holds(Comparison comparison, int order) => comparison switch
    {
        Comparison.Equal => order == 0,
        Comparison.NotEqual => order != 0,
        Comparison.Less => order < 0,
        Comparison.LessOrEqual => order <= 0,
        Comparison.Greater => order > 0,
        _ => order >= 0,
    };
}
