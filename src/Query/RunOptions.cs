using CompExplain.Query.Planning;

namespace CompExplain.Query;

/// <summary>How a query is to be run.</summary>
public sealed record RunOptions
{
    /// <summary>What is done when nothing is said.</summary>
    public static RunOptions Default { get; } = new();

    /// <summary>How it is to be planned.</summary>
    public PlanOptions Plan { get; init; } = PlanOptions.Default;

    /// <summary>What PROFILE measures time by.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Stops it.</summary>
    public CancellationToken Cancellation { get; init; }
}
