namespace CompExplain.Cli.Commands;

/// <summary>Passes reports on at once, on the thread that makes them.</summary>
internal sealed class Relay<T> : IProgress<T>
{
    private readonly Action<T> _report;

    public Relay(Action<T> report) => _report = report;

    public void Report(T value) => _report(value);
}
