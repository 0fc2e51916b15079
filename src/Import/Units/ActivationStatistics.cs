using System.Numerics.Tensors;
using CompExplain.Storage.Catalog;

namespace CompExplain.Import.Units;

/// <summary>How a unit's raw activations are spread.</summary>
/// <param name="Minimum">The lowest.</param>
/// <param name="Maximum">The highest.</param>
/// <param name="Mean">The mean, summed in double precision.</param>
/// <param name="Histogram">64 bins of equal width from lowest to highest; all in the first where those are equal.</param>
internal sealed record ActivationStatistics(float Minimum, float Maximum, double Mean, Histogram Histogram)
{
    private const int Bins = 64;

    public static ActivationStatistics Of(ReadOnlySpan<float> values)
    {
        float minimum = TensorPrimitives.Min(values), maximum = TensorPrimitives.Max(values);
        long[] counts = new long[Bins];
        double sum = 0;
        double low = minimum;
        double scale = maximum > minimum ? Bins / ((double)maximum - low) : 0;
        foreach (float value in values)
        {
            sum += value;
            counts[Math.Min(Bins - 1, (int)((value - low) * scale))]++;
        }

        return new(minimum, maximum, sum / values.Length, new Histogram(minimum, maximum, counts));
    }
}
