using CompExplain.Analysis;
using CompExplain.Analysis.Accuracy;
using CompExplain.Analysis.Comparison;
using CompExplain.Analysis.Uniqueness;
using CompExplain.Cli.Output;

namespace CompExplain.Cli.Commands.Analyze;

/// <summary>What an analysis was asked for with.</summary>
/// <param name="Database">The database's path.</param>
/// <param name="Analysis">The analysis.</param>
/// <param name="Of">A formula, or the searches compared.</param>
/// <param name="Format">How the table is printed.</param>
internal sealed record AnalyzeArguments(string Database, AnalysisKind Analysis, IReadOnlyList<string> Of, OutputFormat Format)
{
    /// <summary>The options that were given and are not for every analysis, each with those that it is for.</summary>
    public IReadOnlyList<(string Option, string[] For)> Particular { get; init; } = [];

    /// <summary>The table to print; null for the main one.</summary>
    public string? Table { get; init; }

    /// <summary>The picture to write; null for none.</summary>
    public string? Plot { get; init; }

    /// <summary>The chart to draw; null for the main one.</summary>
    public string? Chart { get; init; }

    public string? Layer { get; init; }

    public int? Run { get; init; }

    /// <summary>The path of the database of the second search compared; null for the same.</summary>
    public string? With { get; init; }

    public MatchBy Match { get; init; }

    public AccuracyOptions Accuracy { get; init; } = AccuracyOptions.Default;

    public UniqueOptions Unique { get; init; } = UniqueOptions.Default;
}
