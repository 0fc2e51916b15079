using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace CompExplain.Search;

/// <summary>Works on many items at once and stores each result as it comes, so that cancelled work can be resumed.</summary>
internal static class StoredWork
{
    // Workers wait for the store, so that a kill loses at most this many results and those being worked on.
    private const int Waiting = 8;

    /// <summary>Works on all items, or throws the first failure; the results until then are stored.</summary>
    /// <param name="items">The items.</param>
    /// <param name="threads">The number of items worked on at once; 0 is one per core.</param>
    /// <param name="worker">Makes the worker of one thread, which is reused from item to item.</param>
    /// <param name="work">Works on one item.</param>
    /// <param name="store">Stores the results that have come, in one transaction; called on one thread.</param>
    /// <param name="cancellation">Cancels it.</param>
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
            // The results are stored, however the work ended; a failure to store them is thrown first.
            results.CompleteAdding();
            writing.GetAwaiter().GetResult();
        }
    }

    private static void Store<TResult>(
        BlockingCollection<TResult> results, Action<List<TResult>> store, CancellationTokenSource failure)
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
