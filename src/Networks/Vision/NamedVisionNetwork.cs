using System.Globalization;
using CompExplain.Import;
using CompExplain.Networks.Vision.Architectures;
using CompExplain.Networks.Weights;
using CompExplain.Storage.Catalog;
using static TorchSharp.torch;

namespace CompExplain.Networks.Vision;

/// <summary>One of the networks known by name, with weights from a file.</summary>
internal sealed class NamedVisionNetwork : IVisionNetwork
{
    // ImageNet's.
    private const int UsualClasses = 1000;

    private readonly VisionArchitecture _architecture;
    private readonly nn.Module<Tensor, Tensor> _module;
    private readonly Dictionary<string, nn.Module> _layers;

    // What each thread watches; a layer is hooked once, as its hooks may not change while another thread runs it.
    private readonly ThreadLocal<(nn.Module? Module, Action<Tensor>? Watch)> _watched = new();
    private readonly HashSet<string> _hooked = [];

    // The last layer has no weights: what it and those after it give means nothing.
    private bool _isHeadless;

    private NamedVisionNetwork(VisionArchitecture architecture, nn.Module<Tensor, Tensor> module, Preprocessing preprocessing)
    {
        _architecture = architecture;
        _module = module;
        Preprocessing = preprocessing;
        Description = architecture.Name;
        _layers = module.named_modules()
            .Where(each => each.name.Length > 0)
            .ToDictionary(each => each.name, each => each.module, StringComparer.Ordinal);
    }

    public string Description { get; private init; }

    public IReadOnlyList<ImportNote> Notes { get; private init; } = [];

    public IReadOnlyList<string> PassedOver { get; private init; } = [];

    public Preprocessing Preprocessing { get; }

    /// <summary>Makes a network and fills it from a file.</summary>
    /// <exception cref="ImportException">The file cannot be read, or its weights are another network's.</exception>
    public static NamedVisionNetwork Load(string name, string weightsPath, string? state = null)
    {
        var architecture = VisionModels.Architecture(name);
        using var file = WeightsFile.Open(weightsPath, state);
        bool caffe = architecture.OtherNames.Count > 0 && file.Tensors.Keys.Any(key => architecture.OwnName(key) != key);
        string last = architecture.Classifier + ".weight";
        var notes = new List<ImportNote>();
        var passed = file.PassedOver.ToList();
        if (passed.Count > 0)
        {
            notes.Add(new(weightsPath, "entries that are not of these weights, passed over", passed.Count, passed[0]));
        }

        var weights = ParameterLoader.Rename(file, architecture.OwnName, [last, architecture.First], notes, passed);
        bool isHeadless = !weights.TryGetValue(last, out var classifier);
        if (classifier is not null && (classifier.Shape.Count < 2 || classifier.Shape[0] is < 1 or > 1_000_000))
        {
            throw new ImportException(
                $"{weightsPath}: {last} is {StoredTensor.Text(classifier.Shape)}, so it is not for {architecture.Name}");
        }

        if (isHeadless)
        {
            PassOverHead(weightsPath, architecture, weights, notes, passed);
        }

        int classes = (int)(classifier?.Shape[0] ?? UsualClasses);
        LibTorch.Load();
        using var quiet = no_grad();
        var module = architecture.Make(classes);
        try
        {
            if (isHeadless && !module.state_dict().Keys.Intersect(weights.Keys).Any())
            {
                throw new ImportException(
                    $"{weightsPath} has no {last}, so it is not for {architecture.Name}; {ParameterLoader.Sample(file)}");
            }

            ParameterLoader.Fill(
                module, weights, weightsPath, architecture.Name, isHeadless ? architecture.Classifier : null);
            module.eval();
        }
        catch
        {
            module.Dispose();
            throw;
        }

        return new(
            architecture,
            module,
            caffe ? Preprocessing.Caffe : classes == 365 ? Preprocessing.Places365 : Preprocessing.ImageNet)
        {
            _isHeadless = isHeadless,
            PassedOver = passed,
            Notes = isHeadless
                ?
                [
                    .. notes,
                    new(weightsPath, "layers without weights, so no predictions are stored", 1, architecture.Classifier),
                ]
                : notes,
        };
    }

    /// <summary>
    /// Makes a network with the weights that training would start from, for 1,000 classes: the baseline that explanations of
    /// trained units are held against.
    /// </summary>
    /// <param name="name">The network.</param>
    /// <param name="seed">What the weights are drawn by.</param>
    public static NamedVisionNetwork Random(string name, long seed)
    {
        var architecture = VisionModels.Architecture(name);
        LibTorch.Load();
        using var quiet = no_grad();
        manual_seed(seed);
        var module = architecture.Make(UsualClasses);
        module.eval();
        return new(architecture, module, Preprocessing.ImageNet)
        {
            Description = string.Create(CultureInfo.InvariantCulture, $"{architecture.Name}, random weights {seed}"),
        };
    }

    public void CheckLayer(string layer)
    {
        _ = Find(layer);
        if (_isHeadless && IsAtOrAfterClassifier(_architecture.OwnName(layer)))
        {
            throw new ImportException(
                $"{layer} needs {_architecture.Classifier}, which the file has no weights of; choose a layer before it");
        }
    }

    public Tensor? Run(Tensor input, string layer, Action<Tensor> watch)
    {
        lock (_hooked)
        {
            if (_hooked.Add(_architecture.OwnName(layer)))
            {
                Find(layer).register_forward_hook((module, _, output) =>
                {
                    if (ReferenceEquals(module, _watched.Value.Module))
                    {
                        _watched.Value.Watch?.Invoke(output);
                    }

                    return output;
                });
            }
        }

        _watched.Value = (Find(layer), watch);
        try
        {
            var output = _module.call(input);
            if (!_isHeadless)
            {
                return output;
            }

            output.Dispose();
            return null;
        }
        finally
        {
            _watched.Value = default;
        }
    }

    public float[]? ClassWeights(string layer)
    {
        if (_isHeadless || !_architecture.Features.Contains(_architecture.OwnName(layer)))
        {
            return null;
        }

        using var weight = _module.get_parameter(_architecture.Classifier + ".weight")!.detach().contiguous();
        return weight.data<float>().ToArray();
    }

    public void Dispose()
    {
        _module.Dispose();
        _watched.Dispose();
    }

    // Another head in the classifier's place, as self-supervised training has.
    private static void PassOverHead(
        string path,
        VisionArchitecture architecture,
        Dictionary<string, StoredTensor> weights,
        List<ImportNote> notes,
        List<string> passedOver)
    {
        var head = weights.Keys
            .Where(name => name.StartsWith(architecture.Classifier + ".", StringComparison.Ordinal))
            .ToList();
        if (head.Count > 0)
        {
            notes.Add(new(path, "parameters of another head, passed over", head.Count, head[0]));
            passedOver.AddRange(head.Select(name => weights[name].Describe(name)));
            head.ForEach(name => weights.Remove(name));
        }
    }

    // classifier.6 has classifier.6 and classifier.7 after what comes before it, and is in classifier.
    private bool IsAtOrAfterClassifier(string layer)
    {
        string last = _architecture.Classifier;
        if (layer == last || last.StartsWith(layer + ".", StringComparison.Ordinal))
        {
            return true;
        }

        int dot = last.LastIndexOf('.') + 1;
        return dot > 0
            && layer.StartsWith(last[..dot], StringComparison.Ordinal)
            && int.TryParse(layer.AsSpan(dot), NumberStyles.None, CultureInfo.InvariantCulture, out int place)
            && place >= int.Parse(last.AsSpan(dot), CultureInfo.InvariantCulture);
    }

    private nn.Module<Tensor, Tensor> Find(string layer)
    {
        if (_layers.TryGetValue(_architecture.OwnName(layer), out var module) && module is nn.Module<Tensor, Tensor> found)
        {
            return found;
        }

        var names = _layers.Keys.Where(name => name.Count(c => c == '.') <= 1);
        string other = _architecture.OtherNames.Count == 0
            ? ""
            : $"; also {string.Join(", ", _architecture.OtherNames.Select(each => each.Other))}";
        throw new ImportException(
            $"{_architecture.Name} has no layer {layer}; it has {string.Join(", ", names)}, and the layers within these by their "
            + $"dotted paths{other}");
    }
}
