using System.Text;
using System.Text.Json;
using CompExplain.Query.Ast;
using CompExplain.Query.Scanning;

namespace CompExplain.Search;

/// <summary>What a search is to do. The defaults are the paper's (section 3).</summary>
public sealed record SearchOptions
{
    /// <summary>What is done when nothing is said.</summary>
    public static SearchOptions Default { get; } = new();

    /// <summary>The most leaves that a formula may have.</summary>
    public int Length { get; init; } = 10;

    /// <summary>How many formulas are kept from each length to the next.</summary>
    public int Beam { get; init; } = 10;

    /// <summary>What is to be highest.</summary>
    public Score Scorer { get; init; } = Score.Iou;

    /// <summary>Which formulas are searched: the paper's chains, or with <see cref="SearchGrammar.Full"/> also formulas joined with formulas.</summary>
    public SearchGrammar Grammar { get; init; } = SearchGrammar.Chain;

    /// <summary>What each leaf after the first takes off: the score is multiplied by (1 - this) for each; from 0 to below 1.</summary>
    public double LengthPenalty { get; init; }

    /// <summary>Formulas are extended only by so many candidates, those that score best alone; 0 is all of them.</summary>
    public int CandidateLimit { get; init; }

    /// <summary>Only concepts of these categories or kinds; all where it is empty.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>Whether, on text with word vectors, NEIGHBORS(c) is offered too.</summary>
    public bool Neighbors { get; init; } = true;

    /// <summary>How many words a neighbourhood has beside its own.</summary>
    public int NeighborCount { get; init; } = 5;

    /// <summary>Units that are active on fewer inputs are not analysed.</summary>
    public int MinimumInputs { get; init; }

    /// <summary>How many units are searched at once; 0 is one a core. The answers do not depend on it.</summary>
    public int Threads { get; init; }

    /// <summary>The leaves that it may use.</summary>
    internal CandidateOptions Candidates => new() { Categories = Categories, Neighbors = Neighbors, NeighborCount = NeighborCount };

    /// <summary>All that the answers depend on, as JSON: two searches with the same are one.</summary>
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
            else if (NeighborCount != 5)
            {
                writer.WriteNumber("neighbors", NeighborCount);
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Length, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Beam, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(CandidateLimit);
        ArgumentOutOfRangeException.ThrowIfNegative(LengthPenalty);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(LengthPenalty, 1);
    }
}
