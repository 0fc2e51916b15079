using CompExplain.Storage.Results;

namespace CompExplain.Query.Explaining;

/// <summary>Answers EXPLAIN: a search over formulas, which asks the engine for its counts.</summary>
public interface IExplainer
{
    /// <summary>Searches for the formula of a mask.</summary>
    /// <param name="request">The search.</param>
    /// <param name="cancellation">Cancels it.</param>
    /// <returns>The best formula of each length from 1; empty if no formula scores above 0.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    IReadOnlyList<Explanation> Explain(ExplainRequest request, CancellationToken cancellation);

    /// <summary>Checks how far explanations can be trusted.</summary>
    /// <param name="request">The explanations.</param>
    /// <param name="cancellation">Cancels it.</param>
    /// <returns>A check for each explanation, in order.</returns>
    /// <exception cref="SearchException">The split to hold out is unknown, or all inputs have it.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    IReadOnlyList<Honesty> Check(HonestyRequest request, CancellationToken cancellation);

    /// <summary>Proves explanations optimal for their length, or bounds how far from it they are.</summary>
    /// <param name="request">The explanations, and how much work to spend.</param>
    /// <param name="cancellation">Cancels it.</param>
    /// <returns>The explanations with their certificates; a better formula that a proof found replaces the explanation.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    IReadOnlyList<Explanation> Certify(CertifyRequest request, CancellationToken cancellation);
}
