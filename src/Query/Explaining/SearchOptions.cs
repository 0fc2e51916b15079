using System.Globalization;
using System.Text;
using System.Text.Json;
using CompExplain.Query.Ast;
using CompExplain.Query.Scanning;
using CompExplain.Storage.Catalog;

namespace CompExplain.Query.Explaining;

/// <summary>
/// The options of a search for explanations, with their defaults (the paper's, section 3), their limits, and their stored form.
/// The <c>explain</c> command, EXPLAIN and the terminal UI all build this record.
/// </summary>
public sealed record SearchOptions
{
    /// <summary>The limit of <see cref="Length"/>.</summary>
    public const int MaximumLength = 1000;

    /// <summary>The limit of <see cref="Beam"/>.</summary>
    public const int MaximumBeam = 10_000;

    /// <summary>The limit of <see cref="Threads"/>.</summary>
    public const int MaximumThreads = 4096;

    // The paper analyses the units that are active on at least 500 of its 10,000 sentence pairs (section 4.2).
    private const int PaperMinimum = 500;
    private const double PaperShare = 0.05;
    private const int PaperNeighbors = 5;

    /// <summary>The defaults.</summary>
    public static SearchOptions Default { get; } = new();

    /// <summary>The scores that can be maximised: those that are functions of the counts.</summary>
    public static IReadOnlyList<Score> Scorers { get; } = [.. Enum.GetValues<Score>().Where(score => score.IsOfCounts())];

    /// <summary>The names of <see cref="Scorers"/> as a list in words: <c>IOU, F1, ... or PMI</c>.</summary>
    public static string ScorerNames { get; } =
        $"{string.Join(", ", Scorers.SkipLast(1).Select(score => score.NameOf()))} or {Scorers[^1].NameOf()}";

    /// <summary>The maximum number of leaves of a formula, from 1.</summary>
    public int Length { get; init; } = 10;

    /// <summary>The number of formulas kept from each length to the next, from 1.</summary>
    public int Beam { get; init; } = 10;

    /// <summary>The score to maximise, one of <see cref="Scorers"/>.</summary>
    public Score Scorer { get; init; } = Score.Iou;

    /// <summary>
    /// The formulas searched: the paper's chains, or with <see cref="SearchGrammar.Full"/> also formulas joined with formulas.
    /// </summary>
    public SearchGrammar Grammar { get; init; } = SearchGrammar.Chain;

    /// <summary>
    /// The penalty of each leaf after the first: the score is multiplied by (1 - this) for each; from 0 to below 1.
    /// </summary>
    public double LengthPenalty { get; init; }

    /// <summary>
    /// Formulas are extended only by this many candidates, those with the best scores on their own; 0 is all of them.
    /// </summary>
    public int CandidateLimit { get; init; }

    /// <summary>Only concepts of these categories or kinds are candidates; empty for all.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>Whether NEIGHBORS(c) is a candidate, in text data sets with word vectors.</summary>
    public bool Neighbors { get; init; } = true;

    /// <summary>The number of words in a neighbourhood beside its own.</summary>
    public int NeighborCount { get; init; } = PaperNeighbors;

    /// <summary>
    /// Units that are active on fewer inputs are not analysed; null for the default: 5 % of the inputs but at most 500 on text,
    /// as in the paper, and 0 on images. The answers for the others do not depend on it.
    /// </summary>
    public int? MinimumInputs { get; init; }

    /// <summary>The number of units searched at once; 0 is one per core. The answers do not depend on it.</summary>
    public int Threads { get; init; }

    /// <summary>The candidates that the search may use.</summary>
    public CandidateOptions Candidates => new() { Categories = Categories, Neighbors = Neighbors, NeighborCount = NeighborCount };

    /// <summary>Why nothing can be proved about such a search; null if it can.</summary>
    public string? ProofRefusal => this switch
    {
        _ when !Scorer.IsProvable() =>
            $"no bounds are known of {Scorer.NameOf()}: what can be proved is how high IOU, F1, PRECISION and RECALL may be",
        { LengthPenalty: not 0 } => "no bounds are known of scores with a penalty for length",
        { CandidateLimit: not 0 } => "a proof is over all candidates, and the search was limited to those that score best alone",
        _ => null,
    };

    /// <summary>The formulas that proofs about such a search are over.</summary>
    public string ProofScope => Grammar == SearchGrammar.Chain
        ? "all chains ((c1 op c2) op c3) ... of at most so many of the search's candidates, each op one of OR, AND, AND NOT"
        : "all formulas of at most so many of the search's candidates, joined by OR, AND, AND NOT in any way; "
            + "of more than three, all sets of positions that candidates can tell apart";

    /// <summary>The options of a stored search.</summary>
    /// <param name="json">What <see cref="ToJson"/> returned, of this version or an earlier one.</param>
    /// <exception cref="FormatException">It is something else.</exception>
    public static SearchOptions Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.EnumerateObject().Aggregate(Default, Read);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new FormatException($"these are not the options of a search: {json}", error);
        }
    }

    /// <summary>What is wrong with the options, for people; null if nothing is.</summary>
    /// <param name="spell">
    /// Writes an option's name (<c>length</c>, <c>beam</c>, ...) as the user does; null for the name itself.
    /// </param>
    /// <param name="concepts">
    /// The concepts that <see cref="Categories"/> are to be found among; null if that is not to be checked.
    /// </param>
    public string? Check(Func<string, string>? spell = null, IReadOnlyList<Concept>? concepts = null)
    {
        string Name(string option) => spell is null ? option : spell(option);
        string? Range(string option, int value, int least, int most) => value >= least && value <= most
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"{Name(option)} goes from {least:N0} to {most:N0}, not {value}");

        return Range("length", Length, 1, MaximumLength)
            ?? Range("beam", Beam, 1, MaximumBeam)
            ?? (Scorer.IsOfCounts()
                ? null
                : $"{Name("scorer")} takes {ScorerNames}, not {Scorer.NameOf()}, which is no function of a formula's counts")
            ?? (LengthPenalty is >= 0 and < 1
                ? null
                : string.Create(CultureInfo.InvariantCulture, $"{Name("penalty")} goes from 0 to under 1, not {LengthPenalty}"))
            ?? Range("candidates", CandidateLimit, 0, int.MaxValue)
            ?? Range("neighbors", NeighborCount, 0, int.MaxValue)
            ?? Range("min-inputs", MinimumInputs ?? 0, 0, int.MaxValue)
            ?? Range("threads", Threads, 0, MaximumThreads)
            ?? (concepts is null ? null : CheckCategories(concepts));
    }

    /// <summary>The number of inputs that a unit must be active on to be analysed.</summary>
    /// <param name="dataset">The probe dataset.</param>
    public int MinimumInputsOf(DatasetDescription dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        int usual = dataset.Kind == DatasetKind.Texts
            ? (int)Math.Min(PaperMinimum, Math.Ceiling(dataset.InputCount * PaperShare))
            : 0;
        return MinimumInputs ?? usual;
    }

    /// <summary>
    /// All options that the answers depend on, as JSON: two searches with the same text are one. The text must not change between
    /// versions, because stored searches are found by it.
    /// </summary>
    public string ToJson()
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteNumber("length", Length);
            writer.WriteNumber("beam", Beam);
            writer.WriteString("scorer", Scorer.NameOf());
            if (Grammar == SearchGrammar.Full)
            {
                writer.WriteString("grammar", "full");
            }

            if (LengthPenalty != 0)
            {
                writer.WriteNumber("penalty", LengthPenalty);
            }

            if (CandidateLimit != 0)
            {
                writer.WriteNumber("candidates", CandidateLimit);
            }

            if (Categories.Count > 0)
            {
                writer.WriteString("categories", string.Join(',', Categories.Order(StringComparer.Ordinal)));
            }

            if (!Neighbors)
            {
                writer.WriteBoolean("neighbors", false);
            }
            else if (NeighborCount != PaperNeighbors)
            {
                writer.WriteNumber("neighbors", NeighborCount);
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static SearchOptions Read(SearchOptions options, JsonProperty property) => property.Name switch
    {
        "length" => options with { Length = property.Value.GetInt32() },
        "beam" => options with { Beam = property.Value.GetInt32() },
        "scorer" => options with { Scorer = ReadScorer(property.Value.GetString()) },
        "grammar" => options with { Grammar = property.Value.GetString() == "full" ? SearchGrammar.Full : SearchGrammar.Chain },
        "penalty" => options with { LengthPenalty = property.Value.GetDouble() },
        "candidates" => options with { CandidateLimit = property.Value.GetInt32() },
        "categories" => options with { Categories = property.Value.GetString()!.Split(',') },
        "neighbors" when property.Value.ValueKind == JsonValueKind.False => options with { Neighbors = false },
        "neighbors" => options with { NeighborCount = property.Value.GetInt32() },
        _ => options,
    };

    private static Score ReadScorer(string? name) =>
        Scores.TryFind(name, out var scorer) ? scorer : throw new FormatException($"there is no score '{name}'");

    private string? CheckCategories(IReadOnlyList<Concept> concepts)
    {
        var known = concepts
            .SelectMany(concept => new[] { concept.Category, concept.Kind })
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .ToList();
        return Categories.FirstOrDefault(category => !known.Contains(category, StringComparer.OrdinalIgnoreCase)) is { } unknown
            ? $"no concept has the category '{unknown}'; there are: {string.Join(", ", known)}"
            : null;
    }
}
