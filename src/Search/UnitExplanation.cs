using CompExplain.Storage.Catalog;
using CompExplain.Storage.Results;

namespace CompExplain.Search;

/// <summary>What a search found for a unit.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Unit">The unit.</param>
/// <param name="BestConcept">The best concept that stands alone; null where nothing explains the unit.</param>
/// <param name="ByLength">The best formula of each length: the last is the answer. Empty where nothing explains the unit.</param>
public sealed record UnitExplanation(Layer Layer, Unit Unit, ExplanationRecord? BestConcept, IReadOnlyList<ExplanationRecord> ByLength)
{
    /// <summary>What is proved about them, by length; empty where no proof was asked for.</summary>
    public IReadOnlyList<CertificateRecord> Certificates { get; init; } = [];
}
