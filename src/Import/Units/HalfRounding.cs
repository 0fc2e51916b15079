using System.Numerics.Tensors;
using CompExplain.Storage.Activations;

namespace CompExplain.Import.Units;

/// <summary>What storing a unit's activations as float16 would do to them.</summary>
/// <param name="Rounded">How many of them would change.</param>
/// <param name="First">The first that would; -1 if none.</param>
/// <param name="Fits">
/// Whether float16 holds the unit: no activation is beyond its range, and the root mean square of the rounding errors is at most
/// a thousandth of the activations' standard deviation. That leaves out units whose values differ by little more than float16's
/// step (values near 2,000, whose step is 1, or near 1) and those below its smallest number.
/// </param>
internal readonly record struct HalfRounding(long Rounded, int First, bool Fits)
{
    private const double MaximumError = 1e-3;
    private const int Step = 1024;

    /// <summary>Rounds values, which stay as they are, and measures the errors.</summary>
    /// <param name="values">The activations, all finite.</param>
    /// <param name="mean">Their mean.</param>
    public static HalfRounding Of(ReadOnlySpan<float> values, double mean)
    {
        Span<byte> halves = stackalloc byte[Step * sizeof(ushort)];
        Span<float> errors = stackalloc float[Step];
        long rounded = 0;
        int first = -1;
        double errorSquares = 0, squares = 0;
        for (int at = 0; at < values.Length; at += Step)
        {
            var part = values.Slice(at, Math.Min(Step, values.Length - at));
            var encoded = halves[..(part.Length * sizeof(ushort))];
            var error = errors[..part.Length];
            Elements.Encode(ElementType.Float16, part, encoded);
            Elements.Decode(ElementType.Float16, encoded, error);
            TensorPrimitives.Subtract(error, part, error);
            int changed = error.Length - error.Count(0f);
            if (changed > 0 && first < 0)
            {
                first = at + error.IndexOfAnyExcept(0f);
            }

            rounded += changed;
            for (int i = 0; i < part.Length; i++)
            {
                double difference = part[i] - mean;
                squares += difference * difference;
                errorSquares += (double)error[i] * error[i];
            }
        }

        // An activation beyond float16 becomes infinite, and so does its error.
        return new(rounded, first, errorSquares <= MaximumError * MaximumError * squares);
    }
}
