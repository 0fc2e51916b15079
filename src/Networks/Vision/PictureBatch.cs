using CompExplain.Import;
using CompExplain.Networks.Journals;

namespace CompExplain.Networks.Vision;

/// <summary>What a network gave for consecutive pictures.</summary>
/// <param name="First">The number of the first picture.</param>
/// <param name="Count">The number of pictures.</param>
/// <param name="Shape">The output's shape; its first number is the pictures of the tensor, and is not used.</param>
/// <param name="Features">The layer's activations, picture by picture.</param>
/// <param name="Logits">The network's outputs before softmax, picture by picture; empty where it gives none.</param>
/// <param name="Failure">Why there are none; null where there are.</param>
internal sealed record PictureBatch(
    int First,
    int Count,
    long[] Shape,
    float[] Features,
    float[] Logits,
    ImportException? Failure = null)
{
    /// <summary>The layer's shape for one picture.</summary>
    public LayerShape LayerShape => Shape.Length == 4
        ? new((int)Shape[1], (int)Shape[2], (int)Shape[3])
        : new((int)Shape[1], 1, 1);
}
