using CompExplain.Query.Execution;
using CompExplain.Storage.Catalog;
using CompExplain.Storage.Results;

namespace CompExplain.Cli.Commands;

/// <summary>What can be worked out from a stored explanation.</summary>
internal static class Explained
{
    /// <summary>Its IoU, whatever the search maximised.</summary>
    public static double Iou(ExplanationRecord explanation, Unit unit) =>
        PairScore.Iou(new PairCounts(explanation.Hits, explanation.Size, unit.Size, Total: 0));
}
