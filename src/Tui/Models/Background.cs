namespace CompExplain.Tui.Models;

/// <summary>Work beside the screen. What comes of it is done on the screen's thread.</summary>
internal sealed class Background
{
    private readonly Action<Action> _post;
    private int _running;

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
        _ = Task.Run(() =>
        {
            try
            {
                Post(work());
            }
            finally
            {
                Interlocked.Decrement(ref _running);
            }
        });
    }
}
