namespace CompExplain.Search.Tests;

/// <summary>Progress that is reported on the thread that makes it.</summary>
internal sealed class Immediate(Action<SearchProgress> report) : IProgress<SearchProgress>
{
    public void Report(SearchProgress value) => report(value);
}
