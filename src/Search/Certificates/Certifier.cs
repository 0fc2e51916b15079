using CompExplain.Query.Ast;
using CompExplain.Query.Explaining;
using CompExplain.Query.Scanning;
using CompExplain.Storage.Results;
using CompExplain.Storage.Signatures;

namespace CompExplain.Search.Certificates;

/// <summary>
/// Proves that explanations are the best of their length, or bounds how far from it they can be. A score above a level is a
/// weight above a threshold (<see cref="LinearScore"/>): if the heaviest formula at a level is not above the threshold, no
/// formula scores above the level. Levels descend from what no set of positions can beat to the known score, and each is proved
/// in turn, so that the lowest proved level is a bound whenever the work is cancelled. For one thread.
/// </summary>
internal sealed class Certifier
{
    // The next level is this part of the way from the known score to the bound; if little of the way is left, the score itself.
    private const double Step = 0.25;
    private const double Near = 0.02;

    private readonly WeightScan _scan;
    private readonly WeightRegion _all;
    private readonly HeaviestChain _search;
    private readonly Score _scorer;
    private readonly SearchGrammar _grammar;
    private readonly CertificateOptions _options;
    private CancellationToken _cancellation;
    private long _start;
    private TimeSpan? _within;
    private long _expandable;

    public Certifier(CandidateTable table, Score scorer, SearchGrammar grammar, CertificateOptions options)
    {
        if (!scorer.IsProvable())
        {
            throw new ArgumentOutOfRangeException(nameof(scorer), scorer, "no bounds are known of it");
        }

        _scan = new WeightScan(table);
        _all = _scan.MakeRegion();
        _search = new HeaviestChain(_scan, MayExpand);
        _scorer = scorer;
        _grammar = grammar;
        _options = options;
    }

    /// <summary>Proves what it can.</summary>
    /// <param name="target">The target.</param>
    /// <param name="found">
    /// The best formula of each length, from 1, that a search found. The proof of one that has a certificate resumes from it.
    /// </param>
    /// <param name="cancellation">Cancels it; there is then no result.</param>
    /// <returns>Each with its certificate; a better formula that a proof found replaces the explanation.</returns>
    public IReadOnlyList<Explanation> Run(UnitHits target, IReadOnlyList<Explanation> found, CancellationToken cancellation)
    {
        var certified = new List<Explanation>(found.Count);
        if (found.Count == 0)
        {
            return certified;
        }

        _cancellation = cancellation;
        _scan.SetTarget(target);
        double any = BoundOfAny(found[^1].Counts);
        long start = _options.Clock.GetTimestamp();
        Explanation? best = null;
        foreach (var each in found)
        {
            // A formula that a proof found is one of every greater length too.
            bool isBeaten = best is not null && best.Score > each.Score;
            var known = isBeaten ? best! with { Length = each.Length, Certificate = null } : each;
            _start = _options.Clock.GetTimestamp();
            _within = (_options.Within - _options.Clock.GetElapsedTime(start)) / (found.Count - certified.Count);
            best = Prove(known, Math.Min(any, each.Certificate?.Bound ?? any), each.Certificate, isBeaten ? each.Score : null);
            certified.Add(best);
        }

        return certified;
    }

    private Explanation Prove(Explanation known, double bound, Certificate? earlier, double? beamScore)
    {
        long expanded = _search.Expanded, proved = _search.ProvedAway;
        var level = LevelOf(known.Counts);
        _expandable = _options.States;
        while (bound > level.Value && IsInTime())
        {
            double way = bound - level.Value;
            var next = known.Length > 2 && way > Near * level.Value ? Level.From(level.Value + (way * Step)) : level;
            if (next.Value >= bound)
            {
                next = level;
            }

            if (Heaviest(known.Length, next, out bool isProved) is { } heavier)
            {
                beamScore ??= earlier?.BeamScore ?? known.Score;
                var (size, hits) = _scan.Count(heavier.First, heavier.Steps);
                var counts = known.Counts with { Size = size, Hits = hits };
                level = LevelOf(counts);
                var formula = heavier.ToFormula(_scan.Table);
                known = known with
                {
                    Formula = formula.ToString(),
                    Leaves = formula.Leaves,
                    Score = level.Value,
                    Counts = counts,
                };
            }
            else if (isProved)
            {
                bound = next.Value;
            }

            if (!isProved)
            {
                break;
            }
        }

        return known with
        {
            Certificate = new Certificate(
                Math.Max(bound, level.Value),
                _search.Expanded - expanded + (earlier?.Expanded ?? 0),
                _search.ProvedAway - proved + (earlier?.ProvedAway ?? 0),
                beamScore ?? earlier?.BeamScore),
        };
    }

    /// <summary>A formula that scores above a level; null if none was found.</summary>
    /// <param name="leaves">The maximum number of leaves.</param>
    /// <param name="level">The level.</param>
    /// <param name="isProved">If none was found, whether it is proved that there is none.</param>
    private Chain? Heaviest(int leaves, Level level, out bool isProved)
    {
        isProved = false;
        bool isFull = _grammar == SearchGrammar.Full;
        var (hit, position, threshold) = LinearScore.Weights(_scorer, level, _scan.TargetSize);
        if ((isFull && leaves > 3) || !_scan.CanWeigh(hit, position))
        {
            return null;
        }

        _search.Weigh(hit, position, leaves);
        long weight = threshold;
        var found = _search.Find(leaves, ref weight, out isProved);
        if (isFull && leaves == 3 && isProved)
        {
            found = _search.FindException(ref weight, out isProved) ?? found;
        }

        return found;
    }

    /// <summary>
    /// A bound of the score of every set of positions that formulas can distinguish, of any length and grammar.
    /// </summary>
    private double BoundOfAny(PairCounts known)
    {
        // Of all sets the heaviest at a level scores more than the level, or none does.
        for (var level = LevelOf(known); ;)
        {
            var (hit, position, threshold) = LinearScore.Weights(_scorer, level, _scan.TargetSize);
            if (!_scan.CanWeigh(hit, position))
            {
                return 1;
            }

            _scan.Weigh(hit, position, _all);
            if (_all.Total.Gain <= threshold)
            {
                return level.Value;
            }

            var (size, hits) = _scan.Heaviest();
            level = LinearScore.Of(_scorer, hits, size, _scan.TargetSize);
        }
    }

    private Level LevelOf(PairCounts counts) => LinearScore.Of(_scorer, counts.Hits, counts.Size, counts.TargetSize);

    private bool IsInTime() => _within is not { } within || _options.Clock.GetElapsedTime(_start) < within;

    private bool MayExpand()
    {
        _cancellation.ThrowIfCancellationRequested();
        return _expandable-- > 0 && IsInTime();
    }
}
