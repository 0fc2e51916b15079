using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CompExplain.Networks.Small;

/// <summary>Two hidden layers with ReLU over a vector. The output of the second is the layer that is probed.</summary>
internal sealed class PairNetwork : SmallNetworkModule
{
    private const int FirstUnits = 64;

    /// <summary>Makes the network with random weights.</summary>
    /// <param name="size">Numbers of an input.</param>
    /// <param name="units">Units of the second hidden layer.</param>
    /// <param name="classes">The number of classes.</param>
    public PairNetwork(int size, int units, int classes)
        : base(nameof(PairNetwork), Hidden(size, units), units, classes)
    {
    }

    private static Sequential Hidden(int size, int units) => nn.Sequential(
        ("first", nn.Linear(size, FirstUnits)),
        ("relu1", nn.ReLU()),
        ("dropout", nn.Dropout(0.2)),
        ("second", nn.Linear(FirstUnits, units)),
        ("relu2", nn.ReLU()));
}
