using CompExplain.Storage.Catalog;

namespace CompExplain.Import.Text;

/// <summary>A concept over pairs, and the pairs that have it, in order.</summary>
internal sealed record TextConcept(ConceptRecord Record, List<int> Pairs);
