namespace CompExplain.Import.Images;

/// <summary>A run of an image's positions that have a concept, the last included.</summary>
internal readonly record struct ConceptRun(int Concept, int First, int Last);
