using ScottPlot;

namespace CompExplain.Reports.Charts;

/// <summary>The colours of a chart.</summary>
/// <param name="Surface">Behind it.</param>
/// <param name="Ink">Text and axes.</param>
/// <param name="Grid">Lines of the grid.</param>
/// <param name="Series">Lines, bars and points, in order; told apart with any common colour blindness.</param>
internal sealed record ChartTheme(Color Surface, Color Ink, Color Grid, IReadOnlyList<Color> Series)
{
    /// <summary>On white; Okabe and Ito's colours, the yellow left out.</summary>
    public static ChartTheme Light { get; } = new(
        Color.FromHex("#FFFFFE"),
        Color.FromHex("#1F2329"),
        Color.FromHex("#DDE1E6"),
        [
            Color.FromHex("#0072B2"),
            Color.FromHex("#D55E01"),
            Color.FromHex("#009E73"),
            Color.FromHex("#CC79A7"),
            Color.FromHex("#56B4E9"),
            Color.FromHex("#E69F00"),
        ]);
}
