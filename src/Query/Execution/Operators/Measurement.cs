namespace CompExplain.Query.Execution.Operators;

/// <summary>What an operator cost.</summary>
/// <param name="Actual">How many rows or positions it gave; null if that says nothing.</param>
/// <param name="Bytes">Bytes read from the file.</param>
/// <param name="Milliseconds">The time.</param>
internal sealed record Measurement(long? Actual, long Bytes, double Milliseconds);
