using CompExplain.Query.Ast;
using CompExplain.Storage.Catalog;

namespace CompExplain.Query.Scanning;

/// <summary>A leaf that a search may use: a concept, or a neighbourhood of concepts.</summary>
/// <param name="Formula">How it is written.</param>
/// <param name="Concepts">The concepts of which it is the union; the first is the one it is named by.</param>
public sealed record Candidate(Formula Formula, IReadOnlyList<Concept> Concepts)
{
    /// <summary>Its formula's canonical text.</summary>
    public string Text { get; } = Formula.ToString();
}
