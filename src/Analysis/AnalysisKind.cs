using CompExplain.Analysis.Results;

namespace CompExplain.Analysis;

/// <summary>An analysis.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it shows, in a line.</param>
/// <param name="Scope">What it is of.</param>
/// <param name="Run">
/// Makes it. Throws <see cref="AnalysisException"/> if something is not stored, and
/// <see cref="OperationCanceledException"/> if it is cancelled.
/// </param>
public sealed record AnalysisKind(
    string Name, string Description, AnalysisScope Scope, Func<AnalysisRequest, AnalysisResult> Run);
