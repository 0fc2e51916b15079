using System.Runtime.InteropServices;
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
    /// <param name="needed">Parameters of which the first that is there tells the prefix: it is what is before it.</param>
    /// <param name="notes">Receives notes of the prefix and of what is passed over.</param>
    /// <param name="passedOver">Receives what is passed over, each with its kind.</param>
    /// <exception cref="ImportException">There are several prefixes; or a parameter is there under two names.</exception>
    public static Dictionary<string, StoredTensor> Rename(
        WeightsFile file,
        Func<string, string> rename,
        IEnumerable<string> needed,
        List<ImportNote> notes,
        List<string> passedOver)
    {
        string prefix = needed.Select(name => PrefixOf(file, rename, name)).FirstOrDefault(found => found is not null) ?? "";
        var renamed = new Dictionary<string, StoredTensor>(StringComparer.Ordinal);
        var others = new List<string>();
        foreach (var (full, tensor) in file.Tensors)
        {
            if (!full.StartsWith(prefix, StringComparison.Ordinal))
            {
                others.Add(full);
                continue;
            }

            string name = rename(full[prefix.Length..]);
            if (!renamed.TryAdd(name, tensor))
            {
                throw new ImportException($"{file.Path} has the parameter {name} under two names");
            }
        }

        if (prefix.Length > 0)
        {
            notes.Add(new(file.Path, $"names of parameters, taken without {prefix}", renamed.Count));
        }

        if (others.Count > 0)
        {
            notes.Add(new(
                file.Path, $"parameters passed over, whose names do not begin with {prefix}", others.Count, others[0]));
            passedOver.AddRange(others.Select(name => file.Tensors[name].Describe(name)));
        }

        return renamed;
    }

    // What is before a parameter; a layer within a layer may have one of its name. Null where it is not there.
    private static string? PrefixOf(WeightsFile file, Func<string, string> rename, string needed)
    {
        if (file.Tensors.Keys.Any(name => rename(name) == needed))
        {
            return string.Empty;
        }

        var outermost = new List<string>();
        foreach (string prefix in file.Tensors.Keys
            .Where(name => name.EndsWith("." + needed, StringComparison.Ordinal))
            .Select(name => name[..^needed.Length])
            .Order(StringComparer.Ordinal))
        {
            if (outermost.Count == 0 || !prefix.StartsWith(outermost[^1], StringComparison.Ordinal))
            {
                outermost.Add(prefix);
            }
        }

        return outermost.Count < 2
            ? outermost.FirstOrDefault()
            : throw PickledTensors.Several(file.Path, outermost.Select(prefix => (
                prefix.TrimEnd('.'), file.Tensors.Keys.Count(name => name.StartsWith(prefix, StringComparison.Ordinal)))));
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

            // Into the parameter's own memory: some have gigabytes.
            if (parameter.dtype == ScalarType.Float32 && parameter.is_contiguous())
            {
                weights[name].Fill(MemoryMarshal.Cast<byte, float>(parameter.bytes));
                continue;
            }

            using var tensor = torch.tensor(weights[name].Read(), parameter.shape);
            parameter.copy_(tensor);
        }
    }

    /// <summary>The first few names in a file, for messages.</summary>
    public static string Sample(WeightsFile file) =>
        $"its parameters are {string.Join(", ", file.Tensors.Keys.Take(4))}{(file.Tensors.Count > 4 ? ", ..." : "")}";
}
