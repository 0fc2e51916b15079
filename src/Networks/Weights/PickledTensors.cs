using CompExplain.Import;

namespace CompExplain.Networks.Weights;

/// <summary>From a pickle's values to tensors by name.</summary>
internal static class PickledTensors
{
    private const int MaximumDepth = 64;
    private const int MaximumTensors = 1_000_000;

    // What training scripts put their state dict under, in the order in which they are looked for.
    private static readonly string[] Wrappers = ["state_dict", "model_state_dict", "model", "net", "weights"];

    /// <summary>Finds the state dict: the dictionary itself, or the one that a checkpoint holds.</summary>
    public static Dictionary<string, StoredTensor> Find(string path, object? root, Func<PickledStorage, float[]> read)
    {
        var items = Wrapped(root) ?? Parameters(root)
            ?? throw new ImportException(
                $"{path} holds no dictionary of parameters; save it with torch.save(model.state_dict(), ...)");
        var tensors = new Dictionary<string, StoredTensor>(StringComparer.Ordinal);
        foreach (var (name, tensor) in items)
        {
            tensors[name] = Make(path, name, tensor, read);
        }

        return tensors;
    }

    // The parameters under one of the names that training scripts give them, whatever stands beside them.
    private static List<(string Name, PickledTensor Tensor)>? Wrapped(object? root)
    {
        foreach (string wrapper in Wrappers)
        {
            object? inner = (root as PickledDictionary)?.Items.Find(item => item.Key is string key && key == wrapper).Value;
            if (Parameters(inner) is { Count: > 0 } found)
            {
                return found;
            }
        }

        return null;
    }

    // The parameters of a state dict, or of a module that was pickled whole; null for anything else.
    private static List<(string Name, PickledTensor Tensor)>? Parameters(object? value)
    {
        var found = new List<(string, PickledTensor)>();
        if (value is PickledObject module && module.Attribute("_modules") is not null)
        {
            AddModule(module, "", found, 0);
            return found;
        }

        if (value is not PickledDictionary dictionary)
        {
            return null;
        }

        AddTensors(dictionary, "", found);
        return found;
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

    private static StoredTensor Make(string path, string name, PickledTensor tensor, Func<PickledStorage, float[]> read)
    {
        long count = StoredTensor.CountOf(tensor.Shape);
        bool fits = count >= 0
            && tensor.Strides.Length == tensor.Shape.Length
            && tensor.Offset >= 0
            && tensor.Storage.Count <= Array.MaxLength;
        if (fits && count > 0)
        {
            Int128 last = tensor.Offset;
            for (int i = 0; i < tensor.Shape.Length; i++)
            {
                fits &= tensor.Strides[i] >= 0;
                last += (Int128)tensor.Strides[i] * (tensor.Shape[i] - 1);
            }

            fits &= last < tensor.Storage.Count;
        }

        if (!fits)
        {
            throw new ImportException(
                $"{path}: the shape {StoredTensor.Text(tensor.Shape)} of {name} goes beyond the numbers it is made of; the file "
                + $"is damaged");
        }

        return new(tensor.Shape, () => Gather(tensor, (int)count, read(tensor.Storage)));
    }

    private static float[] Gather(PickledTensor tensor, int count, float[] storage)
    {
        if (IsContiguous(tensor))
        {
            return tensor.Offset == 0 && count == storage.Length ? storage : storage.AsSpan((int)tensor.Offset, count).ToArray();
        }

        float[] values = new float[count];
        long[] index = new long[tensor.Shape.Length];
        long at = tensor.Offset;
        for (int i = 0; i < count; i++)
        {
            values[i] = storage[at];
            for (int axis = index.Length - 1; axis >= 0; axis--)
            {
                at += tensor.Strides[axis];
                if (++index[axis] < tensor.Shape[axis])
                {
                    break;
                }

                at -= tensor.Strides[axis] * tensor.Shape[axis];
                index[axis] = 0;
            }
        }

        return values;
    }

    private static bool IsContiguous(PickledTensor tensor)
    {
        long expected = 1;
        for (int axis = tensor.Shape.Length - 1; axis >= 0; axis--)
        {
            if (tensor.Shape[axis] != 1 && tensor.Strides[axis] != expected)
            {
                return false;
            }

            expected *= tensor.Shape[axis];
        }

        return true;
    }
}
