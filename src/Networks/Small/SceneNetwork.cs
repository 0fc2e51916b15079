using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CompExplain.Networks.Small;

/// <summary>
/// Four convolutions, the mean over all places, and a linear layer. The output of the last convolution's ReLU is the layer that
/// is probed, a quarter of the picture a side.
/// </summary>
internal sealed class SceneNetwork : SmallNetworkModule
{
    /// <summary>
    /// The channels of each convolution are a multiple of this. libtorch 2.10 (oneDNN) pads others to it, and does not clear
    /// the padding before the gradient towards the input is taken: where the memory held a NaN before, the gradient is NaN.
    /// What a convolution gives forward is right for every number of channels.
    /// </summary>
    internal const int ChannelBlock = 16;

    /// <summary>Makes the network with random weights.</summary>
    /// <param name="units">Units of the last convolution; a multiple of <see cref="ChannelBlock"/>.</param>
    /// <param name="classes">The number of classes.</param>
    public SceneNetwork(int units, int classes)
        : base(nameof(SceneNetwork), Convolutions(units), units, classes)
    {
    }

    private static Sequential Convolutions(int units)
    {
        if (units <= 0 || units % ChannelBlock != 0)
        {
            throw new ArgumentException($"{units} units; it must be a multiple of {ChannelBlock}", nameof(units));
        }

        return nn.Sequential(
            ("conv1", nn.Conv2d(3, 16, 5, stride: 2, padding: 2, bias: false)),
            ("norm1", nn.BatchNorm2d(16)),
            ("relu1", nn.ReLU()),
            ("pool1", nn.MaxPool2d(2)),
            ("conv2", nn.Conv2d(16, 32, 3, padding: 1, bias: false)),
            ("norm2", nn.BatchNorm2d(32)),
            ("relu2", nn.ReLU()),
            ("conv3", nn.Conv2d(32, 48, 3, padding: 1, bias: false)),
            ("norm3", nn.BatchNorm2d(48)),
            ("relu3", nn.ReLU()),
            ("conv4", nn.Conv2d(48, units, 3, padding: 1, bias: false)),
            ("norm4", nn.BatchNorm2d(units)),
            ("relu4", nn.ReLU()));
    }
}
