using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CompExplain.Networks.Vision.Architectures;

/// <summary>The layers that the networks are put together from, under names of the caller's choice.</summary>
internal static class Modules
{
    /// <summary>A square convolution; its bias can be left out, as before a normalisation.</summary>
    public static nn.Module<Tensor, Tensor> Convolution(
        int input, int output, int kernel, int stride = 1, int padding = 0, bool bias = true) =>
        nn.Conv2d(input, output, kernel, stride: stride, padding: padding, bias: bias);

    /// <summary>A ReLU that works in place, as torchvision's do; what is watched before it has been copied by then.</summary>
    public static nn.Module<Tensor, Tensor> Relu() => nn.ReLU(inplace: true);

    /// <summary>Modules in a row, named 0, 1, 2, ... as PyTorch names them.</summary>
    public static Sequential Row(params IReadOnlyList<nn.Module<Tensor, Tensor>> modules) =>
        nn.Sequential(modules.Select((module, i) => (i.ToString(System.Globalization.CultureInfo.InvariantCulture), module)));
}
