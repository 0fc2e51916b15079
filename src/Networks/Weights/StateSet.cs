namespace CompExplain.Networks.Weights;

/// <summary>A set of parameters in a pickle: a state dict, or a module that was pickled whole.</summary>
/// <param name="Keys">The keys that lead to it, from the outermost on; none if it is all that was pickled.</param>
/// <param name="Parameters">Its parameters by name, in their order.</param>
internal sealed record StateSet(
    IReadOnlyList<string> Keys, IReadOnlyList<(string Name, PickledTensor Tensor)> Parameters)
{
    private const int MaximumDepth = 64;
    private const int MaximumTensors = 1_000_000;

    /// <summary>The keys that lead to it, with dots between.</summary>
    public string Name { get; } = string.Join('.', Keys);

    /// <summary>
    /// Whether it has the parameters of a network: they are named after their layers, as <c>fc.weight</c>, and the tensors that
    /// training scripts put beside them are not.
    /// </summary>
    public bool IsNetwork { get; } = Parameters.Any(each => each.Name.Contains('.', StringComparison.Ordinal));

    /// <summary>All sets that texts as keys lead to.</summary>
    /// <param name="root">What was pickled.</param>
    public static IReadOnlyList<StateSet> All(object? root)
    {
        var found = new List<StateSet>();
        Add(root, [], found, new(ReferenceEqualityComparer.Instance));
        return found;
    }

    // What is in several places, or in itself, is looked through once.
    private static void Add(object? value, List<string> keys, List<StateSet> found, HashSet<object> seen)
    {
        if (value is not PickledDictionary dictionary || keys.Count > MaximumDepth || !seen.Add(value))
        {
            return;
        }

        var parameters = new List<(string, PickledTensor)>();
        if (value is PickledObject module && module.Attribute("_modules") is not null)
        {
            AddModule(module, "", parameters, 0);
            found.Add(new([.. keys], parameters));
            return;
        }

        AddTensors(dictionary, "", parameters);
        if (parameters.Count > 0)
        {
            found.Add(new([.. keys], parameters));
        }

        foreach (var (key, inner) in dictionary.Items)
        {
            if (key is string name)
            {
                Add(inner, [.. keys, name], found, seen);
            }
        }
    }

    private static void AddModule(PickledObject module, string prefix, List<(string, PickledTensor)> found, int depth)
    {
        // Deeper, or larger, is no network: a module may hold itself.
        if (depth > MaximumDepth || found.Count > MaximumTensors)
        {
            return;
        }

        AddTensors(module.Attribute("_parameters"), prefix, found);
        AddTensors(module.Attribute("_buffers"), prefix, found);
        foreach (var (key, value) in module.Attribute("_modules")?.Items ?? [])
        {
            if (key is string name && value is PickledObject inner)
            {
                AddModule(inner, $"{prefix}{name}.", found, depth + 1);
            }
        }
    }

    private static void AddTensors(PickledDictionary? dictionary, string prefix, List<(string, PickledTensor)> found)
    {
        foreach (var (key, value) in dictionary?.Items ?? [])
        {
            if (key is string name && value is PickledTensor tensor)
            {
                found.Add((prefix + name, tensor));
            }
        }
    }
}
