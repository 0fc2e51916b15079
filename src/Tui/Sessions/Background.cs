namespace CompExplain.Tui.Sessions;

/// <summary>Runs work on other threads, and its results on the screen's thread.</summary>
internal sealed class Background
{
    private readonly Action<Action> _post;
    private int _running;
    private int _working;

    public Background(Action<Action> post) => _post = post;

    /// <summary>The number of pieces of work that run, or wait for the screen's thread.</summary>
    public int Running => Volatile.Read(ref _running);

    /// <summary>Runs an action on the screen's thread.</summary>
    public void Post(Action action)
    {
        Interlocked.Increment(ref _running);
        _post(() =>
        {
            Interlocked.Decrement(ref _running);
            action();
        });
    }

    /// <summary>Runs work on another thread, and then the action that it returns on the screen's thread.</summary>
    public void Run(Func<Action> work)
    {
        Interlocked.Increment(ref _running);
        Interlocked.Increment(ref _working);
        _ = Task.Run(() =>
        {
            try
            {
                Post(work());
            }
            finally
            {
                Interlocked.Decrement(ref _working);
                Interlocked.Decrement(ref _running);
            }
        });
    }

    /// <summary>Waits until no work runs.</summary>
    /// <param name="longest">The maximum time to wait.</param>
    /// <returns>Whether no work runs.</returns>
    public bool WaitForWork(TimeSpan longest) => SpinWait.SpinUntil(() => Volatile.Read(ref _working) == 0, longest);
}
