namespace CompExplain.Import;

/// <summary>
/// A file or an array cannot be imported. The message is for people: what is wrong, in which file, at which row, line
/// or unit, and what to do about it. Nothing was written to the database when it is thrown.
/// </summary>
public sealed class ImportException : Exception
{
    /// <summary>Makes the exception with its message.</summary>
    /// <param name="message">What is wrong, where, and what to do.</param>
    public ImportException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception with its message and what caused it.</summary>
    /// <param name="message">What is wrong, where, and what to do.</param>
    /// <param name="innerException">The failure below.</param>
    public ImportException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The option that allows what was refused, such as <c>replace</c>; null where no option does. The command line
    /// names its flag.</summary>
    public string? Option { get; init; }

    /// <summary>The command that makes what is missing, such as <c>import nli</c>; null where none does. The command line
    /// shows it as one.</summary>
    public string? Command { get; init; }
}
