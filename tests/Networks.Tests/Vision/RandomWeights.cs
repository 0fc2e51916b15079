using CompExplain.Fixtures;
using CompExplain.Networks.Vision;
using TorchSharp;

namespace CompExplain.Networks.Tests.Vision;

/// <summary>A network's weights as it was made, in a safetensors file.</summary>
internal static class RandomWeights
{
    public static byte[] Of(
        string model, int classes, Func<string, long[], long[]>? shape = null, Func<string, IEnumerable<string>>? names = null)
    {
        torch.manual_seed(1);
        using var module = VisionModels.Architecture(model).Make(classes);
        var tensors = new List<(string, long[], float[])>();
        foreach (var (name, tensor) in module.state_dict())
        {
            using var values = tensor.to(torch.ScalarType.Float32);
            foreach (string each in names?.Invoke(name) ?? [name])
            {
                tensors.Add((each, shape?.Invoke(name, tensor.shape) ?? tensor.shape, values.data<float>().ToArray()));
            }
        }

        return Safetensors.Of(tensors);
    }
}
