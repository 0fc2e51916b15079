using CompExplain.Query.Diagnostics;

namespace CompExplain.Analysis.Results;

/// <summary>An analysis cannot be made as it was asked for: something is not stored, or an option is out of its range.</summary>
public sealed class AnalysisException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">A sentence for people: what is wrong, and what there is instead.</param>
    public AnalysisException(string message)
        : base(message)
    {
    }

    /// <summary>The data that the database is without; null if nothing is missing.</summary>
    public MissingData? Missing { get; init; }

    /// <summary>The option that helps, by its name; null if none does.</summary>
    public string? Option { get; init; }
}
