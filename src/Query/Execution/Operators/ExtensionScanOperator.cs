using CompExplain.Query.Ast;
using CompExplain.Query.Binding;
using CompExplain.Query.Scanning;
using CompExplain.Storage.Catalog;
using CompExplain.Storage.Results;

namespace CompExplain.Query.Execution.Operators;

/// <summary>Scores a pair or a formula for all concepts that are put into its holes, in one scan.</summary>
internal sealed class ExtensionScanOperator : Operator<object[]>
{
    private readonly ScoreCall _call;
    private readonly IReadOnlyList<Concept> _concepts;
    private readonly ConceptCounts _sizes;
    private readonly ConceptCounts? _targetSizes;
    private readonly ConceptCounts? _hits;

    /// <param name="context">The query.</param>
    /// <param name="call">A score that is a function of counts.</param>
    /// <param name="target">Its target, of a score of a pair.</param>
    /// <param name="formula">Its formula.</param>
    /// <param name="concepts">The concepts.</param>
    public ExtensionScanOperator(
        QueryContext context, ScoreCall call, Bound? target, Bound formula, IReadOnlyList<Concept> concepts)
        : base(context)
    {
        _call = call;
        _concepts = concepts;
        _sizes = new ConceptCounts(context, formula);
        if (target is not null)
        {
            _targetSizes = new ConceptCounts(context, target);
            _hits = new ConceptCounts(context, new BoundAnd([target, formula]));
        }
    }

    public override string Name => "extension scan";

    public override string Detail => $"{_call} for all {_concepts.Count:N0} concepts at once";

    public override string Path =>
        _sizes.ReadsMasks || _targetSizes is { ReadsMasks: true } || _hits is { ReadsMasks: true } ? "index, masks" : "index";

    public override long? Estimate => _concepts.Count;

    private protected override object[] Compute()
    {
        var scan = ExtensionScan.ForSingles(Context.Candidates.Of(CandidateTables.AllConcepts));
        long[] sizes = _sizes.Compute(scan);
        long[]? targetSizes = _targetSizes?.Compute(scan);
        long[]? hits = _hits?.Compute(scan);
        return [.. _concepts.Select(concept => ScoreOperators.Value(
            _call.Score,
            new PairCounts(hits?[concept.Id] ?? 0, sizes[concept.Id], targetSizes?[concept.Id] ?? 0, Context.PositionCount),
            inputs: sizes[concept.Id]))];
    }

    private protected override long? Count(object[] result) => result.Length;
}
