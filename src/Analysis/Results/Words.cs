using System.Globalization;

namespace CompExplain.Analysis.Results;

/// <summary>Numbers in sentences.</summary>
internal static class Words
{
    /// <summary>A number of things: <c>1 unit</c>, <c>1,200 units</c>.</summary>
    public static string Amount(long count, string what, string? many = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? what : many ?? what + "s")}");

    /// <summary>A score to three digits; a dash where there is none.</summary>
    public static string Score(double? value) =>
        value is { } number ? number.ToString("0.000", CultureInfo.InvariantCulture) : "-";

    /// <summary>A correlation with its sign; a dash where it is undefined.</summary>
    public static string Signed(double? value) =>
        value is { } number ? number.ToString("+0.00;-0.00;0.00", CultureInfo.InvariantCulture) : "-";

    /// <summary>A share as per cent.</summary>
    public static string Percent(double? share) =>
        share is { } number ? (100 * number).ToString("0.0", CultureInfo.InvariantCulture) + " %" : "-";

    /// <summary>An interval: <c>-0.71 to -0.40</c>.</summary>
    public static string Interval(double? low, double? high, Func<double?, string> write) =>
        low is null || high is null ? "no interval" : $"{write(low)} to {write(high)}";
}
