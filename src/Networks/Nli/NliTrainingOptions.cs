namespace CompExplain.Networks.Nli;

/// <summary>What a network for sentence pairs is trained on, and how long.</summary>
/// <param name="ModelPath">The safetensors file to make.</param>
/// <param name="DataPath">Pairs of raw sentences, tab-separated, with the columns <c>gold_label</c>, <c>sentence1</c> and
/// <c>sentence2</c>.</param>
/// <param name="VectorsPath">Word vectors, a NumPy array of words x dimensions.</param>
/// <param name="WordsPath">The words of <paramref name="VectorsPath"/>, one a line.</param>
public sealed record NliTrainingOptions(string ModelPath, string DataPath, string VectorsPath, string WordsPath)
{
    /// <summary>The share of the pairs that is not learned from, but tells when to stop; over 0 and under 1.</summary>
    public double HeldOut { get; init; } = 0.05;

    /// <summary>Tokenised sentences of further pairs that the finished network is measured on; nothing is chosen by them. Null
    /// for none.</summary>
    public string? DevTokPath { get; init; }

    /// <summary>The labels of <see cref="DevTokPath"/>.</summary>
    public string? DevLabelsPath { get; init; }

    /// <summary>How often the pairs are gone through at most.</summary>
    public int Epochs { get; init; } = 7;

    /// <summary>After how many epochs without a better accuracy on the held-out pairs it ends.</summary>
    public int Patience { get; init; } = 3;

    /// <summary>The number of pairs of a training step.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>The highest learning rate; it falls to a twentieth over the epochs.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>What all random numbers come from: the same seed, data and number of threads give the same network.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>No epoch is begun that would not end within this time; null for no limit.</summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>Replace a model that is there.</summary>
    public bool Replace { get; init; }

    /// <summary>Begin anew where a checkpoint is there.</summary>
    public bool Restart { get; init; }

    /// <summary>The sizes; those of the paper but in tests.</summary>
    internal NliArchitecture Architecture { get; init; } = new();
}
