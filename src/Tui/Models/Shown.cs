using System.Globalization;

namespace CompExplain.Tui.Models;

/// <summary>Numbers as people read them.</summary>
internal static class Shown
{
    public static string Score(double? value) => value is { } some && double.IsFinite(some) ? some.ToString("0.0000", CultureInfo.InvariantCulture) : string.Empty;

    public static string Change(double value) => value.ToString("+0.0000;-0.0000; 0.0000", CultureInfo.InvariantCulture);

    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    public static string Percent(double? share) => share is { } some ? (100 * some).ToString(Math.Abs(some) is > 0 and < 0.001 ? "0.000" : "0.0", CultureInfo.InvariantCulture) + "%" : string.Empty;

    public static string Number(double value) => value.ToString(Math.Abs(value) is >= 0.001 and < 100000 or 0 ? "0.###" : "0.##E+0", CultureInfo.InvariantCulture);

    public static string Time(TimeSpan time) => time.TotalSeconds < 60
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s")
        : string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes} min {time.Seconds:00} s");
}
