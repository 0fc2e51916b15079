using System.Globalization;
using System.Text;
using System.Text.Json;
using CompExplain.Import;
using CompExplain.Networks.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace CompExplain.Networks.Nli;

/// <summary>Where a training is between two epochs: what is in <see cref="State"/>, and the tensors beside it.</summary>
/// <remarks>One safetensors file beside the model: the weights, their average, the optimiser's moments, and the best average so far.
/// A training that is resumed goes on as if it had not been interrupted.</remarks>
internal static class NliCheckpoint
{
    private const string StateName = "state";
    private const string Weights = "weights.";
    private const string Average = "average.";
    private const string Best = "best.";

    /// <summary>The file for a model's.</summary>
    public static string PathOf(string modelPath) => modelPath + ".checkpoint";

    /// <summary>Writes the checkpoint, in the place of the one before.</summary>
    public static void Save(string path, State state, NliNetwork network, NliNetwork average, Adam adam, IReadOnlyDictionary<string, Tensor> best)
    {
        var file = new SafetensorsWriter();
        foreach (var (name, tensor) in network.Values())
        {
            file.Add(Weights + name, tensor);
        }

        foreach (var (name, tensor) in average.Values())
        {
            file.Add(Average + name, tensor);
        }

        foreach (var (name, tensor) in adam.State)
        {
            file.Add(name, tensor);
        }

        foreach (var (name, tensor) in best)
        {
            file.Add(Best + name, tensor);
        }

        file.Add(StateName, JsonSerializer.Serialize(state));
        file.Write(path);
    }

    /// <summary>Reads the checkpoint back, all or nothing.</summary>
    /// <exception cref="ImportException">It is damaged, or of another training.</exception>
    public static State Load(string path, string training, NliNetwork network, NliNetwork average, Adam adam, IReadOnlyDictionary<string, Tensor> best)
    {
        using var file = WeightsFile.Open(path);
        var state = ReadState(file) ?? throw Damaged(path);
        if (state.Training != training)
        {
            throw new ImportException(
                $"{path} is of another training, with other data or settings (it was after epoch {state.Epoch.ToString(CultureInfo.InvariantCulture)}); repeat that one's to resume it, or add --restart to begin anew");
        }

        var places = network.Values().Select(each => (Weights + each.Name, each.Value))
            .Concat(average.Values().Select(each => (Average + each.Name, each.Value)))
            .Concat(adam.State.Select(each => (each.Key, each.Value)))
            .Concat(best.Select(each => (Best + each.Key, each.Value)))
            .ToList();
        foreach (var (name, tensor) in places)
        {
            if (!file.Tensors.TryGetValue(name, out var stored) || !tensor.shape.AsSpan().SequenceEqual([.. stored.Shape]))
            {
                throw Damaged(path);
            }
        }

        using var none = no_grad();
        foreach (var (name, tensor) in places)
        {
            using var values = torch.tensor(file.Tensors[name].Read(), tensor.shape);
            tensor.copy_(values);
        }

        adam.Steps = state.Steps;
        return state;
    }

    private static State? ReadState(WeightsFile file)
    {
        if (!file.Tensors.TryGetValue(StateName, out var text))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<State>(Encoding.UTF8.GetString(Array.ConvertAll(text.Read(), value => (byte)Math.Clamp(value, 0, 255))));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ImportException Damaged(string path) => new($"{path} is not a checkpoint that can be resumed; add --restart to begin anew");

    /// <summary>The numbers of a training between two epochs.</summary>
    /// <param name="Training">What it is of: a checksum of data, vectors and settings.</param>
    /// <param name="Epoch">Epochs done.</param>
    /// <param name="Steps">Steps of the optimiser.</param>
    /// <param name="BestEpoch">The epoch of the best accuracy.</param>
    /// <param name="BestAccuracy">The best accuracy on the held-out pairs.</param>
    /// <param name="Seconds">How long it took.</param>
    internal sealed record State(string Training, int Epoch, long Steps, int BestEpoch, double BestAccuracy, double Seconds);
}
