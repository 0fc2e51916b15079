using CompExplain.Query.Planning;

namespace CompExplain.Query.Execution.Operators;

/// <summary>
/// One step of a plan. It decides how it will run when it is made; PLAN prints it, and PROFILE and the answer run the same
/// object, so that what is printed is what is done.
/// </summary>
internal abstract class Operator
{
    private protected Operator(QueryContext context) => Context = context;

    /// <summary>Its name, as PLAN prints it.</summary>
    public abstract string Name { get; }

    /// <summary>What it works on, as PLAN prints it.</summary>
    public abstract string Detail { get; }

    /// <summary>What it reads, as PLAN prints it: <c>index</c>, <c>masks</c>, the method of a scan, ...</summary>
    public abstract string Path { get; }

    /// <summary>How many rows or positions it is expected to give; null if that is not known.</summary>
    public virtual long? Estimate => null;

    /// <summary>The formulas whose rewrites PLAN prints before it.</summary>
    public virtual IReadOnlyList<PlannedFormula> Formulas => [];

    /// <summary>What it cost; null until it has run.</summary>
    public Measurement? Measured { get; private set; }

    private protected QueryContext Context { get; }

    /// <summary>Runs it and measures it.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public void Execute()
    {
        Context.Cancellation.ThrowIfCancellationRequested();
        var clock = Context.Options.Clock;
        long bytes = Context.BytesRead;
        long start = clock.GetTimestamp();
        long? actual = Run();
        Measured = new Measurement(actual, Context.BytesRead - bytes, clock.GetElapsedTime(start).TotalMilliseconds);
    }

    /// <summary>Does the work.</summary>
    /// <returns>How many rows or positions it gave; null if that says nothing.</returns>
    private protected abstract long? Run();

    private protected static string NameOf(EvaluationPath path) => path == EvaluationPath.Index ? "index" : "masks";
}
