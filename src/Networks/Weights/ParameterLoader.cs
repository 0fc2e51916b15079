using CompExplain.Import;
using CompExplain.Storage.Catalog;
using TorchSharp;
using static TorchSharp.torch;

namespace CompExplain.Networks.Weights;

/// <summary>Fills a module from a file of weights, strictly: every parameter is there, of its shape, and nothing is left
/// over.</summary>
internal static class ParameterLoader
{
    // Counts training steps, which nothing is computed from in evaluation; weights of before 2018 do not have it.
    private const string Counter = "num_batches_tracked";

    /// <summary>
    /// The tensors under other names, without what a file has before all of them, as in <c>backbone.fc.weight</c>.
    /// </summary>
    /// <param name="file">The weights.</param>
    /// <param name="rename">Gives a name's own name.</param>
    /// <param name="needed">A parameter that must be there: what is before it in the file is the prefix.</param>
    /// <param name="notes">Receives a note of the prefix.</param>
    public static Dictionary<string, StoredTensor> Rename(
        WeightsFile file, Func<string, string> rename, string needed, List<ImportNote> notes)
    {
        string prefix = PrefixOf(file, needed);
        if (prefix.Length > 0)
        {
            notes.Add(new(file.Path, $"names of parameters, taken without {prefix}", file.Tensors.Count));
        }

        var renamed = new Dictionary<string, StoredTensor>(StringComparer.Ordinal);
        foreach (var (full, tensor) in file.Tensors)
        {
            string name = rename(full[prefix.Length..]);
            if (!renamed.TryAdd(name, tensor))
            {
                throw new ImportException($"{file.Path} has the parameter {name} under two names");
            }
        }

        return renamed;
    }

    private static string PrefixOf(WeightsFile file, string needed)
    {
        if (file.Tensors.ContainsKey(needed))
        {
            return string.Empty;
        }

        string? full = file.Tensors.Keys.FirstOrDefault(name => name.EndsWith("." + needed, StringComparison.Ordinal));
        string prefix = full?[..^needed.Length] ?? string.Empty;
        return file.Tensors.Keys.All(name => name.StartsWith(prefix, StringComparison.Ordinal)) ? prefix : string.Empty;
    }

    /// <summary>Copies the weights into the module's parameters and buffers.</summary>
    /// <param name="module">The module.</param>
    /// <param name="weights">The weights by the module's names.</param>
    /// <param name="path">The file, for messages.</param>
    /// <param name="model">The network, for messages.</param>
    /// <param name="without">A part of the module that is left as it is; null if all is needed.</param>
    /// <exception cref="ImportException">A parameter is missing, of another shape, or unknown.</exception>
    public static void Fill(
        nn.Module module, IReadOnlyDictionary<string, StoredTensor> weights, string path, string model, string? without = null)
    {
        var own = module.state_dict();
        bool IsNeeded(string name) => !name.EndsWith(Counter, StringComparison.Ordinal)
            && (without is null || !name.StartsWith(without + ".", StringComparison.Ordinal));
        string? missing = own.Keys.FirstOrDefault(name => IsNeeded(name) && !weights.ContainsKey(name));
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
            if (!IsNeeded(name))
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
