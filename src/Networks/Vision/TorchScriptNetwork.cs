using System.Globalization;
using System.Runtime.InteropServices;
using CompExplain.Import;
using CompExplain.Import.Files;
using static TorchSharp.torch;

namespace CompExplain.Networks.Vision;

/// <summary>
/// A network in a TorchScript file (<c>torch.jit.save</c>), which runs it as it was saved. TorchSharp cannot look inside such
/// a module, so its outputs are what can be probed: trace a module that returns the layer, or the layer and the logits.
/// </summary>
internal sealed class TorchScriptNetwork : IVisionNetwork
{
    private const string Output = "output";

    private readonly jit.ScriptModule _module;
    private readonly string _path;

    private TorchScriptNetwork(jit.ScriptModule module, string path)
    {
        _module = module;
        _path = path;
    }

    public string Description => VisionModels.TorchScript;

    public Preprocessing Preprocessing => Preprocessing.ImageNet;

    /// <summary>Loads a file.</summary>
    /// <exception cref="ImportException">It is missing, or is no TorchScript file.</exception>
    public static TorchScriptNetwork Load(string path)
    {
        InputFile.Open(path).Dispose();
        LibTorch.Load();
        try
        {
            var module = jit.load(path);
            module.eval();
            return new(module, path);
        }
        catch (Exception error) when (error is ExternalException or FileNotFoundException or InvalidOperationException)
        {
            throw new ImportException(
                $"{path} cannot be loaded as TorchScript ({error.Message.Split('\n')[0].Trim()}); save the network with "
                + $"torch.jit.trace(model, example).save(path)",
                error);
        }
    }

    public void CheckLayer(string layer)
    {
        if (Index(layer) is null)
        {
            throw new ImportException(
                $"{_path} has no layer {layer}: of a TorchScript file the outputs can be probed, as {Output}, or {Output}.0, "
                + $"{Output}.1, ... where it gives several; trace a module that returns the layer");
        }
    }

    public Tensor? Run(Tensor input, string layer, Action<Tensor> watch)
    {
        var outputs = Flatten(_module.call(input)).ToList();
        int index = Index(layer) ?? 0;
        if (index >= outputs.Count)
        {
            throw new ImportException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{_path} gives {outputs.Count} outputs, so there is no {layer}; they are counted from 0"));
        }

        watch(outputs[index]);

        // The logits are the last output of pictures x classes that is not itself probed.
        return outputs.Where((output, i) => i != index && output.dim() == 2).LastOrDefault();
    }

    public float[]? ClassWeights(string layer) => null;

    public void Dispose() => _module.Dispose();

    private static int? Index(string layer)
    {
        if (layer == Output)
        {
            return 0;
        }

        return layer.StartsWith(Output + ".", StringComparison.Ordinal)
            && int.TryParse(layer.AsSpan(Output.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int index)
            ? index
            : null;
    }

    private static IEnumerable<Tensor> Flatten(object? output) => output switch
    {
        Tensor tensor => [tensor],
        System.Runtime.CompilerServices.ITuple tuple => Enumerable.Range(0, tuple.Length).SelectMany(i => Flatten(tuple[i])),
        System.Collections.IDictionary dictionary => dictionary.Values.Cast<object?>().SelectMany(Flatten),
        System.Collections.IEnumerable list => list.Cast<object?>().SelectMany(Flatten),
        _ => [],
    };
}
