namespace CompExplain.Query;

/// <summary>Answers EXPLAIN: a search over formulas, which asks its counts of the engine.</summary>
public interface IExplainer
{
    /// <summary>Searches for the formula of a mask.</summary>
    /// <param name="request">What to search for.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The best formula of each length from 1; empty where no formula scores above 0.</returns>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    IReadOnlyList<Explanation> Explain(ExplainRequest request, CancellationToken cancellation);

    /// <summary>Checks how far explanations can be trusted.</summary>
    /// <param name="request">Which, and how.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>A check for each explanation, in order.</returns>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    IReadOnlyList<Honesty> Check(HonestyRequest request, CancellationToken cancellation);

    /// <summary>Proves explanations the best of their length, or how far from it they can be at most.</summary>
    /// <param name="request">Which, and how long to work at it.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The explanations with their certificates; where a proof found a better formula, with that.</returns>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    IReadOnlyList<Explanation> Certify(CertifyRequest request, CancellationToken cancellation);
}
