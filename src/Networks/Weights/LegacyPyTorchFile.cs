using System.Buffers.Binary;
using CompExplain.Import;
using CompExplain.Storage.Activations;

namespace CompExplain.Networks.Weights;

/// <summary>
/// Reads what <c>torch.save</c> wrote before PyTorch 1.6, as the published Places365 networks are: four pickles (magic
/// number, protocol, system, state dict), the pickled list of storage keys, then each storage's count and numbers.
/// </summary>
internal static class LegacyPyTorchFile
{
    private const int UsualPicklesLength = 1 << 20;
    private const int MaximumPicklesLength = 64 << 20;
    private const int MaximumDepth = 256;

    public static WeightsFile Open(string path, FileStream stream, string? state)
    {
        var (root, keys, at) = ReadPickles(path, stream);
        var places = new Dictionary<string, (long Position, long Count)>(StringComparer.Ordinal);
        var sizes = new Dictionary<string, int>(StringComparer.Ordinal);
        Collect(root, sizes, new(ReferenceEqualityComparer.Instance), 0);
        long position = at;
        byte[] head = new byte[8];
        foreach (object? each in keys)
        {
            if (each is not string key || !sizes.TryGetValue(key, out int size))
            {
                throw new ImportException(
                    $"{path} is damaged: it lists a storage that no parameter is of; copy or download it again");
            }

            if (position > stream.Length - 8)
            {
                throw CutShort(path);
            }

            stream.Position = position;
            stream.ReadExactly(head);
            long count = BinaryPrimitives.ReadInt64LittleEndian(head);
            if (count < 0 || count > (stream.Length - position - 8) / size)
            {
                throw CutShort(path);
            }

            places[key] = (position + 8, count);
            position += 8 + (count * size);
        }

        return new(path, PickledTensors.Find(path, root, state, Read), stream);

        void Read(PickledStorage storage, long offset, Span<float> values)
        {
            if (!places.TryGetValue(storage.Key, out var place) || place.Count < storage.Count)
            {
                throw CutShort(path);
            }

            FileValues.Read(path, stream, place.Position + (offset * Elements.SizeOf(storage.Type)), storage.Type, values);
        }
    }

    // The pickles are small, with few exceptions, and the numbers after them are not.
    private static (object? Root, List<object?> Keys, int End) ReadPickles(string path, FileStream stream)
    {
        for (int length = UsualPicklesLength; ; length = MaximumPicklesLength)
        {
            byte[] bytes = new byte[(int)Math.Min(stream.Length, length)];
            stream.Position = 0;
            stream.ReadExactly(bytes);
            try
            {
                return ReadPickles(path, bytes);
            }
            catch (ImportException) when (length < MaximumPicklesLength && bytes.Length < stream.Length)
            {
                // It goes on behind what was read, or is damaged: the next time tells.
            }
        }
    }

    private static (object? Root, List<object?> Keys, int End) ReadPickles(string path, byte[] bytes)
    {
        int at = 0;
        object? Next()
        {
            var pickle = new StatePickle(path, bytes, at);
            object? value = pickle.Read();
            at = pickle.End;
            return value;
        }

        for (int i = 0; i < 3; i++)
        {
            Next();
        }

        object? root = Next();
        return Next() is List<object?> keys
            ? (root, keys, at)
            : throw new ImportException($"{path} is damaged: it does not list its storages; copy or download it again");
    }

    // Lists may be in many places, and in themselves: each is looked through once.
    private static void Collect(object? value, Dictionary<string, int> sizes, HashSet<object> seen, int depth)
    {
        if (depth > MaximumDepth || (value is not null && !seen.Add(value)))
        {
            return;
        }

        switch (value)
        {
            case PickledTensor tensor: sizes[tensor.Storage.Key] = Elements.SizeOf(tensor.Storage.Type); break;
            case PickledStorage storage: sizes[storage.Key] = Elements.SizeOf(storage.Type); break;
            case PickledDictionary dictionary:
                Collect((dictionary as PickledObject)?.State, sizes, seen, depth + 1);
                foreach (var (_, item) in dictionary.Items)
                {
                    Collect(item, sizes, seen, depth + 1);
                }

                break;
            case List<object?> list:
                foreach (object? item in list)
                {
                    Collect(item, sizes, seen, depth + 1);
                }

                break;
        }
    }

    private static ImportException CutShort(string path) => new($"{path} is cut short; copy or download it again");
}
