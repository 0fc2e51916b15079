namespace CompExplain.Tui.Sessions;

/// <summary>
/// Runs one piece of work at a time: starting another cancels the one that runs.
/// </summary>
internal sealed class Slot
{
    private readonly Session _session;
    private CancellationTokenSource? _source;

    public Slot(Session session) => _session = session;

    public bool IsBusy => _source is not null;

    /// <summary>Starts work.</summary>
    /// <param name="work">The work; it runs on another thread.</param>
    /// <param name="done">Takes its result, on the screen's thread.</param>
    /// <param name="failed">Takes its failure; the default shows it on the status line.</param>
    /// <param name="cancelled">Called if it was cancelled and nothing else was started.</param>
    public void Start<T>(
        Func<CancellationToken, T> work, Action<T> done, Action<Exception>? failed = null, Action? cancelled = null)
    {
        Cancel();
        var source = CancellationTokenSource.CreateLinkedTokenSource(_session.Ending);
        _source = source;
        _session.Background.Run(() =>
        {
            Action end;
            try
            {
                var result = work(source.Token);
                end = () => done(result);
            }
            catch (OperationCanceledException)
            {
                end = cancelled ?? (() => { });
            }
            catch (Exception error)
            {
                end = () => (failed ?? _session.Fail)(error);
            }

            return () =>
            {
                if (_source == source)
                {
                    _source = null;
                    end();
                    _session.Changed();
                }

                source.Dispose();
            };
        });
        _session.Changed();
    }

    /// <summary>Cancels what is running; its result is dropped.</summary>
    public void Cancel()
    {
        var source = _source;
        _source = null;
        source?.Cancel();
    }

    /// <summary>Cancels what is running; <c>cancelled</c> is called when it has ended.</summary>
    public void Stop() => _source?.Cancel();
}
