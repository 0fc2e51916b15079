namespace CompExplain.Query.Diagnostics;

/// <summary>A text could not be understood or answered; <see cref="Diagnostic"/> says where and why.</summary>
public sealed class QueryException : Exception
{
    /// <summary>The message of the exception is the diagnostic's.</summary>
    /// <param name="diagnostic">What is wrong, and where.</param>
    public QueryException(Diagnostic diagnostic)
        : base(diagnostic?.Message) => Diagnostic = diagnostic ?? throw new ArgumentNullException(nameof(diagnostic));

    /// <summary>What is wrong, and where.</summary>
    public Diagnostic Diagnostic { get; }
}
