using System.Globalization;
using CompExplain.Query.Diagnostics;

namespace CompExplain.Query.Results;

/// <summary>A value as people read it, and as programs do.</summary>
public static class Cell
{
    // Numbers that are names, not amounts.
    private static readonly string[] Names = ["unit", "input", "rank", "step", "run", "name", "length", "leaves"];

    /// <summary>Whether a column is of numbers, which are set to the right.</summary>
    /// <param name="column">The column.</param>
    public static bool IsNumber(ResultColumn column) => column.Kind is not (ColumnKind.Text or ColumnKind.Nested);

    /// <summary>For people: thousands apart, scores to four decimals, shares as per cent.</summary>
    /// <param name="value">The value.</param>
    /// <param name="column">Its column.</param>
    public static string Show(object? value, ResultColumn column) => value switch
    {
        null => string.Empty,
        QueryResult nested => OneLine(VisibleText.Of(Flatten(nested))),
        double number => Show(number, column?.Kind ?? ColumnKind.Score),
        long number when column is not null && Names.Contains(column.Name) => number.ToString(CultureInfo.InvariantCulture),
        long number => number.ToString("N0", CultureInfo.InvariantCulture),
        _ => OneLine(VisibleText.Of(Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty)),
    };

    /// <summary>For programs: every digit, nothing added.</summary>
    /// <param name="value">The value.</param>
    public static string Exact(object? value) => value switch
    {
        null => string.Empty,
        QueryResult nested => Flatten(nested),
        double number => double.IsFinite(number) ? number.ToString("R", CultureInfo.InvariantCulture) : string.Empty,
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? string.Empty,
    };

    /// <summary>For people: an upper bound of a score of at most 1, to four decimals; it is not rounded down.</summary>
    /// <param name="bound">The bound.</param>
    public static string ShowBound(double bound) =>
        Math.Min(1, Math.Ceiling(bound * 1e4) / 1e4).ToString("N4", CultureInfo.InvariantCulture);

    private static string Show(double number, ColumnKind kind)
    {
        if (!double.IsFinite(number))
        {
            return "-";
        }

        return kind switch
        {
            ColumnKind.Share => ShowShare(number),
            ColumnKind.Milliseconds => number.ToString("N2", CultureInfo.InvariantCulture),
            // What is not 0 does not look like it.
            _ => number.ToString(Math.Abs(number) is > 0 and < 5e-5 ? "0.0##E-0" : "N4", CultureInfo.InvariantCulture),
        };
    }

    // Two decimals, and of a small share as many as say something.
    private static string ShowShare(double share)
    {
        double percent = share * 100;
        string format = Math.Abs(percent) switch { 0 => "0", >= 0.1 => "0.00", >= 0.001 => "0.0000", _ => "0.##E-0" };
        return percent.ToString(format, CultureInfo.InvariantCulture) + "%";
    }

    private static string Flatten(QueryResult nested) => string.Join("; ", nested.Rows.Select(row =>
        string.Join(
            ", ",
            row.Select((value, i) =>
                $"{nested.Columns[i].Name}={(value is QueryResult inner ? $"[{Flatten(inner)}]" : Exact(value))}"))));

    private static string OneLine(string text) => text.AsSpan().ContainsAny('\n', '\r', '\t')
        ? text.ReplaceLineEndings(" ").Replace('\t', ' ')
        : text;
}
