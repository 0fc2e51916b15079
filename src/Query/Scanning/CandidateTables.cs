using CompExplain.Query.Ast;
using CompExplain.Query.Binding;
using CompExplain.Storage;
using CompExplain.Storage.Catalog;

namespace CompExplain.Query.Scanning;

/// <summary>The leaves of searches over a database, and their tables, each made once. Safe to use from many threads.</summary>
internal sealed class CandidateTables
{
    private readonly ProbeDatabase _database;
    private readonly ConceptNames _names;
    private readonly Dictionary<string, CandidateTable> _tables = [];

    public CandidateTables(ProbeDatabase database, ConceptNames names)
    {
        _database = database;
        _names = names;
    }

    /// <summary>All concepts, in order, without neighbourhoods.</summary>
    public static CandidateOptions AllConcepts { get; } = new() { Neighbors = false };

    /// <summary>The table of the leaves that a search may use.</summary>
    /// <param name="options">Which leaves.</param>
    public CandidateTable Of(CandidateOptions options)
    {
        string neighbors = HasNeighbors(options) ? $"{options.NeighborCount}" : "none";
        string key = $"{string.Join('\n', options.Categories)}|{neighbors}|{string.Join(' ', options.Excluded.Order())}";
        lock (_tables)
        {
            if (!_tables.TryGetValue(key, out var table))
            {
                _tables[key] = table = new CandidateTable(_database.Index, Find(options));
            }

            return table;
        }
    }

    /// <summary>The leaves that a search may use.</summary>
    /// <param name="options">Which leaves.</param>
    public IReadOnlyList<Candidate> Find(CandidateOptions options)
    {
        var candidates = new List<Candidate>();
        var nearest = HasNeighbors(options) ? _database.Words.NearestOfAll(options.NeighborCount) : null;
        var neighborhoods = new List<Candidate>();
        foreach (var concept in _database.Concepts)
        {
            if (!IsOffered(concept, options))
            {
                continue;
            }

            var name = _names.Reference(concept);
            candidates.Add(new Candidate(name, [concept]));
            if (nearest is null || concept.Kind != "token" || !nearest.TryGetValue(concept.Name, out var words))
            {
                continue;
            }

            var all = Binder.Neighborhood(_names, concept, words);
            if (all.Count > 1 && !all.Any(each => options.Excluded.Contains(each.Id)))
            {
                int? count = options.NeighborCount == CandidateOptions.Default.NeighborCount ? null : options.NeighborCount;
                neighborhoods.Add(new Candidate(new NeighborsFormula(name, count), all));
            }
        }

        candidates.AddRange(neighborhoods);
        return candidates;
    }

    private static bool IsOffered(Concept concept, CandidateOptions options) =>
        !options.Excluded.Contains(concept.Id)
        && (options.Categories.Count == 0 || options.Categories.Any(each => IsOf(concept, each)));

    private static bool IsOf(Concept concept, string category) =>
        category.Equals(concept.Category, StringComparison.OrdinalIgnoreCase)
        || category.Equals(concept.Kind, StringComparison.OrdinalIgnoreCase);

    private bool HasNeighbors(CandidateOptions options) =>
        options.Neighbors && _database.Dataset.Kind == DatasetKind.Texts && _database.Words.HasVectors;
}
