using CompExplain.Query.Binding;

namespace CompExplain.Query.Planning;

/// <summary>A formula ready to be run: there are no more decisions.</summary>
/// <param name="Source">The formula before the rewrites.</param>
/// <param name="Body">The formula after all rewrites.</param>
/// <param name="IsComplement">Whether the positions asked for are those where the body is not.</param>
/// <param name="EstimatedSize">The number of positions that it is expected to have.</param>
internal sealed record PlannedFormula(Bound Source, Bound Body, bool IsComplement, long EstimatedSize)
{
    /// <summary>The formula after all rewrites, complement included.</summary>
    public Bound Formula => IsComplement ? new BoundNot(Body) : Body;
}
