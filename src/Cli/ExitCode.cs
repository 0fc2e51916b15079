namespace CompExplain.Cli;

/// <summary>What the command says to the shell.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Success = 0;

    /// <summary>Asked and answered, and there is nothing.</summary>
    public const int NothingFound = 1;

    /// <summary>Not done; standard error says why.</summary>
    public const int Error = 2;

    /// <summary>Stopped by Ctrl-C: 128 and the number of SIGINT, as shells have it.</summary>
    public const int Interrupted = 130;

    /// <summary>Found something or not.</summary>
    public static int Of(bool found) => found ? Success : NothingFound;
}
