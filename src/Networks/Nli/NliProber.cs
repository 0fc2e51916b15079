using System.Globalization;
using CompExplain.Import;
using CompExplain.Import.Units;
using CompExplain.Networks.Journals;
using CompExplain.Storage;
using CompExplain.Storage.Catalog;
using CompExplain.Storage.Files;
using static TorchSharp.torch;

namespace CompExplain.Networks.Nli;

/// <summary>
/// Runs a trained network on the sentence pairs of a database, and stores its units: the outputs of the second ReLU, in
/// evaluation mode, active where they are over 0 (the paper, section 4.2).
/// </summary>
/// <remarks>
/// A pair is an input whose text is its premise and its hypothesis, a line each, tokens separated by spaces, as <c>import
/// nli</c> writes it. Beside the units are stored the classes, each pair's outputs before softmax, the weights of the units
/// in the classes, and the predictions where there are none.
/// </remarks>
public static class NliProber
{
    /// <summary>Probes a network and adds its layer to a database, all or nothing.</summary>
    /// <param name="options">The network, and what to keep.</param>
    /// <param name="databasePath">A database of sentence pairs.</param>
    /// <param name="progress">Reports pairs and units.</param>
    /// <param name="cancellation">Cancels it; nothing is then written.</param>
    /// <returns>What was written.</returns>
    /// <exception cref="ImportException">The network cannot be read, the inputs are no pairs, or libtorch is missing.</exception>
    /// <exception cref="StorageException">The database cannot be written, or has the layer and it is not to be
    /// replaced.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static NliProbeSummary Probe(
        NliProbeOptions options,
        string databasePath,
        IProgress<StepProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (string.IsNullOrWhiteSpace(options.LayerName))
        {
            throw new ImportException("a layer needs a name; give it one");
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(options.BatchSize, 1);
        LibTorch.Load();
        using var model = NliModel.Load(options.WeightsPath);
        var inputs = Read(options, databasePath, model.Vocabulary, cancellation);
        using var activations = ActivationJournal.Temporary(databasePath, inputs.Pairs.Count);
        var outputs = Run(options, model, inputs.Pairs, activations, progress, cancellation);
        string?[] predictions = Array.ConvertAll(outputs.Predictions, prediction => (string?)model.Classes[prediction]);
        bool store = options.ReplacePredictions || !inputs.HavePredictions;

        IReadOnlyList<ImportNote> notes;
        using (var writer = DatabaseWriter.Open(databasePath))
        {
            int layer = UnitImporter.Write(
                activations,
                new UnitImportOptions(options.WeightsPath, options.LayerName, ThresholdRule.Above(0))
                {
                    Store = options.Store,
                    Replace = options.Replace,
                    Model = "BiLSTM for sentence pairs, second ReLU of the perceptron",
                    Preprocessing = "tokens in lower case",
                },
                writer,
                progress,
                cancellation);
            if (store)
            {
                writer.SetPredictions(predictions);
            }

            // New classes would take the weights of another layer of the same network with them.
            if (!inputs.Classes.SequenceEqual(model.Classes))
            {
                writer.SetClasses([.. model.Classes]);
            }

            for (int i = 0; i < model.Classes.Count; i++)
            {
                writer.SetLogits(i, outputs.Logits[i]);
            }

            writer.SetClassWeights(layer, model.Network.ClassWeights());
            writer.Commit(progress, cancellation);
            notes = writer.Notes;
        }

        int labelled = inputs.Labels.Count(label => label is not null);
        int right = predictions.Zip(inputs.Labels).Count(each => each.First == each.Second);
        return new(
            options.LayerName,
            inputs.Pairs.Count,
            model.Architecture.Units,
            outputs.IsActive.Count(active => !active),
            inputs.UnknownWords,
            labelled,
            labelled > 0 ? (double)right / labelled : null,
            store)
        {
            Notes = notes,
        };
    }

    private static Inputs Read(
        NliProbeOptions options, string databasePath, NliVocabulary vocabulary, CancellationToken cancellation)
    {
        using var database = ProbeDatabase.Open(databasePath);
        if (database.Dataset.Kind != DatasetKind.Texts)
        {
            throw new ImportException(
                $"{databasePath} is a database of images, and this network reads sentence pairs; import those first")
            {
                Command = "import nli",
            };
        }

        if (database.FindLayer(options.LayerName) is not null && !options.Replace)
        {
            throw new ImportException(
                $"{databasePath} has a layer '{options.LayerName}' already; replace it, or choose another name")
            {
                Option = "replace",
            };
        }

        var pairs = new List<NumberedPair>(database.Dataset.InputCount);
        long words = 0, unknown = 0;
        for (int i = 0; i < database.Dataset.InputCount; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            string[] lines = database.Input(i).Source.Split('\n');
            if (lines.Length != 2)
            {
                throw new ImportException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{databasePath}: the text of input {i} has {lines.Length} lines, and a pair has two, the premise and the "
                    + $"hypothesis; this network reads pairs"));
            }

            var pair = NumberedPair.Of(vocabulary, NliExamples.Split(lines[0]), NliExamples.Split(lines[1]));
            words += pair.Premise.Length + pair.Hypothesis.Length;
            unknown += pair.Premise.Concat(pair.Hypothesis).Count(word => word == NliVocabulary.Unknown);
            pairs.Add(pair);
        }

        if (pairs.Count == 0)
        {
            throw new ImportException($"{databasePath} has no inputs; import sentence pairs first")
            {
                Command = "import nli",
            };
        }

        bool havePredictions = database.Predictions.Any(each => each is not null);
        return new(pairs, [.. database.Labels], havePredictions, [.. database.Outputs.Classes()], (double)unknown / words);
    }

    private static Outputs Run(
        NliProbeOptions options,
        NliModel model,
        List<NumberedPair> pairs,
        ActivationJournal activations,
        IProgress<StepProgress>? progress,
        CancellationToken cancellation)
    {
        using var none = no_grad();
        int units = model.Architecture.Units, classes = model.Classes.Count;
        var outputs = new Outputs(
            new int[pairs.Count], [.. Enumerable.Range(0, classes).Select(_ => new float[pairs.Count])], new bool[units]);
        for (int first = 0; first < pairs.Count; first += options.BatchSize)
        {
            cancellation.ThrowIfCancellationRequested();
            progress?.Report(new StepProgress("running the network", first, pairs.Count));
            int count = Math.Min(options.BatchSize, pairs.Count - first);
            using var scope = NewDisposeScope();
            var active = model.Network.Units(SentenceBatch.Of(pairs.GetRange(first, count)));
            float[] logits = [.. model.Network.Logits(active).data<float>()];
            float[] values = [.. active.data<float>()];
            activations.Add(count, new(units, 1, 1), values, logits);
            for (int i = 0; i < count; i++)
            {
                var row = values.AsSpan(i * units, units);
                for (int unit = 0; unit < units; unit++)
                {
                    outputs.IsActive[unit] |= row[unit] > 0;
                }

                var scores = logits.AsSpan(i * classes, classes);
                int best = 0;
                for (int c = 0; c < classes; c++)
                {
                    outputs.Logits[c][first + i] = scores[c];
                    if (scores[c] > scores[best])
                    {
                        best = c;
                    }
                }

                outputs.Predictions[first + i] = best;
            }
        }

        progress?.Report(new StepProgress("running the network", pairs.Count, pairs.Count));
        return outputs;
    }

    private sealed record Inputs(
        List<NumberedPair> Pairs, string?[] Labels, bool HavePredictions, string[] Classes, double UnknownWords);

    private sealed record Outputs(int[] Predictions, float[][] Logits, bool[] IsActive);
}
