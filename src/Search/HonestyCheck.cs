using CompExplain.Query;
using CompExplain.Query.Ast;
using CompExplain.Query.Execution;
using CompExplain.Query.Planning;
using CompExplain.Query.Scanning;
using CompExplain.Storage;
using CompExplain.Storage.Files;
using CompExplain.Storage.Signatures;

namespace CompExplain.Search;

/// <summary>
/// How far explanations can be trusted: what IoU chance gives them, what the same search finds without some of the inputs and is
/// worth on those, and what each clause adds. Safe to use from many threads.
/// </summary>
internal sealed class HonestyCheck
{
    // What the search's formulas are made of has an index, and every count is of a formula near another.
    private static readonly PlanOptions ByIndex = new() { Path = EvaluationPath.Index };

    private readonly QueryEngine _engine;
    private readonly HonestyOptions _options;
    private readonly InputSubset _seen;

    /// <exception cref="StorageException">No input has the split that is to be held out, or all have.</exception>
    public HonestyCheck(QueryEngine engine, HonestyOptions options, CandidateOptions candidates, CancellationToken cancellation)
    {
        _engine = engine;
        _options = options;
        _seen = engine.Subset(Seen(engine.Database, options), cancellation);
        Candidates = engine.Candidates(candidates, _seen);
    }

    /// <summary>The leaves that formulas may have, over the inputs that the search is to see.</summary>
    public CandidateTable Candidates { get; }

    /// <summary>The parts of targets that lie in the inputs that the search is to see.</summary>
    public IReadOnlyList<UnitHits> SeenHits(IReadOnlyList<Formula> targets, CancellationToken cancellation) =>
        _engine.CountBySignature(targets, _seen, cancellation);

    /// <summary>Checks an explanation.</summary>
    /// <param name="target">What is explained.</param>
    /// <param name="found">The explanation.</param>
    /// <param name="seen">What the same search found on the inputs that it saw; null where nothing.</param>
    /// <param name="cancellation">Stops it.</param>
    public Honesty Run(Formula target, Explanation found, Explanation? seen, CancellationToken cancellation)
    {
        var run = new RunOptions { Plan = ByIndex, Cancellation = cancellation };
        var formula = found.Formula;
        var dropped = new List<string>();
        List<(FormulaClauses.Part Part, PairCounts Counts)> parts;
        while (true)
        {
            parts = FormulaClauses.Of(formula).ConvertAll(part => (part, _engine.Count(target, part.Without, run)));

            // Without XOR, which no search makes, a formula without a part holds the formula or lies in it: of the same size, it is the same.
            int empty = parts.FindIndex(each => each.Counts.Size == found.Counts.Size && each.Counts.Hits == found.Counts.Hits);
            if (empty < 0)
            {
                break;
            }

            dropped.Add(parts[empty].Part.Text);
            formula = parts[empty].Part.Without;
        }

        return new Honesty(
            formula,
            dropped,
            [.. parts.Where(each => each.Part.IsNamed).Select(each => new Clause(each.Part.Text, each.Counts))],
            _engine.Chance(target, formula, _options, cancellation),
            seen is null ? null : new HeldOut(seen.Formula, seen.Counts, Rest(_engine.Count(target, seen.Formula, run), seen.Counts)));
    }

    // Counts add up over inputs: what is not of those seen is of those held out.
    private static PairCounts Rest(PairCounts all, PairCounts seen) =>
        new(all.Hits - seen.Hits, all.Size - seen.Size, all.TargetSize - seen.TargetSize, all.Total - seen.Total);

    private static Func<int, bool> Seen(ProbeDatabase database, HonestyOptions options)
    {
        int inputs = database.Dataset.InputCount;
        if (options.HeldOut is not { } split)
        {
            var half = options.ChooseHalf(inputs);
            return input => !half.Contains(input);
        }

        int held = database.Splits.Count(each => each == split);
        if (held == 0 || held == inputs)
        {
            var splits = database.Splits.Where(each => each is not null).Distinct().Order(StringComparer.Ordinal).ToList();
            throw new StorageException(StorageFailure.Invalid, (held, splits.Count) switch
            {
                (_, 0) => $"no split is stored in {database.Path}; leave it out, and half of the inputs are held out",
                (0, _) => $"no input has the split '{split}'; there are: {string.Join(", ", splits)}",
                _ => $"all inputs have the split '{split}', so that none would be left to search; leave it out, and half of the inputs are held out",
            });
        }

        return input => database.Splits[input] != split;
    }
}
