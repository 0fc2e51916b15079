using CompExplain.Query.Binding;

namespace CompExplain.Query.Planning;

/// <summary>A formula ready to be run: there are no more decisions.</summary>
/// <param name="Body">The formula after all rewrites.</param>
/// <param name="IsComplement">What is wanted is where the body is not.</param>
/// <param name="EstimatedSize">How many positions it is expected to have.</param>
internal sealed record PlannedFormula(Bound Body, bool IsComplement, long EstimatedSize);
