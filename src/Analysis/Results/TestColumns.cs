using CompExplain.Analysis.Statistics;
using CompExplain.Query.Results;

namespace CompExplain.Analysis.Results;

/// <summary>The columns of tests. An undefined value is not a number there, which people see as a dash.</summary>
internal static class TestColumns
{
    /// <summary>The columns of a paired test: the mean difference, its interval, t and W with their p.</summary>
    public static IReadOnlyList<ValueColumn<T>> Of<T>(string name, Func<T, PairedTest?> read) =>
    [
        Score<T>(name, each => read(each)?.Mean),
        Score<T>(name + "Low", each => read(each)?.Low),
        Score<T>(name + "High", each => read(each)?.High),
        Score<T>(name + "T", each => read(each)?.T),
        P<T>(name + "P", each => read(each)?.TP),
        Score<T>(name + "W", each => read(each)?.W),
        P<T>(name + "WilcoxonP", each => read(each)?.WP),
    ];

    /// <summary>The columns of a correlation: r, its interval, and p.</summary>
    public static IReadOnlyList<ValueColumn<T>> Of<T>(string name, Func<T, CorrelationTest> read, bool withInterval = true) =>
    [
        Score<T>(name, each => read(each).R),
        .. withInterval
            ? [Score<T>(name + "Low", each => read(each).Low), Score<T>(name + "High", each => read(each).High)]
            : Array.Empty<ValueColumn<T>>(),
        P<T>(name + "P", each => read(each).P),
    ];

    /// <summary>A column of scores.</summary>
    public static ValueColumn<T> Score<T>(string name, Func<T, double?> read) =>
        new(name, ColumnKind.Score, each => read(each) ?? double.NaN);

    /// <summary>A column of p-values.</summary>
    public static ValueColumn<T> P<T>(string name, Func<T, double?> read) => Score(name, read);
}
