using System.Globalization;
using CompExplain.Query.Ast;
using CompExplain.Query.Diagnostics;
using CompExplain.Query.Results;

namespace CompExplain.Query.Execution;

/// <summary>A column of something that SHOW and WHERE know: how to read it, and what it holds.</summary>
internal sealed record TableColumn<T>(string Name, ColumnKind Kind, Func<T, object?> Read);

/// <summary>Filters and orders rows by their columns.</summary>
internal static class TableColumns
{
    /// <summary>The rows that a condition lets through.</summary>
    public static Func<T, bool> Filter<T>(IReadOnlyList<TableColumn<T>> columns, ColumnCondition condition, string text)
    {
        var column = Find(columns, condition.Column, condition.Span, text);
        if (condition.Comparison == Comparison.Like)
        {
            return row => Convert.ToString(column.Read(row), CultureInfo.InvariantCulture) is { } value && Like(value, condition.Value);
        }

        if (column.Kind == ColumnKind.Text)
        {
            return row =>
            {
                int order = string.Compare(column.Read(row) as string ?? string.Empty, condition.Value, StringComparison.OrdinalIgnoreCase);
                return Holds(condition.Comparison, order);
            };
        }

        if (!double.TryParse(condition.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number))
        {
            throw new QueryException(new Diagnostic(
                $"'{condition.Column}' is a number, and '{condition.Value}' is none", text, condition.ValueSpan.IsNone ? condition.Span : condition.ValueSpan));
        }

        return row => column.Read(row) is { } value && Holds(condition.Comparison, Convert.ToDouble(value, CultureInfo.InvariantCulture).CompareTo(number));
    }

    /// <summary>The rows in an order; rows that are equal in it stay as they were.</summary>
    public static IEnumerable<T> Order<T>(IEnumerable<T> rows, IReadOnlyList<TableColumn<T>> columns, IReadOnlyList<Ordering> orderings, string text)
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
            var column = Find(columns, ordering.Column, ordering.Span, text);
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

    /// <summary>SQL's LIKE, ignoring case: % is any characters, _ is one.</summary>
    public static bool Like(ReadOnlySpan<char> value, ReadOnlySpan<char> pattern)
    {
        // The last % is where to go on when what follows it does not fit: linear but for one step back a character.
        int v = 0, p = 0, star = -1, mark = 0;
        while (v < value.Length)
        {
            if (p < pattern.Length && pattern[p] == '%')
            {
                star = p++;
                mark = v;
            }
            else if (p < pattern.Length && (pattern[p] == '_' || char.ToUpperInvariant(pattern[p]) == char.ToUpperInvariant(value[v])))
            {
                v++;
                p++;
            }
            else if (star >= 0)
            {
                p = star + 1;
                v = ++mark;
            }
            else
            {
                return false;
            }
        }

        while (p < pattern.Length && pattern[p] == '%')
        {
            p++;
        }

        return p == pattern.Length;
    }

    private static TableColumn<T> Find<T>(IReadOnlyList<TableColumn<T>> columns, string name, SourceSpan span, string text) =>
        columns.FirstOrDefault(column => column.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new QueryException(new Diagnostic(
            $"there is no column '{name}' here", text, span, ["there are: " + string.Join(", ", columns.Select(column => column.Name))]));

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
