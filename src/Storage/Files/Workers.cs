using System.Runtime.ExceptionServices;

namespace CompExplain.Storage.Files;

/// <summary>Work on all cores.</summary>
public static class Workers
{
    /// <summary>Does numbered pieces of work; the first exception of one is thrown as it is.</summary>
    /// <param name="count">The number of pieces.</param>
    /// <param name="work">Does a piece, numbered from 0; called by several threads.</param>
    /// <param name="cancellation">Cancels it.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static void Run(int count, Action<int> work, CancellationToken cancellation)
    {
        try
        {
            Parallel.For(
                0,
                count,
                new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount },
                work);
        }
        catch (AggregateException error)
        {
            ExceptionDispatchInfo.Throw(error.InnerExceptions[0]);
        }
    }
}
