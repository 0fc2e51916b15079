using CompExplain.Query.Planning;

namespace CompExplain.Query.Execution;

/// <summary>The options of a query. The answer does not depend on them.</summary>
public sealed record RunOptions
{
    /// <summary>The defaults.</summary>
    public static RunOptions Default { get; } = new();

    /// <summary>The options of its plan.</summary>
    public PlanOptions Plan { get; init; } = PlanOptions.Default;

    /// <summary>The clock that PROFILE measures time by.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Cancels it.</summary>
    public CancellationToken Cancellation { get; init; }
}
