using System.Text.RegularExpressions;

namespace CompExplain.Drills.Commands;

/// <summary>What a command did.</summary>
/// <param name="Arguments">Its arguments.</param>
/// <param name="ExitCode">Its exit code; -1 if it was killed as it took too long.</param>
/// <param name="Output">What it printed.</param>
/// <param name="Errors">What it said.</param>
/// <param name="Elapsed">Its wall-clock time.</param>
/// <param name="PeakBytes">The most memory that it had, as far as it was seen.</param>
internal sealed partial record CommandResult(
    IReadOnlyList<string> Arguments, int ExitCode, string Output, string Errors, TimeSpan Elapsed, long PeakBytes)
{
    /// <summary>Whether it ended as no command may: by an error of the program itself, a stack trace or a signal.</summary>
    public bool IsInternal =>
        ExitCode is not (0 or 1 or 2 or -1)
        || Errors.Contains("internal error", StringComparison.Ordinal)
        || StackTrace().IsMatch(Errors);

    /// <summary>Whether it failed, and said so in a line.</summary>
    public bool IsRefusal => ExitCode == 2 && !IsInternal;

    /// <summary>The last line of what it said.</summary>
    public string LastError => Errors.TrimEnd().Split('\n')[^1];

    [GeneratedRegex(@"^   at \S+\(", RegexOptions.Multiline)]
    private static partial Regex StackTrace();
}
