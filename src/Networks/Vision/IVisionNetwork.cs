using CompExplain.Import;
using CompExplain.Storage.Catalog;
using static TorchSharp.torch;

namespace CompExplain.Networks.Vision;

/// <summary>A network that is ready to be run on batches of pictures.</summary>
internal interface IVisionNetwork : IDisposable
{
    /// <summary>A description for people.</summary>
    string Description { get; }

    /// <summary>How pictures are prepared for it unless one says otherwise.</summary>
    Preprocessing Preprocessing { get; }

    /// <summary>What the file of weights lacks, or what was taken off its names.</summary>
    IReadOnlyList<ImportNote> Notes => [];

    /// <summary>What is in the file of weights and not taken, each with its kind.</summary>
    IReadOnlyList<string> PassedOver => [];

    /// <summary>Makes sure that a layer is there.</summary>
    /// <exception cref="ImportException">It is not; the message lists those that are.</exception>
    void CheckLayer(string layer);

    /// <summary>Runs the network on a batch; from several threads at once, too.</summary>
    /// <param name="input">Pictures x 3 x height x width.</param>
    /// <param name="layer">The layer to watch.</param>
    /// <param name="watch">Receives the layer's output, which it must not keep.</param>
    /// <returns>The outputs before softmax, pictures x classes; null where the network has none.</returns>
    Tensor? Run(Tensor input, string layer, Action<Tensor> watch);

    /// <summary>The last layer's weights from a layer's units to the classes, class by class; null where it does not sum that
    /// layer.</summary>
    float[]? ClassWeights(string layer);
}
