using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CompExplain.Demo;

/// <summary>
/// The demo's network for sentence pairs: which words the premise has, which the hypothesis has, and which both have, through
/// two hidden layers with ReLU. What the second gives is the layer that is probed.
/// </summary>
internal sealed class PairNetwork : nn.Module<Tensor, Tensor>
{
    private const int FirstUnits = 64;

    private readonly Sequential _hidden;
    private readonly Linear _classifier;

    public PairNetwork(int words, int units, int classes)
        : base(nameof(PairNetwork))
    {
        _hidden = nn.Sequential(
            ("first", nn.Linear(3 * words, FirstUnits)), ("relu1", nn.ReLU()), ("dropout", nn.Dropout(0.2)),
            ("second", nn.Linear(FirstUnits, units)), ("relu2", nn.ReLU()));
        _classifier = nn.Linear(units, classes);
        register_module("hidden", _hidden);
        register_module("classifier", _classifier);
    }

    /// <summary>The last linear layer's weights: classes x units.</summary>
    public float[] ClassWeights => _classifier.weight!.detach().cpu().data<float>().ToArray();

    /// <summary>The layer that is probed: pairs x units.</summary>
    public Tensor Features(Tensor pairs) => _hidden.call(pairs);

    /// <summary>Classes from what the probed layer gives.</summary>
    public Tensor Classify(Tensor units) => _classifier.call(units);

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => Classify(Features(input));
}
