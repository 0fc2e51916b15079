using CompExplain.Query.Ast;
using CompExplain.Query.Explaining;
using CompExplain.Query.Scanning;
using CompExplain.Storage.Results;
using CompExplain.Storage.Signatures;

namespace CompExplain.Search.Beams;

/// <summary>
/// The paper's search (section 2.1) as a generator of queries: every step asks an <see cref="ExtensionScan"/> for the counts
/// of every extension of every formula of the beam, and keeps the best. In the full grammar a step of length n also joins two
/// formulas that were in the beam after earlier steps and have n leaves together. For one thread.
/// </summary>
internal sealed class BeamSearch
{
    private const int Block = 256;

    private readonly ExtensionScan _scan;
    private readonly IReadOnlyList<Candidate> _candidates;
    private readonly SearchOptions _options;
    private readonly long[] _singleHits;
    private readonly bool[]? _isOffered;

    // In the full grammar: the formulas that each step brought into the beam and that were in it at the step's end. All formulas
    // of a step have the same number of leaves.
    private readonly List<List<BeamEntry>> _byLeaves = [];
    private long[] _a = [];
    private long[] _b = [];

    public BeamSearch(ExtensionScan scan, SearchOptions options)
    {
        if (options.Check() is { } problem)
        {
            throw new SearchException(problem);
        }

        _scan = scan;
        _options = options;
        _candidates = scan.Table.Candidates;
        _singleHits = new long[_candidates.Count];
        _isOffered = options.CandidateLimit > 0 ? new bool[_candidates.Count] : null;
    }

    /// <summary>The best single concept for the last target; null if none scores above 0.</summary>
    public Explanation? BestConcept { get; private set; }

    /// <summary>Searches for the formula of a target.</summary>
    /// <returns>The best formula of each length, from 1; empty if none scores above 0.</returns>
    public IReadOnlyList<Explanation> Run(UnitHits target, CancellationToken cancellation)
    {
        _scan.SetTarget(target);
        return _options.Scorer == Score.Iou
            ? Run(new IouScorer(_scan.TargetSize), cancellation)
            : Run(new CountScorer(_options.Scorer, _scan.TargetSize, _scan.Table.PositionCount), cancellation);
    }

    private List<Explanation> Run<TScorer>(TScorer scorer, CancellationToken cancellation)
        where TScorer : struct, IScorer
    {
        var found = new List<Explanation>(_options.Length);
        var beam = Singles(scorer);
        if (beam.Entries.Count == 0)
        {
            return found;
        }

        Record(found, beam);
        _byLeaves.Clear();
        for (int length = 2; length <= _options.Length; length++)
        {
            cancellation.ThrowIfCancellationRequested();
            var next = beam.Entries.Where(entry => !entry.IsExtended).ToList();
            if (_options.Grammar == SearchGrammar.Full)
            {
                _byLeaves.Add(next);
            }

            if (next.Count > 0)
            {
                foreach (var entry in next)
                {
                    entry.IsExtended = true;
                }

                Extend(scorer, beam, next);
            }

            if (_options.Grammar == SearchGrammar.Full)
            {
                Join(scorer, beam, length, cancellation);
            }

            Record(found, beam);
        }

        return found;
    }

    private Beam Singles<TScorer>(TScorer scorer)
        where TScorer : struct, IScorer
    {
        _scan.CountSingles(_singleHits);
        var beam = new Beam(_options.Beam);
        double[] scores = new double[_candidates.Count];
        int best = -1;
        for (int candidate = 0; candidate < _candidates.Count; candidate++)
        {
            double score = scores[candidate] = scorer.Of(_singleHits[candidate], _scan.SizeOf(candidate));
            if (score >= beam.Floor)
            {
                beam.Offer(
                    new BeamEntry(_scan.Single(candidate, _singleHits[candidate]), _candidates[candidate].Formula, 1, score));
            }

            if (score > 0 && _candidates[candidate].Concepts.Count == 1 && (best < 0 || score > scores[best]
                || (score == scores[best] && string.CompareOrdinal(_candidates[candidate].Text, _candidates[best].Text) < 0)))
            {
                best = candidate;
            }
        }

        BestConcept = best < 0
            ? null
            : new Explanation(1, 1, _candidates[best].Text, scores[best], Counts(_singleHits[best], _scan.SizeOf(best)));

        if (_isOffered is not null)
        {
            Array.Clear(_isOffered);
            foreach (int candidate in Enumerable.Range(0, scores.Length)
                .OrderByDescending(each => scores[each])
                .ThenBy(each => _candidates[each].Text, StringComparer.Ordinal)
                .Take(_options.CandidateLimit))
            {
                _isOffered[candidate] = true;
            }
        }

        return beam;
    }

    private void Extend<TScorer>(TScorer scorer, Beam beam, List<BeamEntry> formulas)
        where TScorer : struct, IScorer
    {
        int count = formulas.Count;
        if (_a.Length < Block * count)
        {
            _a = new long[Block * count];
            _b = new long[Block * count];
        }

        // Columns, for the loop below.
        long[] sizes = formulas.Select(entry => entry.Mask.Size).ToArray();
        long[] hits = formulas.Select(entry => entry.Mask.Hits).ToArray();
        double[] factors = formulas.Select(entry => Math.Pow(1 - _options.LengthPenalty, entry.Leaves)).ToArray();
        double floor = beam.Floor;
        bool isFull = _options.Grammar == SearchGrammar.Full;
        _scan.SetFormulas(formulas.ConvertAll(entry => entry.Mask));
        _scan.Keep([.. beam.Entries.Concat(_byLeaves.SelectMany(each => each)).Select(entry => entry.Mask).ToHashSet()]);
        for (int first = 0; first < _candidates.Count; first += Block)
        {
            int some = Math.Min(Block, _candidates.Count - first);
            _scan.Count(first, some, _a, _b);
            for (int i = 0; i < some; i++)
            {
                int candidate = first + i;
                if (_isOffered is not null && !_isOffered[candidate])
                {
                    continue;
                }

                long size = _scan.SizeOf(candidate);
                long single = _singleHits[candidate];
                var a = _a.AsSpan(i * count, count);
                var b = _b.AsSpan(i * count, count);
                for (int f = 0; f < a.Length; f++)
                {
                    // If one of the two contains the other, or they are disjoint, an extension is one of the two or empty: both
                    // have been seen, and are shorter.
                    bool within = a[f] == size, around = a[f] == sizes[f];
                    if (!within && !around && scorer.CanReach(hits[f] + single - b[f], sizes[f] + size - a[f], factors[f], floor))
                    {
                        Offer(
                            scorer,
                            beam,
                            ref floor,
                            formulas[f],
                            Extension.Or,
                            candidate,
                            sizes[f] + size - a[f],
                            hits[f] + single - b[f],
                            factors[f]);
                    }

                    if (a[f] == 0)
                    {
                        continue;
                    }

                    if (isFull && !within && scorer.CanReach(single - b[f], size - a[f], factors[f], floor))
                    {
                        Offer(
                            scorer,
                            beam,
                            ref floor,
                            formulas[f],
                            Extension.Except,
                            candidate,
                            size - a[f],
                            single - b[f],
                            factors[f]);
                    }

                    if (!within && !around && scorer.CanReach(b[f], a[f], factors[f], floor))
                    {
                        Offer(scorer, beam, ref floor, formulas[f], Extension.And, candidate, a[f], b[f], factors[f]);
                    }

                    if (!around && scorer.CanReach(hits[f] - b[f], sizes[f] - a[f], factors[f], floor))
                    {
                        Offer(
                            scorer,
                            beam,
                            ref floor,
                            formulas[f],
                            Extension.AndNot,
                            candidate,
                            sizes[f] - a[f],
                            hits[f] - b[f],
                            factors[f]);
                    }
                }
            }
        }
    }

    private void Offer<TScorer>(
        TScorer scorer,
        Beam beam,
        ref double floor,
        BeamEntry formula,
        Extension extension,
        int candidate,
        long size,
        long hits,
        double factor)
        where TScorer : struct, IScorer
    {
        double score = scorer.Of(hits, size) * factor;
        if (!(score >= floor))
        {
            return;
        }

        var extended = extension.Of(formula.Formula, _candidates[candidate].Formula);
        beam.Offer(
            new BeamEntry(_scan.Extend(formula.Mask, extension, candidate, size, hits), extended, formula.Leaves + 1, score));
        floor = beam.Floor;
    }

    /// <summary>
    /// Offers the pairs of formulas of two or more leaves each that have a number of leaves together. A join with one leaf is an
    /// extension.
    /// </summary>
    private void Join<TScorer>(TScorer scorer, Beam beam, int length, CancellationToken cancellation)
        where TScorer : struct, IScorer
    {
        double factor = Math.Pow(1 - _options.LengthPenalty, length - 1);
        for (int few = 2; few <= length - few; few++)
        {
            cancellation.ThrowIfCancellationRequested();
            var (many, others) = (_byLeaves[length - few - 1], _byLeaves[few - 1]);
            for (int i = 0; i < many.Count; i++)
            {
                for (int j = few == length - few ? i + 1 : 0; j < others.Count; j++)
                {
                    // The longer comes before the shorter; of two of equal length, the one whose text comes first.
                    bool isInOrder = few < length - few || string.CompareOrdinal(many[i].Text, others[j].Text) < 0;
                    Join(scorer, beam, isInOrder ? many[i] : others[j], isInOrder ? others[j] : many[i], factor);
                }
            }
        }
    }

    private void Join<TScorer>(TScorer scorer, Beam beam, BeamEntry formula, BeamEntry other, double factor)
        where TScorer : struct, IScorer
    {
        var (a, b) = _scan.Meet(formula.Mask, other.Mask);
        long size = formula.Mask.Size, hits = formula.Mask.Hits, otherSize = other.Mask.Size, otherHits = other.Mask.Hits;
        bool within = a == otherSize, around = a == size;
        if (!within && !around)
        {
            Offer(Extension.Or, size + otherSize - a, hits + otherHits - b);
        }

        if (a == 0)
        {
            return;
        }

        if (!within && !around)
        {
            Offer(Extension.And, a, b);
        }

        if (!around)
        {
            Offer(Extension.AndNot, size - a, hits - b);
        }

        if (!within)
        {
            Offer(Extension.Except, otherSize - a, otherHits - b);
        }

        void Offer(Extension extension, long joinedSize, long joinedHits)
        {
            double score = scorer.Of(joinedHits, joinedSize) * factor;
            if (score >= beam.Floor)
            {
                beam.Offer(new BeamEntry(
                    _scan.Join(formula.Mask, extension, other.Mask, joinedSize, joinedHits),
                    extension.Of(formula.Formula, other.Formula),
                    formula.Leaves + other.Leaves,
                    score));
            }
        }
    }

    private void Record(List<Explanation> found, Beam beam)
    {
        var best = beam.Entries[0];
        found.Add(new Explanation(found.Count + 1, best.Leaves, best.Text, best.Score, Counts(best.Mask.Hits, best.Mask.Size)));
    }

    private PairCounts Counts(long hits, long size) => new(hits, size, _scan.TargetSize, _scan.Table.PositionCount);
}
