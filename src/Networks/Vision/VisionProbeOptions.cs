using System.Globalization;
using CompExplain.Import;
using CompExplain.Import.Units;

namespace CompExplain.Networks.Vision;

/// <summary>Which network to probe, at which layer, and what to keep.</summary>
/// <param name="Model">One of <see cref="VisionModels.Names"/>.</param>
/// <param name="WeightsPath">Its weights: safetensors, PyTorch's <c>.pt</c> or <c>.pth</c>; or the TorchScript file; or see
/// <see cref="RandomWeights"/>.</param>
/// <param name="Layer">The layer's dotted path: <c>layer4</c>, <c>layer4.1.conv2</c>, <c>fire9</c>; of a TorchScript file,
/// <c>output</c>, or <c>output.0</c>, <c>output.1</c>, ... where it gives several.</param>
/// <param name="Rule">How activations become masks; the paper's is the top 0.5 % of positions.</param>
public sealed record VisionProbeOptions(string Model, string WeightsPath, string Layer, ThresholdRule Rule)
{
    /// <summary>What <see cref="WeightsPath"/> begins with where the weights are not in a file but drawn at random:
    /// <c>random</c>, <c>random:7</c>.</summary>
    public const string RandomWeights = "random";

    /// <summary>The default of <see cref="BatchSize"/>.</summary>
    public const int DefaultBatchSize = 16;

    /// <summary>Whether the weights are drawn at random.</summary>
    /// <exception cref="ImportException">What stands for the seed is no number.</exception>
    public bool HasRandomWeights => RandomSeed is not null;

    /// <summary>The seed of random weights; null where they are in a file.</summary>
    /// <exception cref="ImportException">What stands for the seed is no number.</exception>
    internal long? RandomSeed
    {
        get
        {
            if (WeightsPath == RandomWeights)
            {
                return 0;
            }

            if (!WeightsPath.StartsWith(RandomWeights + ":", StringComparison.Ordinal))
            {
                return null;
            }

            return long.TryParse(
                WeightsPath.AsSpan(RandomWeights.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out long seed)
                ? seed
                : throw new ImportException($"random weights are asked for as random or random:7, not {WeightsPath}");
        }
    }

    /// <summary>Of a file of several sets of weights: the keys that lead to one (<c>ema</c>, <c>models.student</c>), or what the
    /// names of its parameters begin with (<c>encoder_q</c>). Null for the only set.</summary>
    public string? State { get; init; }

    /// <summary>The layer's name in the database; null for its path.</summary>
    public string? LayerName { get; init; }

    /// <summary>How raw activations are stored.</summary>
    public StoredActivations Store { get; init; } = UnitImportOptions.DefaultStore;

    /// <summary>How pictures are prepared; null for what the network's family takes: <see cref="Vision.Preprocessing.Caffe"/> for
    /// weights under Caffe's names, <see cref="Vision.Preprocessing.Places365"/> for 365 classes, else
    /// <see cref="Vision.Preprocessing.ImageNet"/>.</summary>
    public Preprocessing? Preprocessing { get; init; }

    /// <summary>A file of class names, one a line in the order of the outputs; null for their numbers.</summary>
    public string? ClassNamesPath { get; init; }

    /// <summary>The names of classes whose logits are kept; null for those that are predicted for any input.</summary>
    public IReadOnlyList<string>? Classes { get; init; }

    /// <summary>The data set's folder, where it is no longer the one it was imported from; null for that one.</summary>
    public string? ImagesDirectory { get; init; }

    /// <summary>The number of pictures that each core runs at once; at least 1.</summary>
    public int BatchSize { get; init; } = DefaultBatchSize;

    /// <summary>Take a picture that is damaged or cut short as far as it can be decoded; else it is refused.</summary>
    public bool AllowDamaged { get; init; }

    /// <summary>Replace a layer of that name.</summary>
    public bool Replace { get; init; }

    /// <summary>Replace predictions, classes and logits that are there; else they stay.</summary>
    public bool ReplacePredictions { get; init; }
}
