using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CompExplain.Networks.Small;

/// <summary>A small classifier: features, of which the last are the layer that is probed, and one linear layer on top.</summary>
internal abstract class SmallNetworkModule : nn.Module<Tensor, Tensor>
{
    private readonly Sequential _features;
    private readonly Linear _classifier;

    /// <summary>Makes a network of its two parts.</summary>
    /// <param name="name">The module's name.</param>
    /// <param name="features">Everything up to the layer that is probed.</param>
    /// <param name="units">Units of that layer.</param>
    /// <param name="classes">The number of classes.</param>
    protected SmallNetworkModule(string name, Sequential features, int units, int classes)
        : base(name)
    {
        _features = features;
        _classifier = nn.Linear(units, classes);
        register_module("features", _features);
        register_module("classifier", _classifier);
    }

    /// <summary>The linear layer's weights: classes x units.</summary>
    public float[] ClassWeights => _classifier.weight!.detach().cpu().data<float>().ToArray();

    /// <summary>The layer that is probed: inputs x units, or inputs x units x height x width.</summary>
    public Tensor Features(Tensor inputs) => _features.call(inputs);

    /// <summary>The outputs before softmax, from what the probed layer gives: inputs x classes.</summary>
    public Tensor Classify(Tensor features) => _classifier.call(features.dim() == 4 ? features.mean([2L, 3L]) : features);

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => Classify(Features(input));
}
