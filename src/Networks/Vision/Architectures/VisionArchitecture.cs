using System.Text.RegularExpressions;
using static TorchSharp.torch;

namespace CompExplain.Networks.Vision.Architectures;

/// <summary>A network for images that is known by name: how it is made, and what its parts are called.</summary>
/// <param name="Name">Its name, as in torchvision.</param>
/// <param name="Make">Makes it with random weights for a number of classes.</param>
/// <param name="Classifier">The path of the last layer, whose weights are classes x units.</param>
/// <param name="Features">The paths of layers whose units the last layer sums, if only after pooling or a ReLU.</param>
internal sealed partial record VisionArchitecture(
    string Name, Func<int, nn.Module<Tensor, Tensor>> Make, string Classifier, IReadOnlyList<string> Features)
{
    /// <summary>Other names of its parts, with those it has here; the first that fits holds.</summary>
    public IReadOnlyList<(string Other, string Own)> OtherNames { get; init; } = [];

    /// <summary>Its first parameter, which a file without its last layer is known by.</summary>
    public string First { get; init; } = "features.0.weight";

    /// <summary>Finds a network by its name, in any case.</summary>
    /// <returns>The network; null where there is none of that name.</returns>
    public static VisionArchitecture? Named(string name) => name.ToLowerInvariant() switch
    {
        "alexnet" => new("alexnet", classes => new AlexNet(classes), "classifier.6", ["classifier.5"]),
        "vgg16" => new("vgg16", classes => new Vgg16(classes), "classifier.6", ["classifier.4", "classifier.5"]),
        "squeezenet1_0" => Squeeze("squeezenet1_0", later: false),
        "squeezenet1_1" => Squeeze("squeezenet1_1", later: true),
        "resnet18" => Residual("resnet18", false, [2, 2, 2, 2]),
        "resnet34" => Residual("resnet34", false, [3, 4, 6, 3]),
        "resnet50" => Residual("resnet50", true, [3, 4, 6, 3]),
        "densenet161" => new("densenet161", classes => new DenseNet161(classes), "classifier", ["features", "features.norm5"])
        {
            First = "features.conv0.weight",
        },
        _ => null,
    };

    /// <summary>A path as it is called here.</summary>
    public string OwnName(string path)
    {
        foreach (var (other, own) in OtherNames)
        {
            if (path == other)
            {
                return own;
            }

            if (path.StartsWith(other + ".", StringComparison.Ordinal))
            {
                return own + path[other.Length..];
            }
        }

        // Until 2018, torchvision's DenseNets had norm.1 where they now have norm1.
        return OldDenseName().Replace(path, "$1$2");
    }

    private static VisionArchitecture Squeeze(string name, bool later) =>
        new(name, classes => new SqueezeNet(later, classes), "classifier.1", ["features", "features.12", "classifier.0"])
        {
            OtherNames = SqueezeNet.CaffeNames(later),
        };

    private static VisionArchitecture Residual(string name, bool bottleneck, int[] depths) =>
        new(name, classes => new ResNet(bottleneck, depths, classes), "fc", ["layer4", $"layer4.{depths[^1] - 1}", "avgpool"])
        {
            First = "conv1.weight",
        };

    [GeneratedRegex(@"(denselayer\d+\.(?:norm|relu|conv))\.([12])(?=\.|$)")]
    private static partial Regex OldDenseName();
}
