namespace CompExplain.Tui.Sessions;

/// <summary>A place for one piece of work at a time: what is started takes the place of what was running, which is cancelled.</summary>
internal sealed class Slot
{
    private readonly Session _session;
    private CancellationTokenSource? _source;

    public Slot(Session session) => _session = session;

    public bool IsBusy => _source is not null;

    /// <summary>Starts work.</summary>
    /// <param name="work">What is done beside the screen.</param>
    /// <param name="done">What is done with its result, on the screen's thread.</param>
    /// <param name="failed">What is done where it fails; without it the failure is told on the status line.</param>
    /// <param name="stopped">What is done where it was cancelled, and nothing else was started.</param>
    public void Start<T>(Func<CancellationToken, T> work, Action<T> done, Action<Exception>? failed = null, Action? stopped = null)
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
                end = stopped ?? (() => { });
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

    /// <summary>Asks what is running to stop, and waits for it to say so.</summary>
    public void Stop() => _source?.Cancel();
}
