using CompExplain.Query.Binding;
using CompExplain.Query.Planning;

namespace CompExplain.Query.Execution.Operators;

/// <summary>Formulas with holes.</summary>
internal static class Holes
{
    /// <summary>A formula with a leaf in all its holes.</summary>
    /// <param name="formula">The formula.</param>
    /// <param name="leaf">The leaf.</param>
    public static Bound Fill(Bound formula, Bound leaf) => Rewrites.BottomUp(formula, node => node is BoundHole ? leaf : node);

    /// <summary>Whether a formula has a hole inside a node that looks at more than one position.</summary>
    /// <param name="formula">The formula.</param>
    public static bool AreLifted(Bound formula) => formula switch
    {
        BoundNode { ActsPointwise: false } => formula.HasHole,
        BoundNode node => node.Operands.Any(AreLifted),
        _ => false,
    };
}
