using CompExplain.Analysis.Statistics;

namespace CompExplain.Analysis.Results;

/// <summary>What a chart shows. Who draws it chooses how.</summary>
/// <param name="Name">Its name, a word or a few.</param>
/// <param name="Title">Its title.</param>
/// <param name="XLabel">What the x axis is.</param>
/// <param name="YLabel">What the y axis is.</param>
public abstract record Chart(string Name, string Title, string XLabel, string YLabel);

/// <summary>The spread of values in groups, with a line through their means.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Title">Its title.</param>
/// <param name="XLabel">What the groups are.</param>
/// <param name="YLabel">What the values are.</param>
/// <param name="Groups">The groups, from left to right.</param>
public sealed record BoxChart(
    string Name, string Title, string XLabel, string YLabel, IReadOnlyList<(string Label, Spread Spread)> Groups)
    : Chart(Name, Title, XLabel, YLabel);

/// <summary>Points, with the least-squares line.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Title">Its title.</param>
/// <param name="XLabel">What x is.</param>
/// <param name="YLabel">What y is.</param>
/// <param name="Points">The points, each with what it stands for.</param>
/// <param name="Line">The line's value at 0 and its slope; null for none.</param>
public sealed record ScatterChart(
    string Name,
    string Title,
    string XLabel,
    string YLabel,
    IReadOnlyList<(double X, double Y, string Label)> Points,
    (double AtZero, double Slope)? Line)
    : Chart(Name, Title, XLabel, YLabel);

/// <summary>Lines over whole numbers, each point with an interval where it has one.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Title">Its title.</param>
/// <param name="XLabel">What x is.</param>
/// <param name="YLabel">What y is.</param>
/// <param name="Lines">The lines.</param>
public sealed record LineChart(string Name, string Title, string XLabel, string YLabel, IReadOnlyList<ChartLine> Lines)
    : Chart(Name, Title, XLabel, YLabel);

/// <summary>A line of a <see cref="LineChart"/>.</summary>
/// <param name="Label">What it shows.</param>
/// <param name="Points">Its points, by x; the interval is null where there is none.</param>
public sealed record ChartLine(string Label, IReadOnlyList<(double X, double Y, double? Low, double? High)> Points);

/// <summary>Bars in groups.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Title">Its title.</param>
/// <param name="XLabel">What the bars stand for.</param>
/// <param name="YLabel">What their length is.</param>
/// <param name="Bars">The bars, in order; those of one group have one colour, and an empty group is none.</param>
public sealed record BarChart(
    string Name, string Title, string XLabel, string YLabel, IReadOnlyList<(string Label, double Value, string Group)> Bars)
    : Chart(Name, Title, XLabel, YLabel);

/// <summary>Counts of pairs, as a matrix.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Title">Its title.</param>
/// <param name="XLabel">What the columns are.</param>
/// <param name="YLabel">What the rows are.</param>
/// <param name="Columns">The columns' labels.</param>
/// <param name="Rows">The rows' labels.</param>
/// <param name="Counts">The counts, row by row.</param>
public sealed record MatrixChart(
    string Name,
    string Title,
    string XLabel,
    string YLabel,
    IReadOnlyList<string> Columns,
    IReadOnlyList<string> Rows,
    IReadOnlyList<IReadOnlyList<long>> Counts)
    : Chart(Name, Title, XLabel, YLabel);
