using CompExplain.Query;
using CompExplain.Query.Ast;
using CompExplain.Query.Execution;

namespace CompExplain.Analysis.Accuracy;

/// <summary>Finds the inputs on which formulas are true, many formulas at once.</summary>
public static class ActiveInputCounting
{
    /// <summary>Reads how many positions of each input each formula has.</summary>
    /// <typeparam name="T">What is made of them.</typeparam>
    /// <param name="engine">The engine.</param>
    /// <param name="formulas">The formulas.</param>
    /// <param name="read">Takes a formula's number and its positions by input; called from several threads.</param>
    /// <param name="progress">Reports formulas.</param>
    /// <param name="cancellation">Cancels it.</param>
    /// <returns>What was made of each, in their order.</returns>
    public static T[] Read<T>(
        QueryEngine engine,
        IReadOnlyList<Formula> formulas,
        Func<int, long[], T> read,
        IProgress<int>? progress,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(formulas);
        ArgumentNullException.ThrowIfNull(read);
        var results = new T[formulas.Count];
        int done = 0;
        var options = new RunOptions { Cancellation = cancellation };
        Parallel.For(0, formulas.Count, new ParallelOptions { CancellationToken = cancellation }, i =>
        {
            results[i] = read(i, engine.CountByInput(formulas[i], options));
            progress?.Report(Interlocked.Increment(ref done));
        });
        return results;
    }
}
