using System.Numerics.Tensors;

namespace CompExplain.Import.Text;

/// <summary>The nearest words to each word, by cosine.</summary>
internal static class NearestWords
{
    /// <summary>The nearest other words to every word, the nearest first, ties by ordinal word order. A word whose vector is
    /// zero has no direction: it is nobody's neighbour and has none.</summary>
    public static (string Word, float Similarity)[][] Find(WordVectors vectors, int most, CancellationToken cancellation)
    {
        int dimension = vectors.Dimension;
        // In ordinal order, so that a tie is decided by the index alone.
        int[] order = [.. Enumerable.Range(0, vectors.Words.Count).OrderBy(i => vectors.Words[i], StringComparer.Ordinal)];
        float[] unit = new float[vectors.Rows.Length];
        bool[] present = new bool[order.Length];
        for (int i = 0; i < order.Length; i++)
        {
            var row = vectors.Rows.AsSpan(order[i] * dimension, dimension);
            float largest = MathF.Abs(TensorPrimitives.MaxMagnitude<float>(row));
            if (largest == 0)
            {
                continue;
            }

            present[i] = true;
            var target = unit.AsSpan(i * dimension, dimension);
            // Twice, so that squares neither overflow nor vanish.
            TensorPrimitives.Divide(row, largest, target);
            TensorPrimitives.Divide(target, TensorPrimitives.Norm<float>(target), target);
        }

        var nearest = new (string Word, float Similarity)[order.Length][];
        Parallel.For(
            0,
            order.Length,
            new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount },
            () => (new float[order.Length], new int[order.Length]),
            (i, _, scratch) =>
            {
                nearest[order[i]] = present[i] ? Row(i, scratch.Item1, scratch.Item2) : [];
                return scratch;
            },
            _ => { });
        return nearest;

        (string Word, float Similarity)[] Row(int i, float[] key, int[] index)
        {
            var self = unit.AsSpan(i * dimension, dimension);
            int count = 0;
            for (int j = 0; j < order.Length; j++)
            {
                if (j == i || !present[j])
                {
                    continue;
                }

                key[count] = -TensorPrimitives.Dot<float>(self, unit.AsSpan(j * dimension, dimension));
                index[count++] = j;
            }

            int kept = Math.Min(most, count);
            SelectSmallest(key.AsSpan(0, count), index.AsSpan(0, count), kept);
            var row = new (string, float)[kept];
            for (int k = 0; k < kept; k++)
            {
                row[k] = (vectors.Words[order[index[k]]], -key[k]);
            }

            return row;
        }
    }

    // Insertion into the short sorted front: few of thousands get past its last.
    private static void SelectSmallest(Span<float> key, Span<int> index, int kept)
    {
        for (int i = 1; i < key.Length; i++)
        {
            float k = key[i];
            int x = index[i];
            int at = Math.Min(i, kept);
            if (at == kept && (kept == 0 || !(k < key[kept - 1])))
            {
                continue;
            }

            if (at == kept)
            {
                at--;
            }
            // Indices ascend, so an equal key seen later stays behind.
            for (; at > 0 && k < key[at - 1]; at--)
            {
                key[at] = key[at - 1];
                index[at] = index[at - 1];
            }

            key[at] = k;
            index[at] = x;
        }
    }
}
