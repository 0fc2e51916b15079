using CompExplain.Query.Execution;
using CompExplain.Storage.Catalog;
using CompExplain.Storage.Results;

namespace CompExplain.Tui.Models;

/// <summary>A unit, and what a search found for it.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="Concept">The best concept that stands alone; null where there is none, or it was not searched.</param>
/// <param name="ByLength">The best formula of each length; empty where there is none.</param>
/// <param name="Accuracy">The part of the inputs it is active on that the network is right about; null where that is not known.</param>
internal sealed record UnitRow(Unit Unit, ExplanationRecord? Concept, IReadOnlyList<ExplanationRecord> ByLength, double? Accuracy = null)
{
    /// <summary>What is proved about the formulas, by length; empty where no proof was asked for.</summary>
    public IReadOnlyList<CertificateRecord> Certificates { get; init; } = [];

    /// <summary>The best formulas, each at the first length at which it is the best.</summary>
    public IReadOnlyList<ExplanationRecord> Steps => [.. ByLength.Where((each, i) => i == 0 || each.Formula != ByLength[i - 1].Formula)];

    /// <summary>The best formula; null where there is none.</summary>
    public ExplanationRecord? Best => ByLength.Count > 0 ? ByLength[^1] : null;

    /// <summary>In words, what is proved about a formula of <see cref="Steps"/>; null where nothing is.</summary>
    public string? Proof(ExplanationRecord found) => Certificates.FirstOrDefault(each => each.Length == found.Length) is not { } proved ? null
        : proved.Bound <= found.Score ? "proved: no formula of this length scores more" : $"proved: none of this length scores more than {Shown.Score(proved.Bound)}";

    /// <summary>The IoU of a formula that was found, whatever the search made highest.</summary>
    public double? Iou(ExplanationRecord? found) =>
        found is null ? null : PairScore.Iou(new PairCounts(found.Hits, found.Size, Unit.Size, Total: 0));
}
