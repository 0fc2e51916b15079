namespace CompExplain.Query.Ast;

/// <summary>When a unit counts as active, where it is not by the stored threshold.</summary>
public abstract record UnitCondition
{
    private protected UnitCondition()
    {
    }
}

/// <summary><c>unit 483 @ 1%</c>: in the top share of its activations.</summary>
/// <param name="Share">The share as a fraction, above 0 and at most 1: 0.01 for 1 %.</param>
public sealed record UnitTopShare(double Share) : UnitCondition
{
    /// <summary>The share as a fraction, above 0 and at most 1: 0.01 for 1 %.</summary>
    public double Share { get; init; } = Require.Share(Share, nameof(Share));
}

/// <summary><c>unit 483 &gt; 2.5</c>: where its activation exceeds a value.</summary>
/// <param name="Value">The value; finite.</param>
public sealed record UnitAbove(double Value) : UnitCondition
{
    /// <summary>The value; finite.</summary>
    public double Value { get; init; } = Require.Finite(Value, nameof(Value));
}

/// <summary><c>unit 483 BETWEEN 1 AND 2</c>: where its activation lies between two values, both included.</summary>
/// <param name="Low">The lower value; finite.</param>
/// <param name="High">The upper value; finite.</param>
public sealed record UnitBetween(double Low, double High) : UnitCondition
{
    /// <summary>The lower value; finite.</summary>
    public double Low { get; init; } = Require.Finite(Low, nameof(Low));

    /// <summary>The upper value; finite.</summary>
    public double High { get; init; } = Require.Finite(High, nameof(High));
}

/// <summary><c>unit 483 range 2</c>: where its activation lies in a stored cluster.</summary>
/// <param name="Number">The cluster's number, from 0.</param>
public sealed record UnitRange(int Number) : UnitCondition
{
    /// <summary>The cluster's number, from 0.</summary>
    public int Number { get; init; } = Require.NotNegative(Number, nameof(Number));
}
