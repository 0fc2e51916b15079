namespace CompExplain.Query.Execution.Operators;

/// <summary>A step of a plan with a result, which the steps after it and the answer use.</summary>
/// <typeparam name="T">The result.</typeparam>
internal abstract class Operator<T> : Operator
{
    private T? _result;

    private protected Operator(QueryContext context)
        : base(context)
    {
    }

    /// <summary>The result.</summary>
    /// <exception cref="InvalidOperationException">It has not run.</exception>
    public T Result => Measured is not null ? _result! : throw new InvalidOperationException($"'{Name}' has not run");

    private protected sealed override long? Run()
    {
        _result = Compute();
        return Count(_result);
    }

    private protected abstract T Compute();

    /// <summary>How many rows or positions a result is, for PROFILE.</summary>
    private protected virtual long? Count(T result) => null;
}
