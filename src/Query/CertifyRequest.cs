namespace CompExplain.Query;

/// <summary>What is to be proved about explanations.</summary>
/// <param name="Search">The search that found them.</param>
/// <param name="Found">The best formula of each length, from 1.</param>
/// <param name="Within">The time allowed; null for as long as it takes.</param>
/// <param name="Clock">What that is measured by.</param>
public sealed record CertifyRequest(ExplainRequest Search, IReadOnlyList<Explanation> Found, TimeSpan? Within, TimeProvider Clock);
