namespace CompExplain.Tui.Sessions;

/// <summary>Work beside the screen. What comes of it is done on the screen's thread.</summary>
internal sealed class Background
{
    private readonly Action<Action> _post;
    private int _running;
    private int _working;

    public Background(Action<Action> post) => _post = post;

    /// <summary>How much is at work, or waits for the screen's thread.</summary>
    public int Running => Volatile.Read(ref _running);

    /// <summary>Does something on the screen's thread.</summary>
    public void Post(Action action)
    {
        Interlocked.Increment(ref _running);
        _post(() =>
        {
            Interlocked.Decrement(ref _running);
            action();
        });
    }

    /// <summary>Runs work on a thread of its own, and then what it gives on the screen's thread.</summary>
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

    /// <summary>Waits for all that is at work, but no longer than so.</summary>
    /// <returns>Whether nothing is at work.</returns>
    public bool WaitForWork(TimeSpan longest) => SpinWait.SpinUntil(() => Volatile.Read(ref _working) == 0, longest);
}
