using CompExplain.Import;

namespace CompExplain.Networks.Weights;

/// <summary>From a pickle's values to tensors by name.</summary>
internal static class PickledTensors
{
    // What training scripts put their state dict under, in the order in which they are looked for.
    private static readonly string[] Wrappers = ["state_dict", "model_state_dict", "model", "net", "weights"];

    /// <summary>Finds the state dict: the dictionary itself, or the one that a checkpoint holds.</summary>
    public static Dictionary<string, StoredTensor> Find(string path, object? root, Func<PickledStorage, float[]> read)
    {
        if (root is not PickledDictionary dictionary)
        {
            throw new ImportException(
                $"{path} holds no dictionary of parameters; save it with torch.save(model.state_dict(), ...)");
        }

        if (!dictionary.Items.Exists(item => item.Value is PickledTensor))
        {
            foreach (string wrapper in Wrappers)
            {
                if (dictionary.Items.Find(item => item.Key is string key && key == wrapper).Value is not PickledDictionary inner)
                {
                    continue;
                }

                dictionary = inner;
                break;
            }
        }

        var tensors = new Dictionary<string, StoredTensor>(StringComparer.Ordinal);
        foreach (var (key, value) in dictionary.Items)
        {
            if (key is string name && value is PickledTensor tensor)
            {
                tensors[name] = Make(path, name, tensor, read);
            }
        }

        return tensors;
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
