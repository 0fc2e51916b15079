using System.Globalization;
using CompExplain.Query.Results;

namespace CompExplain.Tui.Models;

/// <summary>
/// Numbers as text: scores and counts as in every table, the others as short as a panel needs.
/// </summary>
internal static class Shown
{
    private static readonly ResultColumn ScoreColumn = new("score", ColumnKind.Score);
    private static readonly ResultColumn CountColumn = new("count", ColumnKind.Integer);

    public static string Score(double? value) =>
        value is { } some && double.IsFinite(some) ? Cell.Show(some, ScoreColumn) : string.Empty;

    public static string Change(double value) => value.ToString("+0.0000;-0.0000; 0.0000", CultureInfo.InvariantCulture);

    public static string Count(long value) => Cell.Show(value, CountColumn);

    /// <summary>A share with one decimal, where tables print two.</summary>
    public static string Percent(double? share)
    {
        if (share is not { } some)
        {
            return string.Empty;
        }

        string format = Math.Abs(some) is > 0 and < 0.001 ? "0.000" : "0.0";
        return (100 * some).ToString(format, CultureInfo.InvariantCulture) + "%";
    }

    public static string Number(double value) =>
        value.ToString(Math.Abs(value) is >= 0.001 and < 100000 or 0 ? "0.###" : "0.##E+0", CultureInfo.InvariantCulture);

    public static string Time(TimeSpan time) => time.TotalSeconds < 60
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s")
        : string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes} min {time.Seconds:00} s");
}
