namespace CompExplain.Query.Ast;

/// <summary><c>CERTIFY</c>, <c>CERTIFY WITHIN 30 s</c>: also prove how far the answer is from the best.</summary>
/// <param name="WithinSeconds">The time allowed, in seconds, finite and from 0; null for as long as it takes.</param>
public sealed record CertifyClause(double? WithinSeconds = null)
{
    /// <summary>The time allowed, in seconds, finite and from 0; null for as long as it takes.</summary>
    public double? WithinSeconds { get; init; } = WithinSeconds is null or (>= 0 and < double.PositiveInfinity)
        ? WithinSeconds
        : throw new ArgumentOutOfRangeException(nameof(WithinSeconds), WithinSeconds, "must be finite and from 0");
}
