using CompExplain.Query.Ast;
using CompExplain.Query.Explaining;
using CompExplain.Query.Parsing;
using CompExplain.Query.Scanning;
using CompExplain.Storage.Results;
using CompExplain.Storage.Signatures;

namespace CompExplain.Search.Checks;

/// <summary>
/// How far explanations can be trusted: the IoU that chance gives, what the same search finds without some of the inputs and its
/// IoU on those, and what each clause adds. Safe to use from many threads.
/// </summary>
internal sealed class HonestyCheck
{
    private readonly ICountingEngine _engine;
    private readonly HonestyOptions _options;
    private readonly InputSubset _seen;

    /// <exception cref="SearchException">No input has the split that is to be held out, or all inputs have it.</exception>
    public HonestyCheck(
        ICountingEngine engine, HonestyOptions options, CandidateOptions candidates, CancellationToken cancellation)
        : this(engine, options, HeldOutInputs.Choose(engine.Database, options), candidates, cancellation)
    {
    }

    public HonestyCheck(
        ICountingEngine engine,
        HonestyOptions options,
        IReadOnlySet<int> heldOut,
        CandidateOptions candidates,
        CancellationToken cancellation)
    {
        _engine = engine;
        _options = options;
        _seen = engine.Subset(input => !heldOut.Contains(input), cancellation);
        Candidates = engine.Candidates(candidates, _seen);
    }

    /// <summary>The leaves that formulas may have, over the inputs that the search sees.</summary>
    public CandidateTable Candidates { get; }

    /// <summary>The parts of targets that lie in the inputs that the search sees.</summary>
    public IReadOnlyList<UnitHits> SeenHits(IReadOnlyList<Formula> targets, CancellationToken cancellation) =>
        _engine.CountBySignature(targets, _seen, cancellation);

    /// <summary>Checks an explanation.</summary>
    /// <param name="target">What is explained.</param>
    /// <param name="found">The explanation.</param>
    /// <param name="seen">What the same search found on the inputs that it saw; null if nothing.</param>
    /// <param name="cancellation">Cancels it.</param>
    public Honesty Run(Formula target, Explanation found, Explanation? seen, CancellationToken cancellation)
    {
        var formula = FormulaParser.Parse(found.Formula);
        var dropped = new List<string>();
        List<(FormulaClauses.Part Part, PairCounts Counts)> parts;
        while (true)
        {
            parts = FormulaClauses.Of(formula).ConvertAll(
                part => (part, _engine.CountByIndex(target, part.Without, cancellation)));

            // Without XOR, which no search makes, a formula without a part contains the formula or lies in it: of the same size,
            // it is the same.
            int empty = parts.FindIndex(each => each.Counts.Size == found.Counts.Size && each.Counts.Hits == found.Counts.Hits);
            if (empty < 0)
            {
                break;
            }

            dropped.Add(parts[empty].Part.Text);
            formula = parts[empty].Part.Without;
        }

        return new Honesty(
            found.Formula,
            formula.ToString(),
            formula.Leaves,
            dropped,
            [.. parts.Where(each => each.Part.IsNamed).Select(each => new Clause(each.Part.Text, each.Counts))],
            _engine.Chance(target, formula, _options, cancellation),
            seen is null ? null : HeldOut(target, seen, cancellation));
    }

    private HeldOut HeldOut(Formula target, Explanation seen, CancellationToken cancellation)
    {
        // Counts add up over inputs: those on the inputs held out are all counts less those on the others.
        var (all, part) = (_engine.CountByIndex(target, FormulaParser.Parse(seen.Formula), cancellation), seen.Counts);
        var held = new PairCounts(
            all.Hits - part.Hits, all.Size - part.Size, all.TargetSize - part.TargetSize, all.Total - part.Total);
        return new HeldOut(seen.Formula, part, held);
    }
}
