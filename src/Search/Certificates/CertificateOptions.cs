namespace CompExplain.Search.Certificates;

/// <summary>How long to work at the proofs of one target.</summary>
public sealed record CertificateOptions
{
    /// <summary>The time for all lengths of one target; null for as long as it takes.</summary>
    public TimeSpan? Within { get; init; }

    /// <summary>What that is measured by.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>How many states may be expanded for each length; the same number gives the same bytes on any machine.</summary>
    public long States { get; init; } = long.MaxValue;
}
