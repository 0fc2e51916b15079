namespace CompExplain.Networks.Vision;

/// <summary>
/// Resizes one channel of a picture: bilinear where it becomes larger, and the average under a triangle where it becomes
/// smaller, which is PIL's BILINEAR and PyTorch's <c>interpolate(mode="bilinear", antialias=True)</c>, without rounding
/// in between.
/// </summary>
internal static class PictureResizer
{
    /// <summary>Resizes.</summary>
    /// <param name="source">height x width values, row by row.</param>
    /// <param name="height">Rows of the source.</param>
    /// <param name="width">Columns of the source.</param>
    /// <param name="target">Receives toHeight x toWidth values.</param>
    /// <param name="toHeight">Rows of the target.</param>
    /// <param name="toWidth">Columns of the target.</param>
    public static void Resize(ReadOnlySpan<float> source, int height, int width, Span<float> target, int toHeight, int toWidth)
    {
        if (height == toHeight && width == toWidth)
        {
            source.CopyTo(target);
            return;
        }

        var columns = Windows(width, toWidth);
        float[] narrow = new float[height * toWidth];
        for (int y = 0; y < height; y++)
        {
            var row = source.Slice(y * width, width);
            for (int x = 0; x < toWidth; x++)
            {
                var (first, weights) = columns[x];
                float sum = 0;
                for (int i = 0; i < weights.Length; i++)
                {
                    sum += row[first + i] * weights[i];
                }

                narrow[(y * toWidth) + x] = sum;
            }
        }

        var rows = Windows(height, toHeight);
        for (int y = 0; y < toHeight; y++)
        {
            var (first, weights) = rows[y];
            var row = target.Slice(y * toWidth, toWidth);
            row.Clear();
            for (int i = 0; i < weights.Length; i++)
            {
                var from = narrow.AsSpan((first + i) * toWidth, toWidth);
                for (int x = 0; x < row.Length; x++)
                {
                    row[x] += from[x] * weights[i];
                }
            }
        }
    }

    private static (int First, float[] Weights)[] Windows(int source, int target)
    {
        double scale = (double)source / target;
        double support = Math.Max(1, scale);
        var windows = new (int, float[])[target];
        for (int i = 0; i < target; i++)
        {
            double centre = (i + 0.5) * scale;
            int first = Math.Max(0, (int)(centre - support + 0.5));
            int end = Math.Min(source, (int)(centre + support + 0.5));
            double[] raw = new double[end - first];
            for (int j = 0; j < raw.Length; j++)
            {
                raw[j] = Math.Max(0, 1 - Math.Abs((first + j - centre + 0.5) / support));
            }

            double sum = raw.Sum();
            windows[i] = (first, Array.ConvertAll(raw, weight => (float)(weight / sum)));
        }

        return windows;
    }
}
