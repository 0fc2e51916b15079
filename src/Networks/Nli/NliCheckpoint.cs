using System.Globalization;
using System.Text.Json;
using CompExplain.Import;
using CompExplain.Networks.Journals;
using CompExplain.Storage.Activations;
using TorchSharp;
using static TorchSharp.torch;

namespace CompExplain.Networks.Nli;

/// <summary>Where a training is between two epochs: what is in <see cref="State"/>, and the tensors beside it.</summary>
/// <remarks>
/// A <see cref="Journal"/> beside the model, written anew after each epoch: the state as JSON, then a record a tensor: the
/// weights, their average, the optimiser's moments, and the best average so far. A kill loses the epoch that is running; a
/// training that is resumed ends as one that was never stopped.
/// </remarks>
internal static class NliCheckpoint
{
    /// <summary>The file for a model's.</summary>
    public static string PathOf(string modelPath) => modelPath + ".checkpoint";

    /// <summary>Writes the checkpoint, in the place of the one before.</summary>
    public static void Save(
        string path, State state, NliNetwork network, NliNetwork average, Adam adam, IReadOnlyDictionary<string, Tensor> best) =>
        Journal.Write(
            path,
            state.Training,
            Tensors(network, average, adam, best).Select(Bytes).Prepend(JsonSerializer.SerializeToUtf8Bytes(state)));

    /// <summary>Reads the checkpoint back.</summary>
    /// <exception cref="ImportException">It is damaged, or of another training.</exception>
    public static State Load(
        string path,
        string training,
        NliNetwork network,
        NliNetwork average,
        Adam adam,
        IReadOnlyDictionary<string, Tensor> best)
    {
        using var journal = Journal.OpenRead(path) ?? throw Damaged(path);
        var state = ReadState(journal) ?? throw Damaged(path);
        if (state.Training != training)
        {
            string epoch = state.Epoch.ToString(CultureInfo.InvariantCulture);
            throw new ImportException(
                $"{path} is of another training, with other data or settings (it was after epoch {epoch}); "
                + "repeat that one's to resume it, or restart the training")
            {
                Option = "restart",
            };
        }

        using var none = no_grad();
        foreach (var tensor in Tensors(network, average, adam, best))
        {
            byte[]? bytes = journal.ReadNext();
            if (bytes?.Length != sizeof(float) * tensor.numel())
            {
                throw Damaged(path);
            }

            float[] numbers = new float[tensor.numel()];
            Elements.Decode(ElementType.Float32, bytes, numbers);
            using var values = torch.tensor(numbers, tensor.shape);
            tensor.copy_(values);
        }

        adam.Steps = state.Steps;
        return state;
    }

    // In an order that depends on the network alone.
    private static IEnumerable<Tensor> Tensors(
        NliNetwork network, NliNetwork average, Adam adam, IReadOnlyDictionary<string, Tensor> best) =>
        network.Values().Concat(average.Values()).Select(each => each.Value)
            .Concat(adam.State.OrderBy(each => each.Key, StringComparer.Ordinal).Select(each => each.Value))
            .Concat(best.OrderBy(each => each.Key, StringComparer.Ordinal).Select(each => each.Value));

    private static byte[] Bytes(Tensor tensor)
    {
        using var plain = tensor.detach().to(torch.float32).contiguous();
        byte[] bytes = new byte[sizeof(float) * plain.numel()];
        Elements.Encode(ElementType.Float32, plain.data<float>().ToArray(), bytes);
        return bytes;
    }

    private static State? ReadState(Journal journal)
    {
        try
        {
            return journal.ReadNext() is { } text ? JsonSerializer.Deserialize<State>(text) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ImportException Damaged(string path) =>
        new($"{path} is damaged or cut short, and cannot be resumed; restart the training") { Option = "restart" };

    /// <summary>The numbers of a training between two epochs.</summary>
    /// <param name="Training">What it is of: a checksum of data, vectors and settings.</param>
    /// <param name="Epoch">Epochs done.</param>
    /// <param name="Steps">Steps of the optimiser.</param>
    /// <param name="BestEpoch">The epoch of the best accuracy.</param>
    /// <param name="BestAccuracy">The best accuracy on the held-out pairs.</param>
    /// <param name="Seconds">How long it took.</param>
    internal sealed record State(string Training, int Epoch, long Steps, int BestEpoch, double BestAccuracy, double Seconds);
}
