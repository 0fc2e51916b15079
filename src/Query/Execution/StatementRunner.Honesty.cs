using CompExplain.Query.Ast;
using CompExplain.Query.Binding;
using CompExplain.Query.Explaining;
using CompExplain.Query.Planning;
using CompExplain.Query.Results;
using CompExplain.Query.Scanning;
using CompExplain.Storage.Results;
using CompExplain.Storage.Signatures;

namespace CompExplain.Query.Execution;

/// <content>What chance would give, and EXPLAIN ... HONEST.</content>
internal sealed partial class StatementRunner
{
    /// <summary>What IoU a formula gets with a target by chance.</summary>
    public ChanceLevel Chance(Formula target, Formula formula, HonestyOptions options) => Chance(_binder.Bind(target), _binder.Bind(formula), options);

    /// <summary>Counts the parts of masks that lie in some of the inputs, by their signatures.</summary>
    public IReadOnlyList<UnitHits> CountBySignature(IReadOnlyList<Formula> targets, InputSubset inputs) =>
        SubsetCounting.CountBySignature(
            _database,
            inputs,
            targets.Select(target => _planner.Plan(_binder.Bind(target)))
                .Select(plan => (Func<int, ShardMask>)(shard => _masks.Evaluate(plan, shard))),
            _cancellation);

    private ChanceLevel Chance(Bound target, Bound formula, HonestyOptions options)
    {
        var t = Plan(target);
        var f = Plan(formula);
        int[] shifts = Shifts(options);
        return Step(
            "cyclic shifts",
            $"{Text(t)} shifted by {shifts.Length:N0} numbers of inputs, with {Text(f)}",
            "masks",
            shifts.Length,
            () => Chance(t, f, shifts),
            level => level.AsHigh,
            new ChanceLevel(shifts.Length, 0, null));
    }

    private ChanceLevel Chance(PlannedFormula target, PlannedFormula formula, int[] shifts) =>
        CyclicShifts.Measure(_masks.Bits(target, _cancellation), _masks.Bits(formula, _cancellation), shifts, _cancellation);

    private int[] Shifts(HonestyOptions options) => CyclicShifts.Choose(_database.Dataset.InputCount, options.Shifts, options.Seed);

    private IReadOnlyList<Honesty> CheckHonesty(
        HonestClause clause, ExplainQuery query, IReadOnlyList<Explanation> found, ExplainRequest search, CandidateOptions candidates)
    {
        var split = clause.HeldOut is null ? null : (BoundInputs)_binder.Bind(new SplitFormula(clause.HeldOut) { Span = query.Span });
        var options = new HonestyOptions { HeldOut = split?.Value };
        return Step(
            "honesty",
            $"chance by {options.Shifts} cyclic shifts, search without {(options.HeldOut is { } held ? $"SPLIT({held})" : "half of the inputs")}, each clause left out",
            "index, masks",
            null,
            () => Check(query, new HonestyRequest(_engine, query.Target, found, search, candidates, options)),
            all => all.Count,
            []);
    }

    private IReadOnlyList<Honesty> Check(ExplainQuery query, HonestyRequest request)
    {
        try
        {
            return _explainer!.Check(request, _cancellation);
        }
        catch (SearchException error)
        {
            throw Fail(query, error.Message);
        }
    }

    private static void AddHonestyColumns(ResultBuilder result) => result
        .Column("chanceIou", ColumnKind.Score).Column("pValue", ColumnKind.Score)
        .Column("seenIou", ColumnKind.Score).Column("heldOutIou", ColumnKind.Score).Column("heldOutFormula", ColumnKind.Text)
        .Column("dropped", ColumnKind.Text).Column("clauses", ColumnKind.Nested);

    private static object?[] HonestyValues(Honesty honesty)
    {
        var clauses = new ResultBuilder().Column("clause", ColumnKind.Text).Column("iouWithout", ColumnKind.Score);
        foreach (var clause in honesty.Clauses)
        {
            clauses.Row(clause.Text, PairScore.Iou(clause.Without));
        }

        return
        [
            honesty.Chance.MeanIou,
            honesty.Chance.PValue,
            honesty.HeldOut is { } seen ? PairScore.Iou(seen.Seen) : null,
            honesty.HeldOut is { } held ? PairScore.Iou(held.Held) : null,
            honesty.HeldOut?.Formula,
            honesty.Dropped.Count > 0 ? string.Join("; ", honesty.Dropped) : null,
            clauses.Build(),
        ];
    }
}
