using CompExplain.Query.Ast;
using CompExplain.Query.Binding;
using CompExplain.Storage;
using CompExplain.Storage.Masks;

namespace CompExplain.Query.Planning;

/// <summary>Rewrites bound formulas pass by pass, estimates sizes, and chooses where to count.</summary>
internal sealed class Planner
{
    // A guess at what a unit's activations take, of which it is only known that they are asked for.
    private const long ActivationBytes = 1 << 20;

    private readonly ProbeDatabase _database;
    private readonly PlanOptions _options;
    private readonly RewritePass[] _passes;

    // The concepts whose signatures the operators planned so far read, and whether they read the signatures' sizes.
    private readonly HashSet<int> _read = [];
    private bool _readsSizes;

    public Planner(ProbeDatabase database, PlanOptions options)
    {
        _database = database;
        _options = options;
        _passes =
        [
            new("flatten", Rewrites.Flatten),
            new("fold-constants", Rewrites.FoldConstants),
            new("drop-repeats", Rewrites.DropRepeats),
            new("remove-not", Rewrites.RemoveNot),
            new("order-by-size", formula => Rewrites.OrderBySize(formula, EstimateSize)),
        ];
    }

    /// <summary>Whether counts are taken without making the mask that is counted.</summary>
    public bool CountOnly => IsOn("count-only");

    /// <summary>Runs the rewrites.</summary>
    public PlannedFormula Plan(Bound formula)
    {
        var body = formula;
        foreach (var pass in _passes)
        {
            if (IsOn(pass.Name))
            {
                body = pass.Apply(body);
            }
        }

        long size = EstimateSize(body);
        return body is BoundNot not && IsOn("remove-not")
            ? new PlannedFormula(formula, not.Operand, true, size)
            : new PlannedFormula(formula, body, false, size);
    }

    /// <summary>The rewrites that changed a formula, in order, each with its result.</summary>
    public IEnumerable<(string Pass, Bound Result)> Trace(PlannedFormula planned)
    {
        var formula = planned.Source;
        foreach (var pass in _passes.Where(pass => IsOn(pass.Name)))
        {
            var next = pass.Apply(formula);
            if (!next.Equals(formula))
            {
                yield return (pass.Name, next);
            }

            formula = next;
        }
    }

    /// <summary>
    /// Decides where a formula, alone or beside a target, is counted. The parts of the index that are read for it count as read
    /// in the decisions after it, since the operators of a plan run in the order in which they are planned.
    /// </summary>
    public EvaluationPath ChoosePath(PlannedFormula? target, PlannedFormula formula)
    {
        bool possible = formula.Body.IsPointwise
            && (target is null || target.Body.IsPointwise || (target.Body is BoundUnit && !target.IsComplement));
        if (!possible || !IsOn("choose-path"))
        {
            return EvaluationPath.Masks;
        }

        var path = _options.Path != EvaluationPath.Automatic ? _options.Path
            : IndexCost(target, formula) is var cost && (cost == 0 || cost <= MaskCost(target, formula)) ? EvaluationPath.Index
            : EvaluationPath.Masks;
        if (path == EvaluationPath.Index)
        {
            _read.UnionWith(Concepts(target, formula));
            _readsSizes = true;
        }

        return path;
    }

    public bool IsOn(string pass) => !_options.Disabled.Contains(pass);

    /// <summary>How many positions a formula is expected to have, its parts taken as independent.</summary>
    public long EstimateSize(Bound formula)
    {
        double all = Math.Max(1, _database.Shards.PositionCount);
        return (long)Math.Round(Share(formula, all) * all);
    }

    /// <summary>
    /// Bytes to be read from the file to count over the index: the parts that are not in memory, and a unit's hits. Reading
    /// outweighs all else.
    /// </summary>
    private long IndexCost(PlannedFormula? target, PlannedFormula formula) =>
        _database.Signatures.UnreadBytes(Concepts(target, formula).Where(concept => !_read.Contains(concept)))
        - (_readsSizes ? _database.Signatures.UnreadBytes([]) : 0)
        + (target?.Body is BoundUnit unit ? _database.Hits.LengthOf(unit.Unit.Id) : 0);

    /// <summary>
    /// Bytes to be read from the file to count over the masks, and to be gone through where they are in memory.
    /// </summary>
    private long MaskCost(PlannedFormula? target, PlannedFormula formula)
    {
        long bytes = 0;
        foreach (var leaf in Leaves(target, formula).Distinct())
        {
            bytes += leaf switch
            {
                BoundConcept concept => _database.Masks.LengthOf(MaskOwner.Concept(concept.Concept.Id)),
                BoundUnit unit => _database.Masks.LengthOf(MaskOwner.Unit(unit.Unit.Id)),
                BoundActivation => ActivationBytes,
                _ => 0,
            };
        }

        return bytes;
    }

    private static IEnumerable<Bound> Leaves(PlannedFormula? target, PlannedFormula formula) =>
        formula.Body.Leaves().Concat(target?.Body.Leaves() ?? []);

    private static IEnumerable<int> Concepts(PlannedFormula? target, PlannedFormula formula) =>
        Leaves(target, formula).OfType<BoundConcept>().Select(leaf => leaf.Concept.Id).Distinct();

    private double Share(Bound formula, double all)
    {
        switch (formula)
        {
            case BoundConcept concept:
                return concept.Concept.Size / all;
            case BoundUnit unit:
                return unit.Unit.Size / all;
            case BoundActivation activation:
                return Share(activation);
            case BoundConstant constant:
                return constant.Value ? 1 : 0;
            case BoundInputs:
                return 0.3;
            case BoundHole:
                return 0.01;
            case BoundNot not:
                return 1 - Share(not.Operand, all);
            case BoundAnd and:
                return and.Operands.Aggregate(1.0, (share, each) => share * Share(each, all));
            case BoundOr or:
                return 1 - or.Operands.Aggregate(1.0, (share, each) => share * (1 - Share(each, all)));
            case BoundXor xor:
                double left = Share(xor.Left, all), right = Share(xor.Right, all);
                return (left * (1 - right)) + (right * (1 - left));
            case BoundAndNot difference:
                return Share(difference.Left, all) * (1 - Share(difference.Right, all));
            case BoundSome some:
                return Math.Min(1, 4 * Share(some.Operand, all));
            case BoundEvery every:
                return Share(every.Operand, all) / 4;
            case BoundExpand expand:
                return Math.Min(1, Share(expand.Operand, all) * (1 + (expand.Pixels / 5.0)));
            case BoundShadow shadow:
                return Math.Min(0.5, 4 * Share(shadow.Operand, all));
            default:
                throw new NotSupportedException(formula.GetType().Name);
        }
    }

    /// <summary>From the histogram of the raw grid, where there is one.</summary>
    private double Share(BoundActivation activation)
    {
        const double unknown = 0.05;
        double low, high;
        switch (activation.Condition)
        {
            case UnitTopShare top:
                return top.Share;
            case UnitAbove above:
                (low, high) = (above.Value, double.PositiveInfinity);
                break;
            case UnitBetween between:
                (low, high) = (between.Low, between.High);
                break;
            default:
                return unknown;
        }

        if (_database.Histogram(activation.Unit.Id) is not { } histogram || histogram.Counts.Count == 0)
        {
            return unknown;
        }

        double width = (histogram.High - histogram.Low) / histogram.Counts.Count;
        double found = 0;
        for (int i = 0; i < histogram.Counts.Count; i++)
        {
            double middle = histogram.Low + ((i + 0.5) * width);
            if (middle >= low && middle <= high)
            {
                found += histogram.Counts[i];
            }
        }

        return found / Math.Max(1, histogram.Counts.Sum());
    }
}
