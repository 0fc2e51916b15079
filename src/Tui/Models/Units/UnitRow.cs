using CompExplain.Query.Results;
using CompExplain.Storage.Catalog;
using CompExplain.Storage.Results;

namespace CompExplain.Tui.Models.Units;

/// <summary>A row of the units' table.</summary>
/// <param name="Found">The unit and its explanations.</param>
/// <param name="Accuracy">The share of the inputs it is active on that the network is right about; null if that is not
/// known.</param>
internal sealed record UnitRow(UnitExplanations Found, double? Accuracy = null)
{
    public Unit Unit => Found.Unit;

    /// <summary>The best formula; null if there is none.</summary>
    public Explanation? Best => Found.Best;

    /// <summary>The best single concept; null if there is none.</summary>
    public Explanation? Concept => Found.BestConcept;

    /// <summary>A sentence about what is proved of a formula; null if nothing is.</summary>
    public static string? Proof(Explanation found) => found.Certificate is not { } certificate ? null
        : found.IsOptimal ? "proved: no formula of this length scores more"
        : $"proved: none of this length scores more than {Cell.ShowBound(certificate.Bound)}";
}
