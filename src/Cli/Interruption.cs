using System.Runtime.InteropServices;

namespace CompExplain.Cli;

/// <summary>
/// Ctrl-C. The first one cancels what is running, which finishes cleanly; the second one, or one when nothing can be
/// cancelled, ends the process as the system does.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private readonly Lock _lock = new();
    private CancellationTokenSource _source = new();
    private PosixSignalRegistration? _signal;
    private volatile bool _isWaiting;

    /// <summary>Cancelled by Ctrl-C.</summary>
    public CancellationToken Token
    {
        get
        {
            lock (_lock)
            {
                return _source.Token;
            }
        }
    }

    /// <summary>Starts to handle the signal.</summary>
    public void Listen() =>
        _signal ??= PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = Interrupt());

    /// <summary>Forgets an earlier Ctrl-C: at a prompt, each query is cancelled on its own.</summary>
    public void Reset()
    {
        lock (_lock)
        {
            if (!_source.IsCancellationRequested)
            {
                return;
            }

            _source.Dispose();
            _source = new CancellationTokenSource();
        }
    }

    /// <summary>Waits for input; meanwhile Ctrl-C ends the process, since the wait cannot be cancelled.</summary>
    public T WhileWaiting<T>(Func<T> wait)
    {
        _isWaiting = true;
        try
        {
            Token.ThrowIfCancellationRequested();
            return wait();
        }
        finally
        {
            _isWaiting = false;
        }
    }

    /// <summary>Handles Ctrl-C: cancels what is running.</summary>
    /// <returns>False if it was cancelled before or nothing can be cancelled: the process should end at once.</returns>
    public bool Interrupt()
    {
        if (_isWaiting)
        {
            return false;
        }

        CancellationTokenSource source;
        lock (_lock)
        {
            source = _source;
        }

        if (source.IsCancellationRequested)
        {
            return false;
        }

        source.Cancel();
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _signal?.Dispose();
        _source.Dispose();
    }
}
