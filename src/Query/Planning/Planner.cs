using CompExplain.Query.Ast;
using CompExplain.Query.Binding;
using CompExplain.Storage;
using CompExplain.Storage.Masks;

namespace CompExplain.Query.Planning;

/// <summary>Rewrites bound formulas pass by pass, estimates sizes, and chooses where to count.</summary>
internal sealed class Planner
{
    private readonly ProbeDatabase _database;
    private readonly PlanOptions _options;
    private readonly RewritePass[] _passes;
    // A guess at what a unit's activations take, of which it is only known that they are asked for.
    private const long ActivationBytes = 1 << 20;

    private readonly Dictionary<int, long> _unitSizes = [];

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
        foreach (var pass in _passes)
        {
            if (IsOn(pass.Name))
            {
                formula = pass.Apply(formula);
            }
        }

        long size = EstimateSize(formula);
        return formula is BoundNot not && IsOn("remove-not") ? new PlannedFormula(not.Operand, true, size) : new PlannedFormula(formula, false, size);
    }

    /// <summary>The rewrites that changed a formula, in order, each with what it left.</summary>
    public IEnumerable<(string Pass, Bound Result)> Trace(Bound formula)
    {
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

    /// <summary>Where a formula beside a target is counted.</summary>
    public EvaluationPath ChoosePath(PlannedFormula? target, PlannedFormula formula)
    {
        bool possible = formula.Body.IsPointwise && (target is null || target.Body.IsPointwise || (target.Body is BoundUnit && !target.IsComplement));
        if (!possible || !IsOn("choose-path"))
        {
            return EvaluationPath.Masks;
        }

        if (_options.Path != EvaluationPath.Automatic)
        {
            return _options.Path;
        }

        return IndexCost(target, formula) <= MaskCost(target, formula) ? EvaluationPath.Index : EvaluationPath.Masks;
    }

    /// <summary>Bytes to be read from the file to count over the index: the parts that are not in memory, and a unit's hits. Reading outweighs all else.</summary>
    public long IndexCost(PlannedFormula? target, PlannedFormula formula) =>
        _database.Signatures.UnreadBytes(formula.Body.Leaves().Concat(target?.Body.Leaves() ?? []).OfType<BoundConcept>().Select(leaf => leaf.Id).Distinct())
        + (target?.Body is BoundUnit unit ? _database.Hits.LengthOf(unit.Id) : 0);

    /// <summary>Bytes to be read from the file to count over the masks, and to be gone through where they are in memory.</summary>
    public long MaskCost(PlannedFormula? target, PlannedFormula formula)
    {
        long bytes = 0;
        foreach (var leaf in formula.Body.Leaves().Concat(target?.Body.Leaves() ?? []).Distinct())
        {
            bytes += leaf switch
            {
                BoundConcept concept => _database.Masks.LengthOf(MaskOwner.Concept(concept.Id)),
                BoundUnit unit => _database.Masks.LengthOf(MaskOwner.Unit(unit.Id)),
                BoundActivation => ActivationBytes,
                _ => 0,
            };
        }

        return bytes;
    }

    /// <summary>How many positions a formula is expected to have, its parts taken as independent.</summary>
    public long EstimateSize(Bound formula)
    {
        double all = Math.Max(1, _database.Shards.PositionCount);
        return (long)Math.Round(Share(formula, all) * all);
    }

    public bool IsOn(string pass) => !_options.Disabled.Contains(pass);

    private double Share(Bound formula, double all)
    {
        switch (formula)
        {
            case BoundConcept concept:
                return _database.Concepts[concept.Id].Size / all;
            case BoundUnit unit:
                return UnitSize(unit.Id) / all;
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

        if (_database.Histogram(activation.UnitId) is not { } histogram || histogram.Counts.Count == 0)
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

    private long UnitSize(int id)
    {
        if (!_unitSizes.TryGetValue(id, out long size))
        {
            foreach (var unit in _database.Layers.SelectMany(layer => _database.Units(layer.Id)))
            {
                _unitSizes[unit.Id] = unit.Size;
            }

            size = _unitSizes.GetValueOrDefault(id);
        }

        return size;
    }
}
