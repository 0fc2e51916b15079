using System.Runtime.ExceptionServices;

namespace CompExplain.Storage.Signatures;

/// <summary>Work on all cores.</summary>
internal static class Workers
{
    /// <summary>Does numbered pieces of work; the first exception of one is thrown as it is.</summary>
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
