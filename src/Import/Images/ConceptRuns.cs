using CompExplain.Storage;
using CompExplain.Storage.Files;
using CompExplain.Storage.Masks;

namespace CompExplain.Import.Images;

/// <summary>From label maps to masks: maps are read in parallel, some at a time, and added in order.</summary>
internal static class ConceptRuns
{
    private const int BatchPositions = 1 << 21;

    /// <summary>The runs of a map, row by row.</summary>
    /// <param name="map">A number a position.</param>
    /// <param name="conceptOf">The concept of a number; -1 for none.</param>
    /// <param name="runs">Receives the runs.</param>
    public static void Add(ReadOnlySpan<int> map, Func<int, int> conceptOf, List<ConceptRun> runs)
    {
        for (int first = 0; first < map.Length;)
        {
            int length = map[first..].IndexOfAnyExcept(map[first]);
            int end = length < 0 ? map.Length : first + length;
            int concept = conceptOf(map[first]);
            if (concept >= 0)
            {
                runs.Add(new(concept, first, end - 1));
            }

            first = end;
        }
    }

    /// <summary>Writes the masks of concepts that have been added to a database.</summary>
    /// <param name="writer">The database.</param>
    /// <param name="concepts">The concepts' numbers in the database.</param>
    /// <param name="read">Reads an image's runs: concepts by their place in the list, each one's runs ascending. Called by
    /// several threads.</param>
    /// <param name="progress">Reports images read.</param>
    /// <param name="cancellation">Cancels it.</param>
    public static void Write(
        DatabaseWriter writer,
        IReadOnlyList<int> concepts,
        Func<int, List<ConceptRun>> read,
        IProgress<StepProgress>? progress,
        CancellationToken cancellation)
    {
        int images = writer.Dataset.InputCount;
        int batch = Math.Clamp(BatchPositions / writer.Dataset.PositionsPerInput, 4, 1024);
        var masks = concepts.Select(_ => new MaskBuilder(writer.Shards)).ToArray();
        var runs = new List<ConceptRun>[batch];
        var failures = new ImportException?[batch];
        for (int first = 0; first < images; first += batch)
        {
            progress?.Report(new StepProgress("reading label maps", first, images));
            int count = Math.Min(batch, images - first), start = first;
            Parallel.For(
                0,
                count,
                new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount },
                i =>
            {
                try
                {
                    runs[i] = read(start + i);
                }
                catch (ImportException failure)
                {
                    failures[i] = failure;
                }
            });
            for (int i = 0; i < count; i++)
            {
                // In the images' order, so that the message does not depend on which thread was first.
                if (failures[i] is { } failure)
                {
                    throw failure;
                }

                foreach (var run in runs[i])
                {
                    masks[run.Concept].Add(first + i, run.First, run.Last);
                }
            }
        }

        for (int i = 0; i < masks.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            writer.AddConceptMasks(concepts[i], masks[i]);
        }

        progress?.Report(new StepProgress("reading label maps", images, images));
    }
}
