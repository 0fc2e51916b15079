using CompExplain.Query.Binding;
using CompExplain.Storage;

namespace CompExplain.Query.Planning;

/// <summary>Plans bound formulas: rewrites them pass by pass, estimates sizes, and decides where they are counted.</summary>
internal sealed class Planner
{
    private readonly PlanOptions _options;
    private readonly SizeEstimator _sizes;
    private readonly PathChooser _paths;
    private readonly RewritePass[] _passes;

    /// <param name="database">The database asked.</param>
    /// <param name="options">The options of the plan.</param>
    public Planner(ProbeDatabase database, PlanOptions options)
    {
        _options = options;
        _sizes = new SizeEstimator(database);
        _paths = new PathChooser(database, options.Path);
        _passes =
        [
            new("flatten", Rewrites.Flatten),
            new("fold-constants", Rewrites.FoldConstants),
            new("drop-repeats", Rewrites.DropRepeats),
            new("remove-not", Rewrites.RemoveNot),
            new("order-by-size", formula => Rewrites.OrderBySize(formula, _sizes.Estimate)),
        ];
    }

    /// <summary>Whether counts are taken without making the mask that is counted.</summary>
    public bool CountOnly => IsOn("count-only");

    /// <summary>Runs the rewrites.</summary>
    public PlannedFormula Plan(Bound formula)
    {
        var body = formula;
        foreach (var pass in _passes.Where(pass => IsOn(pass.Name)))
        {
            body = pass.Apply(body);
        }

        long size = _sizes.Estimate(body);
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

    /// <summary>Decides where a formula, alone or beside a target, is counted; the decisions before it count.</summary>
    /// <param name="target">The target; null for none.</param>
    /// <param name="formula">The formula.</param>
    public EvaluationPath DecidePath(PlannedFormula? target, PlannedFormula formula) =>
        IsOn("choose-path") ? _paths.Decide(target, formula) : EvaluationPath.Masks;

    private bool IsOn(string pass) => !_options.Disabled.Contains(pass);
}
