using CompExplain.Storage.Results;

namespace CompExplain.Query.Explaining;

/// <summary>Explanations to prove optimal.</summary>
/// <param name="Search">The search that found them.</param>
/// <param name="Found">The best formula of each length, from 1.</param>
/// <param name="Options">How much work to spend.</param>
public sealed record CertifyRequest(ExplainRequest Search, IReadOnlyList<Explanation> Found, CertificateOptions Options);
