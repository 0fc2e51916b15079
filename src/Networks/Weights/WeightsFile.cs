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

    public WeightsFile(string path, StateContents contents, IDisposable source)
    {
        Path = path;
        _source = source;
        if (contents.Tensors.Count == 0)
        {
            throw new ImportException($"{path} has no tensors; is it a file of weights?");
        }

        var all = WithoutModule(path, contents.Tensors);
        Tensors = contents.Part is { } part ? Of(path, all, part) : all;
        PassedOver =
        [
            .. contents.PassedOver,
            .. all.Where(each => contents.Part is { } kept && !IsOf(each.Key, kept))
                .Select(each => each.Value.Describe(each.Key)),
        ];
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The tensors by name.</summary>
    public IReadOnlyDictionary<string, StoredTensor> Tensors { get; }

    /// <summary>What is in the file and not taken, each with its kind; the first 1,000 of a pickle.</summary>
    public IReadOnlyList<string> PassedOver { get; }

    /// <summary>Opens a file of weights and reads what is in it, but not yet the numbers.</summary>
    /// <param name="path">The file.</param>
    /// <param name="state">Of a file of several sets of weights: the keys that lead to one (<c>ema</c>, <c>models.student</c>),
    /// or what the names of its parameters begin with (<c>encoder_q</c>). Null for the only set.</param>
    /// <exception cref="ImportException">It is missing, damaged, cut short, or none of the formats; it has several sets of
    /// weights, or not the one that is asked for.</exception>
    public static WeightsFile Open(string path, string? state = null)
    {
        var stream = InputFile.OpenSeekable(path);
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
                return PyTorchFile.Open(path, stream, state);
            }

            if (start[0] == 0x80 && start[1] is >= 2 and <= 5 && start[2] is 0x8A or 0x95)
            {
                return LegacyPyTorchFile.Open(path, stream, state);
            }

            if (got == start.Length && start[8] == '{')
            {
                return SafetensorsFile.Open(path, stream, state);
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

    private static bool IsOf(string name, string part) =>
        name.StartsWith(part, StringComparison.Ordinal) && name.AsSpan(part.Length) is ['.', ..];

    private static Dictionary<string, StoredTensor> Of(string path, Dictionary<string, StoredTensor> all, string part)
    {
        var kept = all.Where(each => IsOf(each.Key, part))
            .ToDictionary(each => each.Key[(part.Length + 1)..], each => each.Value, StringComparer.Ordinal);
        var starts = all.Keys.Select(name => name.Split('.')[0]).Distinct().ToList();
        return kept.Count > 0
            ? kept
            : throw new ImportException(
                $"{path} has no weights {part}; the names of its parameters begin with {string.Join(", ", starts.Take(20))}"
                + $"{(starts.Count > 20 ? ", ..." : "")}")
            {
                Option = "state NAME",
            };
    }

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
