using CompExplain.Query.Results;

namespace CompExplain.Tui.Models;

/// <summary>A unit or a concept with its IoU.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Iou">The IoU.</param>
internal sealed record ScoredName(string Name, double Iou)
{
    /// <summary>The rows of a TOP query by IOU, without those that share nothing.</summary>
    public static IEnumerable<ScoredName> Of(QueryResult result) => Enumerable.Range(0, result.Rows.Count)
        .Select(row => new ScoredName((string)result[row, "name"]!, (double)result[row, "iou"]!))
        .Where(each => each.Iou > 0);
}
