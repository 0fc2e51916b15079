using CompExplain.Import;

namespace CompExplain.Networks.Vision;

/// <summary>What a network gave for some pictures that follow each other.</summary>
/// <param name="First">The number of the first picture.</param>
/// <param name="Count">How many pictures.</param>
/// <param name="Shape">The layer's shape; its first number is of pictures, and counts for nothing.</param>
/// <param name="Features">The layer's activations, picture by picture.</param>
/// <param name="Logits">The network's outputs before softmax, picture by picture; null where it gives none.</param>
/// <param name="Failure">Why there are none of these; null where there are.</param>
internal sealed record PictureBatch(int First, int Count, long[] Shape, float[] Features, float[]? Logits, ImportException? Failure = null)
{
    /// <summary>One picture's activations: units x grid.</summary>
    public ReadOnlySpan<float> FeaturesOf(int picture) => Features.AsSpan(picture * (Features.Length / Count), Features.Length / Count);

    /// <summary>One picture's outputs.</summary>
    public ReadOnlySpan<float> LogitsOf(int picture) => Logits.AsSpan(picture * (Logits!.Length / Count), Logits.Length / Count);
}
