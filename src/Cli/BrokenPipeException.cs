namespace CompExplain.Cli;

/// <summary>Whoever read the output has read enough (<c>| head -1</c>): nothing went wrong, and nothing is left to do.</summary>
internal sealed class BrokenPipeException : IOException
{
    public BrokenPipeException(IOException cause)
        : base(cause.Message, cause)
    {
    }
}
