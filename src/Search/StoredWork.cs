using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace CompExplain.Search;

/// <summary>
/// Works on many things at once, and stores each result as it comes, so that what is stopped goes on where it was.
/// </summary>
internal static class StoredWork
{
    // Work waits for what is stored, so that little is lost when the machine stops, and little waits in memory.
    private const int Waiting = 8;

    /// <summary>Does all of it, or throws what stopped it; by then what was done is stored.</summary>
    /// <param name="items">What to work on.</param>
    /// <param name="threads">How many at once; 0 is one a core.</param>
    /// <param name="worker">Makes what works on one thread, kept from item to item for its memory.</param>
    /// <param name="work">Does one.</param>
    /// <param name="store">Stores all that has come by now, in one transaction; on one thread.</param>
    /// <param name="cancellation">Stops it.</param>
    public static void Run<TItem, TWorker, TResult>(
        IReadOnlyList<TItem> items,
        int threads,
        Func<TWorker> worker,
        Func<TWorker, TItem, CancellationToken, TResult> work,
        Action<List<TResult>> store,
        CancellationToken cancellation)
    {
        using var results = new BlockingCollection<TResult>(Waiting);
        using var failure = new CancellationTokenSource();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation, failure.Token);
        var writing = Task.Run(() => Store(results, store, failure), CancellationToken.None);
        try
        {
            using var workers = new ThreadLocal<TWorker>(worker);
            var parallel = new ParallelOptions
            {
                MaxDegreeOfParallelism = threads > 0 ? threads : Environment.ProcessorCount,
                CancellationToken = stop.Token,
            };
            Parallel.ForEach(
                Partitioner.Create(items, EnumerablePartitionerOptions.NoBuffering),
                parallel,
                item => results.Add(work(workers.Value!, item, stop.Token), failure.Token));
        }
        catch (AggregateException error) when (error.InnerExceptions.Count > 0)
        {
            ExceptionDispatchInfo.Throw(error.InnerExceptions[0]);
        }
        finally
        {
            // What was found is stored, whatever ended the work; a failure to store it is the one to tell.
            results.CompleteAdding();
            writing.GetAwaiter().GetResult();
        }
    }

    private static void Store<TResult>(BlockingCollection<TResult> results, Action<List<TResult>> store, CancellationTokenSource failure)
    {
        try
        {
            foreach (var first in results.GetConsumingEnumerable())
            {
                var some = new List<TResult> { first };
                while (some.Count < Waiting && results.TryTake(out var next))
                {
                    some.Add(next);
                }

                store(some);
            }
        }
        catch
        {
            failure.Cancel();
            throw;
        }
    }
}
