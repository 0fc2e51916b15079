using CompExplain.Analysis.Accuracy;
using CompExplain.Analysis.Comparison;
using CompExplain.Analysis.Layers;
using CompExplain.Analysis.Results;
using CompExplain.Analysis.Uniqueness;
using CompExplain.Query;
using CompExplain.Storage.Files;

namespace CompExplain.Analysis;

/// <summary>What is to be analysed, and how. The command, the reports and the terminal UI all build this record.</summary>
/// <param name="Engine">The engine over the database.</param>
public sealed record AnalysisRequest(QueryEngine Engine)
{
    /// <summary>The layer; null for the only one.</summary>
    public string? Layer { get; init; }

    /// <summary>The search, by its number; null for the layer's latest complete one.</summary>
    public int? Run { get; init; }

    /// <summary>Where a unit or a formula counts as active, and on which inputs.</summary>
    public AccuracyOptions Accuracy { get; init; } = AccuracyOptions.Default;

    /// <summary>What counts as a detector.</summary>
    public UniqueOptions Unique { get; init; } = UniqueOptions.Default;

    /// <summary>The formula whose classes are wanted; null where none is.</summary>
    public string? Formula { get; init; }

    /// <summary>The searches compared, each the number of a search or the name of a layer; the first may be left out.</summary>
    public IReadOnlyList<string> Compared { get; init; } = [];

    /// <summary>The database of the second search compared; null for the same.</summary>
    public QueryEngine? With { get; init; }

    /// <summary>Which units are compared.</summary>
    public MatchBy Match { get; init; }

    /// <summary>Reports what takes long.</summary>
    public IProgress<StepProgress>? Progress { get; init; }

    /// <summary>Cancels it.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>The layer with the search, read once by each analysis.</summary>
    /// <exception cref="AnalysisException">There is no such layer or search.</exception>
    public ExplainedLayer Read() => ExplainedLayer.Read(Engine, Layer, Run);
}
