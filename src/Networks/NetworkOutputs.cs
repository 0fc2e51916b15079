using System.Globalization;
using System.Numerics.Tensors;
using CompExplain.Import;
using CompExplain.Storage;

namespace CompExplain.Networks;

/// <summary>What a network says of each input, gathered batch by batch.</summary>
internal sealed class NetworkOutputs(int inputs)
{
    private float[] _logits = [];

    /// <summary>How many classes it tells apart; 0 where it says nothing.</summary>
    public int Classes { get; private set; }

    /// <summary>Adds one input's outputs before softmax.</summary>
    public void Add(int input, ReadOnlySpan<float> logits)
    {
        if (Classes == 0)
        {
            Classes = logits.Length;
            if ((long)inputs * Classes > Array.MaxLength)
            {
                throw new ImportException(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{inputs} inputs of {Classes} classes are too many to hold; import the data set in parts"));
            }

            _logits = new float[inputs * Classes];
        }

        logits.CopyTo(_logits.AsSpan(input * Classes, Classes));
    }

    /// <summary>The class with the highest output for an input; the first of equals.</summary>
    public int Prediction(int input) => TensorPrimitives.IndexOfMax(_logits.AsSpan(input * Classes, Classes));

    /// <summary>Writes predictions, classes, and the logits of some classes.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="names">The classes' names.</param>
    /// <param name="chosen">The names of classes whose logits are kept; null for those that are predicted.</param>
    public void Write(DatabaseWriter writer, IReadOnlyList<string> names, IReadOnlyList<string>? chosen)
    {
        int[] predictions = [.. Enumerable.Range(0, inputs).Select(Prediction)];
        writer.SetPredictions([.. predictions.Select(prediction => names[prediction])]);
        writer.SetClasses(names);
        float[] column = new float[inputs];
        foreach (int id in chosen is null ? [.. predictions.Distinct().Order()] : Numbers(names, chosen))
        {
            for (int i = 0; i < inputs; i++)
            {
                column[i] = _logits[(i * Classes) + id];
            }

            writer.SetLogits(id, column);
        }
    }

    /// <summary>The numbers of classes by name; a name that stands twice gives both.</summary>
    /// <exception cref="ImportException">There is no such class.</exception>
    public static int[] Numbers(IReadOnlyList<string> names, IReadOnlyList<string> chosen)
    {
        var numbers = new SortedSet<int>();
        foreach (string name in chosen)
        {
            var found = Enumerable.Range(0, names.Count).Where(i => names[i] == name).ToList();
            if (found.Count == 0)
            {
                throw new ImportException(
                    $"the network has no class {name}; its classes are as in the file of class names: "
                    + $"{string.Join(", ", names.Take(4))}, ...");
            }

            numbers.UnionWith(found);
        }

        return [.. numbers];
    }
}
