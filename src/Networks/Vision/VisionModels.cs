using CompExplain.Import;
using CompExplain.Networks.Vision.Architectures;

namespace CompExplain.Networks.Vision;

/// <summary>The networks for images that are known by name.</summary>
public static class VisionModels
{
    /// <summary>A TorchScript file, which has its network in it.</summary>
    public const string TorchScript = "torchscript";

    /// <summary>The names, as in torchvision: <c>resnet18</c>, <c>squeezenet1_0</c>; and <see cref="TorchScript"/>.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["alexnet", "densenet161", "resnet18", "resnet34", "resnet50", "squeezenet1_0", "squeezenet1_1", "vgg16", TorchScript];

    /// <summary>The network of a name.</summary>
    /// <exception cref="ImportException">There is none.</exception>
    internal static VisionArchitecture Architecture(string name) => VisionArchitecture.Named(name)
        ?? throw new ImportException($"there is no network {name}; there are {string.Join(", ", Names)}");
}
