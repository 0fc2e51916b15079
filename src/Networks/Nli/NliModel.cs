using System.Text;
using System.Text.Json;
using CompExplain.Import;
using CompExplain.Import.Text;
using CompExplain.Networks.Weights;
using static TorchSharp.torch;

namespace CompExplain.Networks.Nli;

/// <summary>
/// A trained network with its vocabulary and its classes, in one safetensors file: the parameters under PyTorch's names, and two
/// texts as bytes, <c>vocabulary</c> (a word a line, by number) and <c>settings</c> (JSON).
/// </summary>
internal sealed class NliModel : IDisposable
{
    private const string VocabularyName = "vocabulary";
    private const string SettingsName = "settings";
    private const string VectorsName = "encoder.emb.weight";
    private const int Format = 1;

    private NliModel(NliNetwork network, NliVocabulary vocabulary, NliArchitecture architecture, string[] classes)
    {
        Network = network;
        Vocabulary = vocabulary;
        Architecture = architecture;
        Classes = classes;
    }

    /// <summary>The network, in evaluation mode.</summary>
    public NliNetwork Network { get; }

    /// <summary>Its words.</summary>
    public NliVocabulary Vocabulary { get; }

    /// <summary>Its sizes.</summary>
    public NliArchitecture Architecture { get; }

    /// <summary>Its classes, in the order of its outputs.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>Writes a model, and further words with their vectors, which it then knows as well as those it was trained
    /// on.</summary>
    /// <param name="path">The file; one that is there is replaced, when all is written.</param>
    /// <param name="weights">Parameters and buffers by the module's own names.</param>
    /// <param name="shapes">Their shapes.</param>
    /// <param name="vocabulary">The words that it was trained with.</param>
    /// <param name="further">Vectors of more words; those that it knows are left out.</param>
    /// <param name="architecture">The network's sizes.</param>
    public static void Save(
        string path,
        IReadOnlyDictionary<string, float[]> weights,
        IReadOnlyDictionary<string, long[]> shapes,
        NliVocabulary vocabulary,
        WordVectors further,
        NliArchitecture architecture)
    {
        var words = new List<string>(vocabulary.Words);
        var known = words.ToHashSet(StringComparer.Ordinal);
        var vectors = new List<float>(weights["emb.weight"]);
        for (int i = 0; i < further.Words.Count; i++)
        {
            // A line of the vocabulary holds a word, so a word holds no line end.
            if (further.Words[i].AsSpan().ContainsAny('\n', '\r') || !known.Add(further.Words[i]))
            {
                continue;
            }

            words.Add(further.Words[i]);
            vectors.AddRange(further.Rows.AsSpan(i * further.Dimension, further.Dimension));
        }

        var file = new SafetensorsWriter();
        foreach (var (name, values) in weights)
        {
            if (name == "emb.weight")
            {
                file.Add(VectorsName, [.. vectors], words.Count, architecture.Dimension);
            }
            else
            {
                file.Add(NliNetwork.FileName(name), values, shapes[name]);
            }
        }

        file.Add(VocabularyName, string.Join('\n', words));
        file.Add(SettingsName, JsonSerializer.Serialize(new Settings(Format, architecture, NliExamples.Classes)));
        file.Write(path);
    }

    /// <summary>Reads a model.</summary>
    /// <exception cref="ImportException">The file is missing, damaged or cut short, or is of another network.</exception>
    public static NliModel Load(string path)
    {
        using var file = WeightsFile.Open(path);
        if (!file.Tensors.TryGetValue(VocabularyName, out var vocabularyText)
            || !file.Tensors.TryGetValue(SettingsName, out var settingsText))
        {
            throw new ImportException(
                $"{path} has no vocabulary and settings, so it is no network for sentence pairs "
                + $"({ParameterLoader.Sample(file)}); train one")
            {
                Command = "train nli",
            };
        }

        var settings = ReadSettings(path, settingsText);
        var vocabulary = new NliVocabulary(ReadText(path, vocabularyText).Split('\n'));
        var network = new NliNetwork(settings.Architecture, vocabulary.Words.Count, settings.Classes.Length);
        try
        {
            var ownName = network.state_dict().Keys.ToDictionary(NliNetwork.FileName, name => name, StringComparer.Ordinal);
            var weights = file.Tensors
                .Where(each => each.Key is not (VocabularyName or SettingsName))
                .ToDictionary(each => ownName.GetValueOrDefault(each.Key, each.Key), each => each.Value, StringComparer.Ordinal);
            using (no_grad())
            using (NewDisposeScope())
            {
                ParameterLoader.Fill(network, weights, path, "the network for sentence pairs");
            }

            network.eval();
            return new(network, vocabulary, settings.Architecture, settings.Classes);
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Network.Dispose();

    private static Settings ReadSettings(string path, StoredTensor text)
    {
        try
        {
            var settings = JsonSerializer.Deserialize<Settings>(ReadText(path, text));
            if (settings is { Format: > Format })
            {
                throw new ImportException($"{path} was written by a newer version of this program; use that one");
            }

            if (settings is
                {
                    Format: Format,
                    Architecture: { Dimension: > 0 and <= 1 << 16, Hidden: > 0 and <= 1 << 14, Units: > 0 and <= 1 << 16 },
                    Classes: { Length: > 0 and <= 1 << 16 },
                })
            {
                return settings;
            }
        }
        catch (JsonException)
        {
            // Told below.
        }

        throw new ImportException(
            $"{path}: the settings in it are not those of a network for sentence pairs; the file is damaged");
    }

    private static string ReadText(string path, StoredTensor text)
    {
        if (text.Shape.Count != 1)
        {
            throw new ImportException($"{path}: a text in it has the shape {StoredTensor.Text(text.Shape)}; the file is damaged");
        }

        byte[] bytes = Array.ConvertAll(text.Read(), value => (byte)Math.Clamp(value, 0, 255));
        return Encoding.UTF8.GetString(bytes);
    }

    private sealed record Settings(int Format, NliArchitecture Architecture, string[] Classes);
}
