using CompExplain.Storage.Catalog;

namespace CompExplain.Storage.Results;

/// <summary>A unit and its explanations.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="BestConcept">The best single concept; null if none scores above 0, or the unit was not searched.</param>
/// <param name="ByLength">
/// The best formula of each length, from 1; empty if none scores above 0, or the unit was not searched.
/// </param>
public sealed record UnitExplanations(Unit Unit, Explanation? BestConcept, IReadOnlyList<Explanation> ByLength)
{
    /// <summary>How far the best explanation can be trusted; null if that was not checked.</summary>
    public Honesty? Honesty { get; init; }

    /// <summary>The best formula; null if there is none.</summary>
    public Explanation? Best => ByLength.Count > 0 ? ByLength[^1] : null;

    /// <summary>The best formula of at most so many leaves; null if there is none.</summary>
    /// <param name="length">The maximum number of leaves.</param>
    public Explanation? Within(int length) => ByLength.LastOrDefault(each => each.Length <= length);

    /// <summary>The distinct formulas, each at the first length at which it is the best.</summary>
    public IReadOnlyList<Explanation> Steps =>
        [.. ByLength.Where((each, i) => i == 0 || each.Formula != ByLength[i - 1].Formula)];
}
