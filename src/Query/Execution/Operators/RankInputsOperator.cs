using CompExplain.Query.Binding;

namespace CompExplain.Query.Execution.Operators;

/// <summary>The inputs that have the most of a formula, those with none of it left out.</summary>
internal sealed class RankInputsOperator : Operator<IReadOnlyList<RankedInput>>
{
    private readonly CountByInputOperator _counts;
    private readonly BoundUnit? _unit;
    private readonly int _count;

    /// <param name="context">The query.</param>
    /// <param name="formula">The formula that is counted.</param>
    /// <param name="counts">Its counts.</param>
    /// <param name="count">The maximum number of inputs.</param>
    public RankInputsOperator(QueryContext context, Bound formula, CountByInputOperator counts, int count)
        : base(context)
    {
        _counts = counts;
        _count = count;

        // Sentence pairs have one position each: how much a unit is active is all that tells them apart.
        bool isTextUnit = context.Database.Shards.PositionsPerInput == 1
            && formula is BoundUnit { Layer: { HasActivations: true, GridHeight: 1, GridWidth: 1 } };
        _unit = isTextUnit ? (BoundUnit)formula : null;
    }

    public override string Name => "rank inputs";

    public override string Detail => $"the {_count:N0} inputs with the most positions";

    public override string Path => _unit is null ? string.Empty : "activations";

    private protected override IReadOnlyList<RankedInput> Compute()
    {
        long[] counts = _counts.Result;
        float[]? activations = _unit is null
            ? null
            : new UnitActivations(Context.Database, _unit.Layer, _unit.Unit).AllValues();
        var ordered = Enumerable.Range(0, counts.Length)
            .Where(input => counts[input] > 0)
            .OrderByDescending(input => counts[input]);
        if (activations is not null)
        {
            ordered = ordered.ThenByDescending(input => activations[input]);
        }

        return [.. ordered.ThenBy(input => input)
            .Take(_count)
            .Select(input => new RankedInput(input, counts[input], activations?[input]))];
    }

    private protected override long? Count(IReadOnlyList<RankedInput> result) => result.Count;
}
