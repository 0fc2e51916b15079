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
}
