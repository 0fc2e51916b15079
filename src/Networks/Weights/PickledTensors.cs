using System.Globalization;
using CompExplain.Import;

namespace CompExplain.Networks.Weights;

/// <summary>From a pickle's values to tensors by name.</summary>
internal static class PickledTensors
{
    private const int MaximumListed = 1000;
    private const int MaximumTextLength = 60;

    /// <summary>Finds the parameters of a set: the only one, or the one that is asked for.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="root">What was pickled.</param>
    /// <param name="state">The name of a set, or of what the names of some parameters begin with; null for the only set.</param>
    /// <param name="read">Reads the numbers of a storage.</param>
    /// <exception cref="ImportException">There is none, or there are several.</exception>
    public static StateContents Find(string path, object? root, string? state, StorageReader read)
    {
        var sets = StateSet.All(root);
        if (sets.Count == 0)
        {
            throw new ImportException(
                $"{path} holds no dictionary of parameters; save it with torch.save(model.state_dict(), ...)");
        }

        var set = sets.FirstOrDefault(each => state is not null && each.Name == state);
        bool isNamed = set is not null;
        set ??= Only(path, sets);
        var tensors = new Dictionary<string, StoredTensor>(StringComparer.Ordinal);
        foreach (var (name, tensor) in set.Parameters)
        {
            tensors[name] = Make(path, name, tensor, read);
        }

        return new(tensors, isNamed ? null : state, PassedOver(root, set.Keys));
    }

    // A state dict may have dictionaries in it, which are then not meant; a checkpoint may have tensors beside its state dict.
    private static StateSet Only(string path, IReadOnlyList<StateSet> sets)
    {
        var networks = sets.Where(set => set.IsNetwork).ToList();
        if (networks.FirstOrDefault() is { Keys.Count: 0 } whole)
        {
            return whole;
        }

        var candidates = networks.Count > 0 ? networks : [.. sets.Where(set => set.Keys.Count > 0 || sets.Count == 1)];
        return candidates.Count == 1
            ? candidates[0]
            : throw Several(path, candidates.Select(set => (set.Name, set.Parameters.Count)));
    }

    /// <summary>The error of a file of several sets of weights.</summary>
    /// <param name="path">The file.</param>
    /// <param name="sets">The sets: the name of each, and how many parameters it has.</param>
    public static ImportException Several(string path, IEnumerable<(string Name, int Count)> sets)
    {
        var all = sets.ToList();
        string listed = string.Join(", ", all.Take(20).Select(set => string.Create(
            CultureInfo.InvariantCulture, $"{set.Name} ({set.Count:N0} {(set.Count == 1 ? "parameter" : "parameters")})")));
        return new($"{path} has several sets of weights; choose one: {listed}{(all.Count > 20 ? ", ..." : "")}")
        {
            Option = "state NAME",
        };
    }

    // Everything that is not on the way to the set, or in it and no tensor.
    private static List<string> PassedOver(object? root, IReadOnlyList<string> keys)
    {
        var passed = new List<string>();
        object? at = root;
        string prefix = "";
        for (int depth = 0; depth <= keys.Count && at is PickledDictionary dictionary; depth++)
        {
            object? next = null;
            foreach (var (key, value) in dictionary.Items)
            {
                if (depth < keys.Count && key is string name && name == keys[depth])
                {
                    next = value;
                }
                else if ((depth < keys.Count || value is not PickledTensor || key is not string) && passed.Count < MaximumListed)
                {
                    passed.Add($"{prefix}{Describe(key)} ({Kind(value)})");
                }
            }

            prefix += depth < keys.Count ? keys[depth] + "." : "";
            at = next;
        }

        return passed;
    }

    private static string Kind(object? value) => value switch
    {
        PickledTensor tensor => $"tensor of {StoredTensor.Text(tensor.Shape)}",
        PickledObject { ClassName.Length: > 0 } made => Cut(made.ClassName),
        PickledObject => "object",
        PickledDictionary dictionary => string.Create(
            CultureInfo.InvariantCulture, $"dictionary of {dictionary.Items.Count:N0}"),
        List<object?> list => string.Create(CultureInfo.InvariantCulture, $"list of {list.Count:N0}"),
        byte[] bytes => string.Create(CultureInfo.InvariantCulture, $"{bytes.Length:N0} bytes"),
        PickledStorage => "storage",
        _ => Describe(value),
    };

    private static string Describe(object? value) => value switch
    {
        null => "None",
        PickledGlobal global => Cut(global.Name),
        string text => Cut(text),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value is bool ? value.ToString()! : "object",
    };

    private static string Cut(string text) => text.Length <= MaximumTextLength ? text : text[..MaximumTextLength] + "…";

    private static StoredTensor Make(string path, string name, PickledTensor tensor, StorageReader read)
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

        return new(tensor.Shape, values => Fill(tensor, values, read));
    }

    private static void Fill(PickledTensor tensor, Span<float> values, StorageReader read)
    {
        if (IsContiguous(tensor))
        {
            read(tensor.Storage, tensor.Offset, values);
            return;
        }

        float[] storage = GC.AllocateUninitializedArray<float>((int)tensor.Storage.Count);
        read(tensor.Storage, 0, storage);
        long[] index = new long[tensor.Shape.Length];
        long at = tensor.Offset;
        for (int i = 0; i < values.Length; i++)
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
