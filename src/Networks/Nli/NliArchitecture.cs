namespace CompExplain.Networks.Nli;

/// <summary>The sizes of the network, and what is dropped while it learns.</summary>
internal sealed record NliArchitecture
{
    /// <summary>Numbers of a word vector.</summary>
    public int Dimension { get; init; } = 100;

    /// <summary>Numbers of a direction of the LSTM; a sentence has twice as many.</summary>
    public int Hidden { get; init; } = 256;

    /// <summary>Units of either layer of the perceptron.</summary>
    public int Units { get; init; } = 1024;

    /// <summary>The share of the numbers of a pair's word vectors that is dropped in training, the same for all of its
    /// words.</summary>
    public double VectorDropout { get; init; } = 0.1;

    /// <summary>The share of the perceptron's inputs and of its first layer that is dropped in training.</summary>
    public double Dropout { get; init; } = 0.25;
}
