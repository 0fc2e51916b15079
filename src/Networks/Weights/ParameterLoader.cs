using CompExplain.Import;
using TorchSharp;
using static TorchSharp.torch;

namespace CompExplain.Networks.Weights;

/// <summary>Fills a module from a file of weights, strictly: every parameter is there, of its shape, and nothing is left
/// over.</summary>
internal static class ParameterLoader
{
    // Counts training steps, which nothing is computed from in evaluation; weights of before 2018 do not have it.
    private const string Counter = "num_batches_tracked";

    /// <summary>The tensors under other names.</summary>
    public static Dictionary<string, StoredTensor> Rename(WeightsFile file, Func<string, string> rename)
    {
        var renamed = new Dictionary<string, StoredTensor>(StringComparer.Ordinal);
        foreach (var (name, tensor) in file.Tensors)
        {
            if (!renamed.TryAdd(rename(name), tensor))
            {
                throw new ImportException($"{file.Path} has the parameter {rename(name)} under two names");
            }
        }

        return renamed;
    }

    /// <summary>Copies the weights into the module's parameters and buffers.</summary>
    /// <exception cref="ImportException">A parameter is missing, of another shape, or unknown.</exception>
    public static void Fill(nn.Module module, IReadOnlyDictionary<string, StoredTensor> weights, string path, string model)
    {
        var own = module.state_dict();
        string? missing = own.Keys.FirstOrDefault(
            name => !name.EndsWith(Counter, StringComparison.Ordinal) && !weights.ContainsKey(name));
        if (missing is not null)
        {
            throw new ImportException(
                $"{path} has no parameter {missing} ({StoredTensor.Text(own[missing].shape)}), which {model} needs; is it the "
                + $"weights of another network?");
        }

        foreach (var (name, stored) in weights)
        {
            if (own.TryGetValue(name, out var parameter) && !parameter.shape.AsSpan().SequenceEqual([.. stored.Shape]))
            {
                throw new ImportException(
                    $"{path}: the parameter {name} is {StoredTensor.Text(stored.Shape)}, and {model} expects "
                    + $"{StoredTensor.Text(parameter.shape)}; is it the weights of another network?");
            }
        }

        string? unknown = weights.Keys.FirstOrDefault(name => !own.ContainsKey(name));
        if (unknown is not null)
        {
            throw new ImportException(
                $"{path} has a parameter {unknown}, which {model} has not; is it the weights of another network?");
        }

        foreach (var (name, parameter) in own)
        {
            if (name.EndsWith(Counter, StringComparison.Ordinal))
            {
                continue;
            }

            float[] values = weights[name].Read();
            using var tensor = torch.tensor(values, parameter.shape);
            parameter.copy_(tensor);
        }
    }

    /// <summary>The first few names in a file, for messages.</summary>
    public static string Sample(WeightsFile file) =>
        $"its parameters are {string.Join(", ", file.Tensors.Keys.Take(4))}{(file.Tensors.Count > 4 ? ", ..." : "")}";
}
