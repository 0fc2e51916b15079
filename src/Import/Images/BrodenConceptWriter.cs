using System.Globalization;
using CompExplain.Storage;
using CompExplain.Storage.Catalog;
using CompExplain.Storage.Masks;

namespace CompExplain.Import.Images;

/// <summary>Numbers the concepts of a data set and builds their masks, one shard at a time.</summary>
internal sealed class BrodenConceptWriter
{
    private readonly DatabaseWriter _writer;
    private readonly BrodenIndex _index;
    private readonly LabelTable _labels;
    private readonly Dictionary<ushort, int> _idOf = [];
    private readonly HashSet<(string Category, string Name)> _names = [];
    private readonly SortedDictionary<int, MaskBuilder> _masks = [];
    private readonly Dictionary<(string Category, string Name, string Kind), int> _known;
    private readonly int _firstInput;
    private int _shard;

    /// <param name="writer">The database.</param>
    /// <param name="index">The data set's images.</param>
    /// <param name="labels">The data set's labels.</param>
    /// <param name="firstInput">The input that the first image is.</param>
    public BrodenConceptWriter(DatabaseWriter writer, BrodenIndex index, LabelTable labels, int firstInput)
    {
        (_writer, _index, _labels, _firstInput) = (writer, index, labels, firstInput);
        _shard = writer.Shards.ShardOf(firstInput);
        _known = writer.Concepts().ToDictionary(
            concept => (concept.Category, concept.Name, concept.Kind), concept => concept.Id);
        foreach (var (number, name, category) in labels.Labels)
        {
            if (category is not null)
            {
                Define((ushort)number, name, category);
            }
        }
    }

    /// <summary>The number of concepts so far.</summary>
    public int Count => _idOf.Count;

    /// <summary>Adds the runs of an image; images come in order.</summary>
    /// <param name="image">The image's place in the index.</param>
    /// <param name="runs">The runs, by label and then by position.</param>
    public void Add(int image, List<LabelRun> runs)
    {
        var layout = _writer.Shards;
        int input = _firstInput + image;
        int shard = layout.ShardOf(input);
        if (shard != _shard)
        {
            EndShard();
            _shard = shard;
        }

        for (int i = 0; i < runs.Count;)
        {
            ushort label = runs[i].Label;
            if (!_idOf.TryGetValue(label, out int id))
            {
                id = Define(label, _labels.NameOf(label)!, _index.Categories[runs[i].Category]);
            }

            if (!_masks.TryGetValue(id, out var mask))
            {
                _masks.Add(id, mask = new(layout));
            }

            while (i < runs.Count && runs[i].Label == label)
            {
                // Maps may overlap: runs that touch are one.
                int first = runs[i].First, last = runs[i].Last;
                for (i++; i < runs.Count && runs[i].Label == label && runs[i].First <= last + 1; i++)
                {
                    last = Math.Max(last, runs[i].Last);
                }

                mask.Add(input, first, last);
            }
        }
    }

    /// <summary>Writes the masks of the current shard.</summary>
    public void EndShard()
    {
        foreach (var (id, builder) in _masks)
        {
            _writer.AddConceptMasks(id, builder);
        }

        _masks.Clear();
    }

    private int Define(ushort label, string name, string category)
    {
        if (!_names.Add((category, name)))
        {
            throw new ImportException(string.Create(
                CultureInfo.InvariantCulture,
                $"label {label} is the second to be named '{name}' in the category {category}; every label of a category "
                + $"needs its own name in label.csv"));
        }

        return _idOf[label] = _known.TryGetValue((category, name, category), out int known)
            ? known
            : _writer.AddConcept(new ConceptRecord(category, name, category));
    }
}
