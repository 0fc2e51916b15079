using System.Globalization;
using CompExplain.Query.Ast;
using CompExplain.Query.Binding;
using CompExplain.Query.Planning;
using CompExplain.Query.Results;
using CompExplain.Storage.Catalog;
using CompExplain.Storage.Results;

namespace CompExplain.Query.Execution;

/// <content>TOP: a query with a hole, for every concept, unit or input in turn.</content>
internal sealed partial class StatementRunner
{
    private QueryResult TopConcepts(TopQuery query)
    {
        var kept = Filter(query, _database.Concepts, _tables.Concepts);
        var scores = query.By.Select(call => ScoreConcepts(call, kept)).ToList();
        return Rank(query, kept, scores, concept => _names.Reference(concept).ToString(), concept => concept.Category);
    }

    private QueryResult TopUnits(TopQuery query)
    {
        var kept = Filter(query, _database.Layers.SelectMany(layer => _database.Units(layer.Id)), _tables.Units);
        if (_database.Layers.Count == 0)
        {
            throw Fail(query, "no layer is stored in this database");
        }

        var scores = query.By.Select(call => ScoreUnits(call, kept)).ToList();
        bool alone = _database.Layers.Count == 1;
        return Rank(query, kept, scores, unit => alone ? $"unit {unit.Number}" : $"{_tables.LayerOf(unit).Name}:{unit.Number}", unit => _tables.LayerOf(unit).Name);
    }

    private QueryResult TopInputs(TopQuery query)
    {
        var columns = _tables.Inputs;
        var inputs = Enumerable.Range(0, _database.Dataset.InputCount);
        foreach (var condition in query.Where)
        {
            if (condition is ColumnCondition column)
            {
                inputs = inputs.Where(TableColumns.Filter(columns, column, _text));
            }
            else
            {
                long[] has = CountByInput(_binder.Bind(((FormulaCondition)condition).Formula));
                inputs = inputs.Where(input => has[input] > 0);
            }
        }

        var scores = query.By.Select(ScoreInputs).ToList();
        var kept = _planOnly ? [] : inputs.ToList();
        var byKept = scores.Select(all => _planOnly ? [] : kept.Select(input => all[input]).ToArray()).ToList();
        return Rank(query, kept, byKept, input => _database.Input(input).Name, input => _database.Labels[input] ?? _database.Splits[input], input => Tables.Source(_database.Input(input).Source));
    }

    private List<T> Filter<T>(TopQuery query, IEnumerable<T> rows, IReadOnlyList<TableColumn<T>> columns)
    {
        foreach (var call in query.By)
        {
            if (!HasHole(call))
            {
                throw Fail(call, $"TOP {query.Subject.ToString().ToLowerInvariant()} needs a hole (?) to put them into", "for example: TOP 10 concepts BY IOU(unit 1, water AND ?)");
            }
        }

        if (query.By[0].Score.Caution() is { } caution)
        {
            _notes.Add(caution);
        }

        foreach (var condition in query.Where)
        {
            rows = condition is ColumnCondition column
                ? rows.Where(TableColumns.Filter(columns, column, _text))
                : throw Fail(condition, "concepts and units are filtered by columns, and this is a formula", "there are: " + string.Join(", ", columns.Select(each => each.Name)));
        }

        return rows.ToList();
    }

    private bool HasHole(ScoreCall call) =>
        _binder.Bind(call.Formula, holes: true).HasHole || (call.Target is not null && _binder.Bind(call.Target, holes: true).HasHole);

    private QueryResult Rank<T>(
        TopQuery query, List<T> rows, List<object[]> scores, Func<T, string> name, Func<T, string?> category, Func<T, string>? source = null)
    {
        var result = new ResultBuilder().Column("rank", ColumnKind.Integer).Column("name", ColumnKind.Text).Column("category", ColumnKind.Text);
        foreach (var call in query.By)
        {
            result.Column(ColumnName(call.Score), KindOf(call.Score));
        }

        if (source is not null)
        {
            result.Column("source", ColumnKind.Text);
        }

        if (_planOnly)
        {
            return Build(result);
        }

        // The highest first, of p-values the lowest. Equal scores: in the order of the database, which is fixed.
        Func<int, double> Key(int i) => query.By[i].Score == Ast.Score.PValue
            ? row => -Convert.ToDouble(scores[i][row], CultureInfo.InvariantCulture)
            : row => Convert.ToDouble(scores[i][row], CultureInfo.InvariantCulture);
        var order = Enumerable.Range(0, rows.Count).OrderByDescending(Key(0));
        for (int i = 1; i < scores.Count; i++)
        {
            order = order.ThenByDescending(Key(i));
        }

        long rank = 0;
        foreach (int row in order.ThenBy(row => row).Take(query.Count))
        {
            var values = new List<object?> { ++rank, name(rows[row]), category(rows[row]) };
            values.AddRange(scores.Select(all => all[row]));
            if (source is not null)
            {
                values.Add(source(rows[row]));
            }

            result.Row([.. values]);
        }

        return Build(result);
    }

    private object[] ScoreConcepts(ScoreCall call, List<Concept> concepts)
    {
        var formula = _binder.Bind(call.Formula, holes: true);
        var target = call.Target is null ? null : _binder.Bind(call.Target, holes: true);
        bool substituted = IsOfMasks(call.Score) || HasLiftedHole(formula) || (target is not null && HasLiftedHole(target));
        if (substituted)
        {
            CheckWork(call, concepts.Count, "concepts");
        }

        if (substituted || (call.Score == Ast.Score.Inputs && _database.Shards.PositionsPerInput > 1))
        {
            return Step("substitute", $"{call} for each of {concepts.Count:N0} concepts", "masks", concepts.Count, () => Substitute(call, concepts, target, formula), all => all.Length, []);
        }

        return Step(
            "extension scan",
            $"{call} for all {concepts.Count:N0} concepts at once",
            "index",
            concepts.Count,
            () =>
            {
                long[] sizes = CountForEachConcept(formula);
                long[]? targetSizes = target is null ? null : CountForEachConcept(target);
                long[]? hits = target is null ? null : CountForEachConcept(new BoundAnd([target, formula]));
                return concepts.Select(concept => ValueOf(
                    call.Score,
                    new PairCounts(hits?[concept.Id] ?? 0, sizes[concept.Id], targetSizes?[concept.Id] ?? 0, _database.Shards.PositionCount),
                    () => sizes[concept.Id])).ToArray();
            },
            all => all.Length,
            []);
    }

    private object[] Substitute(ScoreCall call, List<Concept> concepts, Bound? target, Bound formula) => concepts.Select(concept =>
    {
        _cancellation.ThrowIfCancellationRequested();
        var leaf = new BoundConcept(concept.Id);
        return Evaluate(call, target is null ? null : Fill(target, leaf), Fill(formula, leaf));
    }).ToArray();

    private object Evaluate(ScoreCall call, Bound? target, Bound formula)
    {
        if (IsOfMasks(call.Score))
        {
            return MeasureMasks(call, target!, _planner.Plan(formula));
        }

        var f = _planner.Plan(formula);
        var counts = target is null
            ? new PairCounts(0, _masks.Count(f, _planner.CountOnly, _cancellation), 0, _database.Shards.PositionCount)
            : _masks.CountPair(_planner.Plan(target), f, _cancellation);
        return ValueOf(call.Score, counts, () => _masks.CountByInput(f, _cancellation).LongCount(count => count > 0));
    }

    /// <summary>
    /// How many positions a formula with holes has, for every concept put into them at once. At one position a formula
    /// depends on the concept only by whether it is there: where it is, the formula is G1 = G[ALL], elsewhere G0 = G[NONE].
    /// So |G(c)| = |G1 and c| + |G0| - |G0 and c|, exactly, however often and wherever the holes stand.
    /// </summary>
    private long[] CountForEachConcept(Bound formula)
    {
        if (!formula.HasHole)
        {
            long[] same = new long[_database.Concepts.Count];
            Array.Fill(same, _planner.Plan(formula) is var plan && plan.Body.IsPointwise
                ? Signatures.Size(Signatures.Evaluate(plan)) : CountBySignature(plan).Total);
            return same;
        }

        long[] with = SumByConcept(Fill(formula, new BoundConstant(true)), out _);
        long[] without = SumByConcept(Fill(formula, new BoundConstant(false)), out long total);
        for (int concept = 0; concept < with.Length; concept++)
        {
            with[concept] += total - without[concept];
        }

        return with;
    }

    private long[] SumByConcept(Bound formula, out long total)
    {
        var plan = _planner.Plan(formula);
        total = 0;
        if (plan is { Body: BoundConstant { Value: false }, IsComplement: false })
        {
            return new long[_database.Concepts.Count];
        }

        long[] weights = CountBySignature(plan).Dense(_database.Index.SignatureCount);
        foreach (long weight in weights)
        {
            total += weight;
        }

        return Signatures.SumByConcept(weights);
    }

    private object[] ScoreUnits(ScoreCall call, List<Unit> units)
    {
        var formula = _binder.Bind(call.Formula, holes: true);
        var target = call.Target is null ? null : _binder.Bind(call.Target, holes: true);
        if (target is BoundHole && !formula.HasHole && formula.IsPointwise && call.Score.IsOfCounts())
        {
            var plan = Plan(formula);
            return Step(
                "unit scan",
                $"{call} for all {units.Count:N0} units at once",
                "index",
                units.Count,
                () =>
                {
                    ulong[] bits = Signatures.Evaluate(plan);
                    long size = Signatures.Size(bits);
                    return units.Select(unit =>
                    {
                        _cancellation.ThrowIfCancellationRequested();
                        var hits = _database.Hits.Read(unit.Id);
                        return (object)PairScore.Of(call.Score, new PairCounts(SignatureEvaluator.Hits(bits, hits), size, hits.Total, _database.Shards.PositionCount));
                    }).ToArray();
                },
                all => all.Length,
                []);
        }

        CheckWork(call, units.Count, "units");
        return Step(
            "substitute",
            $"{call} for each of {units.Count:N0} units",
            "masks",
            units.Count,
            () => units.Select(unit =>
            {
                _cancellation.ThrowIfCancellationRequested();
                var leaf = new BoundUnit(unit.Id);
                return Evaluate(call, target is null ? null : Fill(target, leaf), Fill(formula, leaf));
            }).ToArray(),
            all => all.Length,
            []);
    }

    private object[] ScoreInputs(ScoreCall call)
    {
        if (IsOfMasks(call.Score))
        {
            throw Fail(call, $"{call.Score.NameOf()} is of the whole data set, and not of one input", "rank inputs by COUNT, IOU, F1, PRECISION or RECALL");
        }

        var formula = _binder.Bind(call.Formula);
        long[] sizes = CountByInput(formula);
        long[]? targetSizes = null, hits = null;
        if (call.Target is not null)
        {
            var target = _binder.Bind(call.Target);
            targetSizes = CountByInput(target);
            hits = CountByInput(new BoundAnd([target, formula]));
        }

        int positions = _database.Shards.PositionsPerInput;
        return sizes.Select((size, input) => ValueOf(
            call.Score, new PairCounts(hits?[input] ?? 0, size, targetSizes?[input] ?? 0, positions), () => size > 0 ? 1 : 0)).ToArray();
    }

    private static bool HasLiftedHole(Bound formula) => formula switch
    {
        BoundNode { ActsPointwise: false } => formula.HasHole,
        BoundNode node => node.Operands.Any(HasLiftedHole),
        _ => false,
    };

    private static Bound Fill(Bound formula, Bound leaf) => Rewrites.BottomUp(formula, node => node is BoundHole ? leaf : node);
}
