namespace CompExplain.Analysis.Results;

/// <summary>What an analysis found.</summary>
/// <param name="Name">The analysis: <c>iou-by-length</c>.</param>
/// <param name="Title">Its title, for people.</param>
/// <param name="Summary">What one sees, in a sentence or two.</param>
/// <param name="Tables">Its tables, the main one first.</param>
/// <param name="Charts">Its charts, the main one first; none where there is nothing to draw.</param>
/// <param name="Notes">What was left out, and how the numbers are to be read.</param>
public sealed record AnalysisResult(
    string Name,
    string Title,
    string Summary,
    IReadOnlyList<AnalysisTable> Tables,
    IReadOnlyList<Chart> Charts,
    IReadOnlyList<string> Notes);
