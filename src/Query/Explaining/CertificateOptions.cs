namespace CompExplain.Query.Explaining;

/// <summary>How much work to spend on the proofs of one target.</summary>
public sealed record CertificateOptions
{
    /// <summary>No limits.</summary>
    public static CertificateOptions Default { get; } = new();

    /// <summary>The default time for each unit when many units are certified.</summary>
    public static TimeSpan WithinForEachUnit { get; } = TimeSpan.FromSeconds(60);

    /// <summary>The maximum time for all lengths of one target; null for no limit.</summary>
    public TimeSpan? Within { get; init; }

    /// <summary>The clock that measures it.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>
    /// The maximum number of states expanded for each length; the same number gives the same bytes on any machine.
    /// </summary>
    public long States { get; init; } = long.MaxValue;
}
