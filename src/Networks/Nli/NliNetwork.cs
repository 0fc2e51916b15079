using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CompExplain.Networks.Nli;

/// <summary>
/// The paper's network for sentence pairs (section 4.2, after Bowman et al. 2016): both sentences through a bidirectional LSTM,
/// of which the highest value of each number over the sentence is taken; the two, their difference and their product,
/// normalised; a perceptron of two layers with ReLU; and a linear layer to the classes.
/// </summary>
/// <remarks>
/// The authors' code takes the LSTM's last state; the maximum over the sentence (Conneau et al. 2017) learns more from few
/// pairs. The two directions are LSTMs of their own, the second of the reversed sentences: without packed sequences
/// libtorch runs them through oneDNN, several times faster. In files they have the names of PyTorch's bidirectional LSTM.
/// </remarks>
internal sealed class NliNetwork : nn.Module
{
    private readonly NliArchitecture _architecture;
    private readonly Embedding _vectors;
    private readonly LSTM _forward;
    private readonly LSTM _reverse;
    private readonly BatchNorm1d _normalisation;
    private readonly Linear _first;
    private readonly Linear _second;
    private readonly Linear _output;

    /// <summary>Makes the network with random weights.</summary>
    public NliNetwork(NliArchitecture architecture, int words, int classes)
        : base("nli")
    {
        _architecture = architecture;
        int sentence = 2 * architecture.Hidden;
        _vectors = nn.Embedding(words, architecture.Dimension);
        _forward = nn.LSTM(architecture.Dimension, architecture.Hidden, batchFirst: true);
        _reverse = nn.LSTM(architecture.Dimension, architecture.Hidden, batchFirst: true);
        _normalisation = nn.BatchNorm1d(4 * sentence);
        _first = nn.Linear(4 * sentence, architecture.Units);
        _second = nn.Linear(architecture.Units, architecture.Units);
        _output = nn.Linear(architecture.Units, classes);
        register_module("emb", _vectors);
        register_module("rnn", _forward);
        register_module("rnn_reverse", _reverse);
        register_module("bn", _normalisation);
        register_module("mlp_0", _first);
        register_module("mlp_3", _second);
        register_module("mlp_5", _output);
    }

    /// <summary>The units: what comes out of the second ReLU.</summary>
    /// <returns>pairs x units.</returns>
    public Tensor Units(SentenceBatch batch)
    {
        using var scope = NewDisposeScope();
        long pairs = batch.Forward.shape[0] / 2;

        // The same numbers are dropped of every word of a pair, so that a word that both sentences have stays the same word.
        var kept = Drop(ones(pairs, 1, _architecture.Dimension), _architecture.VectorDropout).repeat(2, 1, 1);
        var (forward, _, _) = _forward.call(_vectors.call(batch.Forward) * kept);
        var (reverse, _, _) = _reverse.call(_vectors.call(batch.Reverse) * kept);
        var sentences = cat([Highest(forward, batch), Highest(reverse, batch)], 1);
        var premise = sentences.narrow(0, 0, pairs);
        var hypothesis = sentences.narrow(0, pairs, pairs);
        var both = cat([premise, hypothesis, premise - hypothesis, premise * hypothesis], 1);
        var hidden = nn.functional.relu(_first.call(Drop(_normalisation.call(both), _architecture.Dropout)));
        return nn.functional.relu(_second.call(Drop(hidden, _architecture.Dropout))).MoveToOuterDisposeScope();
    }

    /// <summary>The outputs before softmax, of the units.</summary>
    /// <returns>pairs x classes.</returns>
    public Tensor Logits(Tensor units) => _output.call(units);

    /// <summary>The weights of the units in each class.</summary>
    /// <returns>classes x units.</returns>
    public float[] ClassWeights() => [.. _output.weight.data<float>()];

    /// <summary>Sets the words' vectors.</summary>
    public void SetVectors(float[] rows)
    {
        using var none = no_grad();
        using var values = tensor(rows, _vectors.weight!.shape);
        _vectors.weight.copy_(values);
    }

    /// <summary>All numbers that it has learned: parameters, and the means and spreads that it normalises by.</summary>
    public IEnumerable<(string Name, Tensor Value)> Values()
    {
        foreach (var (name, parameter) in named_parameters())
        {
            yield return (name, parameter);
        }

        foreach (var (name, buffer) in named_buffers())
        {
            if (buffer.is_floating_point())
            {
                yield return (name, buffer);
            }
        }
    }

    /// <summary>A parameter's name in files: that of the same network written in PyTorch.</summary>
    public static string FileName(string name)
    {
        const string reverse = "rnn_reverse.";
        if (name.StartsWith(reverse, StringComparison.Ordinal))
        {
            return $"encoder.rnn.{name[reverse.Length..]}_reverse";
        }

        if (name.StartsWith("emb.", StringComparison.Ordinal) || name.StartsWith("rnn.", StringComparison.Ordinal))
        {
            return "encoder." + name;
        }

        return name.Replace("mlp_", "mlp.", StringComparison.Ordinal);
    }

    private static Tensor Highest(Tensor states, SentenceBatch batch) =>
        states.masked_fill(batch.IsPadding, float.NegativeInfinity).amax([1]);

    private Tensor Drop(Tensor values, double share) => share > 0 ? nn.functional.dropout(values, share, training) : values;
}
