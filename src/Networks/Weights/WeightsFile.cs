using CompExplain.Import;
using CompExplain.Import.Files;

namespace CompExplain.Networks.Weights;

/// <summary>
/// The tensors of a file of weights by name: safetensors, or PyTorch's <c>.pt</c> and <c>.pth</c>. Nothing in a file is ever
/// executed. Names are as in the file, without the <c>module.</c> that DataParallel puts before or into them. Holds the file
/// open.
/// </summary>
internal sealed class WeightsFile : IDisposable
{
    private readonly IDisposable _source;

    public WeightsFile(string path, IReadOnlyDictionary<string, StoredTensor> tensors, IDisposable source)
    {
        Path = path;
        _source = source;
        if (tensors.Count == 0)
        {
            throw new ImportException($"{path} has no tensors; is it a file of weights?");
        }

        Tensors = WithoutModule(path, tensors);
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The tensors by name.</summary>
    public IReadOnlyDictionary<string, StoredTensor> Tensors { get; }

    /// <summary>Opens a file of weights and reads what is in it, but not yet the numbers.</summary>
    /// <exception cref="ImportException">It is missing, damaged, cut short, or none of the formats.</exception>
    public static WeightsFile Open(string path)
    {
        var stream = InputFile.Open(path);
        try
        {
            Span<byte> start = stackalloc byte[9];
            int got = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
            stream.Position = 0;
            if (got == 0)
            {
                throw new ImportException($"{path} is empty");
            }

            if (start.StartsWith("PK"u8))
            {
                return PyTorchFile.Open(path, stream);
            }

            if (start[0] == 0x80 && start[1] is >= 2 and <= 5 && start[2] is 0x8A or 0x95)
            {
                return LegacyPyTorchFile.Open(path, stream);
            }

            if (got == start.Length && start[8] == '{')
            {
                return SafetensorsFile.Open(path, stream);
            }

            throw new ImportException(
                $"{path} is no file of weights that is read here; save the network's state dict with torch.save, or with "
                + $"safetensors");
        }
        catch (IOException error)
        {
            stream.Dispose();
            throw new ImportException($"{path} could not be read: {error.Message}", error);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    public void Dispose() => _source.Dispose();

    private static Dictionary<string, StoredTensor> WithoutModule(string path, IReadOnlyDictionary<string, StoredTensor> tensors)
    {
        var plain = new Dictionary<string, StoredTensor>(StringComparer.Ordinal);
        foreach (var (name, tensor) in tensors)
        {
            string key = string.Join('.', name.Split('.').Where(part => part != "module"));
            if (!plain.TryAdd(key, tensor))
            {
                throw new ImportException($"{path} has the parameter {key} twice, with and without module.");
            }
        }

        return plain;
    }
}
