namespace CompExplain.Cli;

/// <summary>The exit codes of the command, as grep and ripgrep have them.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Success = 0;

    /// <summary>Done, and nothing was found.</summary>
    public const int NothingFound = 1;

    /// <summary>It failed; standard error says why.</summary>
    public const int Error = 2;

    /// <summary>Stopped as it took longer than it was given, as timeout(1) has it.</summary>
    public const int TimedOut = 124;

    /// <summary>Cancelled by Ctrl-C: 128 plus the number of SIGINT, as in shells.</summary>
    public const int Interrupted = 130;

    /// <summary>Success if something was found.</summary>
    public static int Of(bool found) => found ? Success : NothingFound;
}
