using CompExplain.Fixtures;
using CompExplain.Import;
using CompExplain.Networks.Vision;
using TorchSharp;

namespace CompExplain.Networks.Tests.Vision.Architectures;

[Collection(LibTorchTests.Name)]
public sealed class ArchitectureTests
{
    // Parameters of torchvision's networks with 1,000 classes, as its documentation has them.
    [Theory]
    [InlineData("alexnet", 61_100_840, "features.10.weight", "256 x 256 x 3 x 3")]
    [InlineData("densenet161", 28_681_000, "features.denseblock4.denselayer24.conv2.weight", "48 x 192 x 3 x 3")]
    [InlineData("resnet18", 11_689_512, "layer4.0.downsample.0.weight", "512 x 256 x 1 x 1")]
    [InlineData("resnet34", 21_797_672, "layer3.5.bn2.running_mean", "256")]
    [InlineData("resnet50", 25_557_032, "layer4.2.conv3.weight", "2048 x 512 x 1 x 1")]
    [InlineData("squeezenet1_0", 1_248_424, "features.12.expand3x3.weight", "256 x 64 x 3 x 3")]
    [InlineData("squeezenet1_1", 1_235_496, "features.0.weight", "64 x 3 x 3 x 3")]
    [InlineData("vgg16", 138_357_544, "features.28.weight", "512 x 512 x 3 x 3")]
    public void Make_OfThousandClasses_IsTorchvisions(string name, long parameters, string known, string shape)
    {
        using var module = VisionModels.Architecture(name).Make(1000);

        Assert.Equal(parameters, module.parameters().Sum(parameter => parameter.numel()));
        Assert.Equal(shape, string.Join(" x ", module.state_dict()[known].shape));
    }

    [Theory]
    [InlineData("alexnet", "features.12", 256, 6)]
    [InlineData("densenet161", "features", 2208, 7)]
    [InlineData("resnet18", "layer4", 512, 7)]
    [InlineData("resnet50", "layer4.1.conv2", 512, 7)]
    [InlineData("squeezenet1_0", "fire9", 512, 13)]
    [InlineData("squeezenet1_0", "fire4.expand3x3", 128, 54)]
    [InlineData("squeezenet1_1", "features.12", 512, 13)]
    public void Run_Layer_HasItsUnitsAndGrid(string name, string layer, int units, int grid)
    {
        using var folder = new TempFolder();
        string path = folder.Write("w.safetensors", RandomWeights.Of(name, 7));
        using var network = NamedVisionNetwork.Load(name, path);
        using var quiet = torch.no_grad();
        using var input = torch.rand(2, 3, 224, 224);
        long[]? shape = null;

        using var logits = network.Run(input, layer, output => shape = output.shape);

        Assert.Equal([2, units, grid, grid], shape!);
        Assert.Equal([2, 7], logits!.shape);
    }

    [Fact]
    public void ClassWeights_OfTheLastFeatures_AreClassesTimesUnits()
    {
        using var folder = new TempFolder();
        using var network = NamedVisionNetwork.Load("resnet18", folder.Write("w.safetensors", RandomWeights.Of("resnet18", 7)));

        Assert.Equal(7 * 512, network.ClassWeights("layer4")!.Length);
        Assert.Null(network.ClassWeights("layer3"));
    }

    [Fact]
    public void CheckLayer_Unknown_ListsThoseThereAre()
    {
        using var folder = new TempFolder();
        using var network = NamedVisionNetwork.Load("resnet18", folder.Write("w.safetensors", RandomWeights.Of("resnet18", 7)));

        var error = Assert.Throws<ImportException>(() => network.CheckLayer("layer5"));

        Assert.StartsWith(
            "resnet18 has no layer layer5; it has conv1, bn1, relu, maxpool, layer1, ", error.Message, StringComparison.Ordinal);
        Assert.Contains("layer4.1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_PrefixAndAnotherHead_PassesOverWhatIsNotTheNetworks()
    {
        using var folder = new TempFolder();
        string path = folder.Write("w.safetensors", RandomWeights.Of("resnet18", 7, names: name =>
        {
            string inner = name.StartsWith("fc.", StringComparison.Ordinal) ? name.Insert(3, "0.") : name;
            return name == "bn1.bias" ? ["backbone." + inner, "loss.scale"] : ["backbone." + inner];
        }));

        using var network = NamedVisionNetwork.Load("resnet18", path);

        Assert.Equal(
            [
                $"{path}: names of parameters, taken without backbone.: 122",
                $"{path}: parameters passed over, whose names do not begin with backbone.: 1 (such as loss.scale)",
                $"{path}: parameters of another head, passed over: 2 (such as fc.0.weight)",
                $"{path}: layers without weights, so no predictions are stored: 1 (such as fc)",
            ],
            network.Notes.Select(note => note.ToString()));
        Assert.Equal(3, network.PassedOver.Count);
        Assert.Equal("fc.0.weight (tensor of 7 x 512)", network.PassedOver[1]);
    }

    [Fact]
    public void Load_TwoEncoders_AreListedAndOneIsChosen()
    {
        using var folder = new TempFolder();
        string path = folder.Write("w.safetensors", RandomWeights.Of(
            "squeezenet1_1", 7, names: name => ["module.encoder_q." + name, "module.encoder_k." + name]));

        Assert.Equal(
            $"{path} has several sets of weights; choose one: encoder_k (52 parameters), encoder_q (52 parameters)",
            Assert.Throws<ImportException>(() => NamedVisionNetwork.Load("squeezenet1_1", path)).Message);
        using var network = NamedVisionNetwork.Load("squeezenet1_1", path, "encoder_q");
        Assert.Equal(52, network.PassedOver.Count);
    }

    [Fact]
    public void Load_OtherNetworksWeights_NamesTheParameter()
    {
        using var folder = new TempFolder();
        string deeper = folder.Write("34.safetensors", RandomWeights.Of("resnet34", 7));
        string shallow = folder.Write("18.safetensors", RandomWeights.Of("resnet18", 7));
        string bent = folder.Write("bent.safetensors", RandomWeights.Of(
            "resnet18", 7, (name, shape) => name == "conv1.weight" ? [64, 3, 1, 49] : shape));

        Assert.Contains("has a parameter layer1.2.", Error("resnet18", deeper), StringComparison.Ordinal);
        Assert.Contains("has no parameter layer1.2.", Error("resnet34", shallow), StringComparison.Ordinal);
        Assert.Contains("conv1.weight is 64 x 3 x 1 x 49, and resnet18 expects 64 x 3 x 7 x 7", Error(
            "resnet18", bent), StringComparison.Ordinal);
        Assert.Contains(
            "has no classifier.6.weight, so it is not for alexnet", Error("alexnet", shallow), StringComparison.Ordinal);
        Assert.Contains(
            "there is no network resnet19; there are alexnet, ", Error("resnet19", shallow), StringComparison.Ordinal);

        static string Error(string model, string path) =>
            Assert.Throws<ImportException>(() => NamedVisionNetwork.Load(model, path)).Message;
    }

    [Theory]
    [InlineData("densenet161", "features.denseblock1.denselayer2.norm.1.weight", "features.denseblock1.denselayer2.norm1.weight")]
    [InlineData("densenet161", "features.transition1.norm.weight", "features.transition1.norm.weight")]
    [InlineData("squeezenet1_0", "fire9.squeeze1x1.bias", "features.12.squeeze.bias")]
    [InlineData("squeezenet1_0", "conv10.weight", "classifier.1.weight")]
    [InlineData("squeezenet1_1", "fire4", "features.6")]
    public void OwnName_OtherName_IsTorchvisions(string model, string other, string expected) =>
        Assert.Equal(expected, VisionModels.Architecture(model).OwnName(other));
}
