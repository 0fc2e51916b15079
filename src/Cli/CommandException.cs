namespace CompExplain.Cli;

/// <summary>What was asked on the command line cannot be done. The message is for people.</summary>
internal sealed class CommandException : Exception
{
    public CommandException(string message)
        : base(message)
    {
    }
}
