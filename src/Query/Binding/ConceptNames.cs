using System.Runtime.InteropServices;
using CompExplain.Query.Ast;
using CompExplain.Storage;
using CompExplain.Storage.Catalog;

namespace CompExplain.Query.Binding;

/// <summary>Finds concepts by the names that people type, and says how a concept is to be written in a formula.</summary>
internal sealed class ConceptNames
{
    // Broden marks colours and scenes in their names: blue-c, street-s (label.csv).
    private static readonly (string Category, string Suffix)[] CategoryMarks =
        [("color", "-c"), ("scene", "-s"), ("texture", "-t"), ("material", "-m")];

    private readonly IReadOnlyList<Concept> _concepts;
    private readonly Dictionary<string, List<int>> _exact = new(StringComparer.Ordinal);
    private readonly Lazy<Dictionary<string, List<int>>> _loose;
    private readonly bool _isText;

    public ConceptNames(ProbeDatabase database)
    {
        _concepts = database.Concepts;
        _isText = database.Dataset.Kind == DatasetKind.Texts;
        foreach (var concept in _concepts)
        {
            Add(_exact, concept.Name, concept.Id);
        }

        _loose = new(() =>
        {
            var names = new Dictionary<string, List<int>>(StringComparer.OrdinalIgnoreCase);
            foreach (var concept in _concepts)
            {
                Add(names, concept.Name, concept.Id);
                if (Unmarked(concept) is { } bare)
                {
                    Add(names, bare, concept.Id);
                }
            }

            return names;
        });
    }

    /// <summary>The concepts that a name may mean: matched exactly, else ignoring case and category marks.</summary>
    public IReadOnlyList<Concept> Find(string? qualifier, string name)
    {
        var found = Match(_exact, qualifier, name, StringComparison.Ordinal);
        if (found.Count > 0)
        {
            return found;
        }

        found = Match(_loose.Value, qualifier, name, StringComparison.OrdinalIgnoreCase);
        if (found.Count > 1)
        {
            var sameName = found.Where(concept => concept.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).ToList();
            if (sameName.Count > 0)
            {
                found = sameName;
            }
        }

        return found.Count > 0 || qualifier is null
            ? found
            : Match(_exact, null, $"{qualifier}:{name}", StringComparison.Ordinal);
    }

    public bool HasCategory(string category) =>
        _concepts.Any(concept => concept.Category.Equals(category, StringComparison.OrdinalIgnoreCase));

    /// <summary>How a concept is written: with its category in text data and wherever the name alone means several.</summary>
    public NameFormula Reference(Concept concept)
    {
        var same = _exact[concept.Name];
        bool alone = same.Count == 1;
        if (alone && !(_isText && concept.Category != concept.Kind) && concept.Name.Length > 0)
        {
            return new NameFormula(null, concept.Name);
        }

        bool aloneInCategory = alone || same.Count(id => _concepts[id].Category == concept.Category) == 1;
        return new NameFormula(concept.Category, aloneInCategory ? concept.Name : $"{concept.Kind}:{concept.Name}");
    }

    /// <summary>All names as they are written, to suggest from.</summary>
    public IEnumerable<string> Spellings() => _concepts.Select(concept => Reference(concept).ToString());

    /// <summary>The names alone, to suggest from.</summary>
    public IEnumerable<string> BareNames() => _concepts.Select(concept => Unmarked(concept) ?? concept.Name).Distinct();

    private static string? Unmarked(Concept concept)
    {
        foreach (var (category, suffix) in CategoryMarks)
        {
            if (concept.Category == category
                && concept.Name.Length > suffix.Length
                && concept.Name.EndsWith(suffix, StringComparison.Ordinal))
            {
                return concept.Name[..^suffix.Length];
            }
        }

        return null;
    }

    private static void Add(Dictionary<string, List<int>> names, string name, int id) =>
        (CollectionsMarshal.GetValueRefOrAddDefault(names, name, out _) ??= []).Add(id);

    private List<Concept> Match(Dictionary<string, List<int>> names, string? qualifier, string name, StringComparison comparison)
    {
        var found = new List<Concept>();
        if (names.TryGetValue(name, out var ids))
        {
            found.AddRange(
                ids.Select(id => _concepts[id]).Where(
                    concept => qualifier is null || concept.Category.Equals(qualifier, comparison)));
        }

        // category:kind:name, where a category has a name twice.
        int colon = name.IndexOf(':', StringComparison.Ordinal);
        if (found.Count == 0 && qualifier is not null && colon > 0 && names.TryGetValue(name[(colon + 1)..], out ids))
        {
            found.AddRange(ids.Select(id => _concepts[id]).Where(
                concept => concept.Category.Equals(qualifier, comparison)
                    && name.AsSpan(0, colon).Equals(concept.Kind, comparison)));
        }

        return found;
    }
}
