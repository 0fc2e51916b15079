using CompExplain.Query.Ast;
using CompExplain.Query.Binding;
using CompExplain.Query.Diagnostics;
using CompExplain.Query.Planning;
using CompExplain.Query.Results;
using CompExplain.Query.Scanning;
using CompExplain.Storage;

namespace CompExplain.Query.Execution;

/// <summary>Runs one statement: binds its formulas, plans them, and, unless only the plan is asked for, counts.</summary>
internal sealed partial class StatementRunner
{
    private const int MostInputs = 5;

    private readonly QueryEngine _engine;
    private readonly ProbeDatabase _database;
    private readonly ConceptNames _names;
    private readonly IExplainer? _explainer;
    private readonly string _text;
    private readonly CancellationToken _cancellation;
    private readonly List<string> _notes = [];
    private readonly Profile _profile = new();
    private readonly Binder _binder;
    private readonly Planner _planner;
    private readonly Unbinder _unbinder;
    private readonly Tables _tables;
    private readonly MaskEvaluator _masks;
    private SignatureEvaluator? _signatures;
    private bool _planOnly;

    public StatementRunner(QueryEngine engine, ConceptNames names, IExplainer? explainer, string text, RunOptions options)
    {
        _engine = engine;
        _database = engine.Database;
        _names = names;
        _explainer = explainer;
        _text = text;
        _cancellation = options.Cancellation;
        _binder = new Binder(_database, names, text, _notes);
        _planner = new Planner(_database, options.Plan);
        _unbinder = new Unbinder(_database, names);
        _tables = new Tables(_database, names);
        _masks = new MaskEvaluator(_database);
    }

    private SignatureEvaluator Signatures => _signatures ??= new SignatureEvaluator(_database.Index);

    /// <summary>Runs a statement.</summary>
    public QueryResult Run(Statement statement)
    {
        switch (statement)
        {
            case PlanQuery plan:
                _planOnly = true;
                Answer(plan.Inner);
                return _profile.Planned(_notes.Distinct().ToList());
            case ProfileQuery profile:
                var answer = Answer(profile.Inner);
                return new ResultBuilder().Column("answer", ColumnKind.Nested).Column("profile", ColumnKind.Nested)
                    .Row(answer, _profile.Measured()).Build(_notes.Distinct().ToList());
            default:
                return Answer(statement);
        }
    }

    /// <summary>Counts a target and a formula.</summary>
    public PairCounts CountPair(Formula target, Formula formula) => CountPair(_binder.Bind(target), _binder.Bind(formula));

    private QueryResult Answer(Statement statement) => statement switch
    {
        ScoreQuery query => Score(query),
        MaskQuery query => Describe(query),
        GroupQuery query => Group(query),
        TopQuery { Subject: TopSubject.Concepts } query => TopConcepts(query),
        TopQuery { Subject: TopSubject.Units } query => TopUnits(query),
        TopQuery query => TopInputs(query),
        ExplainQuery query => Explain(query),
        LetQuery query => Let(query),
        DropQuery query => Drop(query),
        ShowQuery query => Show(query),
        _ => throw new NotSupportedException(statement.GetType().Name),
    };

    private QueryResult Build(ResultBuilder result) => result.Build(_notes.Distinct().ToList());

    private QueryException Fail(SyntaxNode node, string message, params ReadOnlySpan<string> hints) =>
        new(new Diagnostic(message, _text, node.Span, EquatableList.Create(hints)));

    private static string PathName(EvaluationPath path) => path == EvaluationPath.Index ? "index" : "masks";

    /// <summary>Runs a step, or, where only the plan is asked for, writes it down and gives what stands for its answer.</summary>
    private T Step<T>(string name, string detail, string path, long? estimate, Func<T> work, Func<T, long?> actual, T planned)
    {
        _cancellation.ThrowIfCancellationRequested();
        if (_planOnly)
        {
            _profile.Add(name, detail, path, estimate);
            return planned;
        }

        return _profile.Measure(name, detail, path, estimate, BytesRead, work, actual);
    }

    private long BytesRead() => _database.MaskBytesRead + (_database.IsIndexLoaded ? _database.IndexBytes : 0);

    private string Text(PlannedFormula formula) => Text(formula.IsComplement ? new BoundNot(formula.Body) : formula.Body);

    private string Text(Bound formula) => _unbinder.Write(formula).ToString();

    private PlannedFormula Plan(Bound formula)
    {
        if (_planOnly)
        {
            foreach (var (pass, result) in _planner.Trace(formula))
                _profile.Add("rewrite", $"{pass}: {Text(result)}");
        }

        return _planner.Plan(formula);
    }

    private PairCounts CountPair(Bound target, Bound formula)
    {
        var t = Plan(target);
        var f = Plan(formula);
        var path = _planner.ChoosePath(t, f);
        return Step(
            "count pair",
            $"{Text(t)} with {Text(f)}",
            PathName(path),
            f.EstimatedSize,
            () => path == EvaluationPath.Index ? CountPairByIndex(t, f) : _masks.CountPair(t, f, _cancellation),
            counts => counts.Size,
            default);
    }

    private PairCounts CountPairByIndex(PlannedFormula target, PlannedFormula formula)
    {
        var bits = Signatures.Evaluate(formula);
        long size = Signatures.Size(bits);
        if (target.Body is BoundUnit unit)
        {
            var hits = _database.UnitHits(unit.Id);
            return new PairCounts(SignatureEvaluator.Hits(bits, hits), size, hits.Total, _database.Shards.PositionCount);
        }

        var targetBits = Signatures.Evaluate(target);
        long targetSize = Signatures.Size(targetBits);
        for (int word = 0; word < bits.Length; word++)
            bits[word] &= targetBits[word];
        return new PairCounts(Signatures.Size(bits), size, targetSize, _database.Shards.PositionCount);
    }

    private long Count(Bound formula)
    {
        var f = Plan(formula);
        var path = _planner.ChoosePath(null, f);
        return Step(
            "count",
            Text(f),
            PathName(path),
            f.EstimatedSize,
            () => path == EvaluationPath.Index ? Signatures.Size(Signatures.Evaluate(f)) : _masks.Count(f, _planner.CountOnly, _cancellation),
            count => count,
            0);
    }

    private long[] CountByInput(Bound formula)
    {
        var f = Plan(formula);
        return Step(
            "count by input", Text(f), "masks", f.EstimatedSize, () => _masks.CountByInput(f, _cancellation), counts => counts.LongCount(count => count > 0), []);
    }

    private long CountInputs(Bound formula) =>
        _database.Shards.PositionsPerInput == 1 ? Count(formula) : CountByInput(formula).LongCount(count => count > 0);

    private void Refuse(ScoreCall call)
    {
        if (call.Score is Ast.Score.PValue or Ast.Score.Auc or Ast.Score.Auprc)
            throw Fail(call, $"{call.Score.NameOf()} is understood, but comes with a later version", "this version has IOU, F1, PRECISION, RECALL, ACCURACY, PHI, LIFT, PMI, COUNT, SHARE and INPUTS");
    }

    private QueryResult Score(ScoreQuery query)
    {
        bool hasPairs = query.Calls.Any(call => call.Target is not null);
        var scores = query.Calls.Select(call => call.Score).Distinct().ToList();
        var result = new ResultBuilder();
        if (hasPairs)
            result.Column("target", ColumnKind.Text);
        result.Column("formula", ColumnKind.Text);
        foreach (var score in scores)
            result.Column(ColumnName(score), KindOf(score));
        if (hasPairs)
            result.Column("hits", ColumnKind.Integer);
        result.Column("size", ColumnKind.Integer);
        if (hasPairs)
            result.Column("targetSize", ColumnKind.Integer);

        foreach (var call in query.Calls)
            Refuse(call);
        foreach (var group in query.Calls.GroupBy(call => (call.Target, call.Formula)))
        {
            var formula = _binder.Bind(group.Key.Formula);
            PairCounts counts = default;
            if (group.Key.Target is not null)
                counts = CountPair(_binder.Bind(group.Key.Target), formula);
            else
                counts = counts with { Size = Count(formula), Total = _database.Shards.PositionCount };
            var row = new List<object?>();
            if (hasPairs)
                row.Add(group.Key.Target?.ToString());
            row.Add(group.Key.Formula.ToString());
            foreach (var score in scores)
                row.Add(group.Any(call => call.Score == score) ? ValueOf(score, counts, () => CountInputs(formula)) : null);
            if (hasPairs)
                row.Add(group.Key.Target is null ? null : counts.Hits);
            row.Add(counts.Size);
            if (hasPairs)
                row.Add(group.Key.Target is null ? null : counts.TargetSize);
            result.Row([.. row]);
        }

        return Build(result);
    }

    private static string ColumnName(Score score) => score.NameOf().ToLowerInvariant();

    private static ColumnKind KindOf(Score score) => score switch
    {
        Ast.Score.Count or Ast.Score.Inputs => ColumnKind.Integer,
        Ast.Score.Share => ColumnKind.Share,
        _ => ColumnKind.Score,
    };

    private static object ValueOf(Score score, PairCounts counts, Func<long> inputs) => score switch
    {
        Ast.Score.Count => (object)counts.Size,
        Ast.Score.Share => counts.Size / (double)Math.Max(1, counts.Total),
        Ast.Score.Inputs => inputs(),
        _ => PairScore.Of(score, counts),
    };

    private QueryResult Describe(MaskQuery query)
    {
        var formula = _binder.Bind(query.Formula);
        var byInput = CountByInput(formula);
        long size = byInput.Sum();
        var most = new ResultBuilder().Column("input", ColumnKind.Integer).Column("name", ColumnKind.Text).Column("count", ColumnKind.Integer).Column("source", ColumnKind.Text);
        foreach (int input in Enumerable.Range(0, byInput.Length).Where(input => byInput[input] > 0).OrderByDescending(input => byInput[input]).ThenBy(input => input).Take(MostInputs))
        {
            var record = _database.Input(input);
            most.Row((long)input, record.Name, byInput[input], Tables.Source(record.Source));
        }

        return Build(new ResultBuilder()
            .Column("formula", ColumnKind.Text).Column("size", ColumnKind.Integer).Column("share", ColumnKind.Share)
            .Column("inputs", ColumnKind.Integer).Column("most", ColumnKind.Nested)
            .Row(query.Formula.ToString(), size, size / (double)Math.Max(1, _database.Shards.PositionCount), byInput.LongCount(count => count > 0), most.Build()));
    }

    private QueryResult Group(GroupQuery query)
    {
        Func<Concept, string> column = query.Column.ToUpperInvariant() switch
        {
            "CATEGORY" => concept => concept.Category,
            "KIND" => concept => concept.Kind,
            _ => throw Fail(query, $"there is no column '{query.Column}' to group by", "there are: category, kind"),
        };
        var formula = _binder.Bind(query.Formula);
        var result = new ResultBuilder().Column(query.Column.ToLowerInvariant(), ColumnKind.Text).Column("count", ColumnKind.Integer).Column("share", ColumnKind.Share);
        long size = Count(formula);
        foreach (var group in _database.Concepts.GroupBy(column).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            long count = Count(new BoundAnd([formula, new BoundOr(group.Select(concept => new BoundConcept(concept.Id)))]));
            result.Row(group.Key, count, count / (double)Math.Max(1, size));
        }

        _notes.Add("positions of the formula that have any concept of the group; a position may be in several");
        return Build(result);
    }

    private QueryResult Let(LetQuery query)
    {
        if (_names.Find(null, query.Name).Count > 0)
            throw Fail(query, $"'{query.Name}' is a concept of this database", "choose another name for the formula");
        string text = query.Formula.ToString();
        if (query.Formula is { } formula && Mentions(formula, query.Name))
            throw Fail(query, $"the formula '{query.Name}' would be defined by itself");
        _binder.Bind(query.Formula);
        Step<object?>("store formula", query.Name, string.Empty, null, () =>
        {
            _database.SaveFormula(new NamedFormula(query.Name, text));
            return null;
        }, _ => null, null);
        return Build(new ResultBuilder().Column("name", ColumnKind.Text).Column("formula", ColumnKind.Text).Row(query.Name, text));
    }

    /// <summary>Whether a formula leans on a name, itself or through the formulas that it names.</summary>
    private bool Mentions(Formula formula, string name)
    {
        var stored = _database.Formulas().ToDictionary(each => each.Name, each => each.Text);
        var open = new Stack<Formula>([formula]);
        var seen = new HashSet<string>();
        while (open.TryPop(out var next))
        {
            foreach (var leaf in Names(next))
            {
                if (_names.Find(leaf.Qualifier, leaf.Name).Count > 0)
                    continue;
                string whole = leaf.Qualifier is null ? leaf.Name : $"{leaf.Qualifier}:{leaf.Name}";
                if (whole == name)
                    return true;
                if (seen.Add(whole) && stored.TryGetValue(whole, out var text) && Parsing.FormulaParser.TryParse(text, out var inner, out _))
                    open.Push(inner);
            }
        }

        return false;
    }

    private static IEnumerable<NameFormula> Names(Formula formula)
    {
        var open = new Stack<Formula>([formula]);
        while (open.TryPop(out var next))
        {
            switch (next)
            {
                case NameFormula name:
                    yield return name;
                    break;
                case NotFormula not:
                    open.Push(not.Operand);
                    break;
                case BinaryFormula binary:
                    open.Push(binary.Left);
                    open.Push(binary.Right);
                    break;
                case SomeFormula some:
                    open.Push(some.Operand);
                    break;
                case EveryFormula every:
                    open.Push(every.Operand);
                    break;
                default:
                    break;
            }
        }
    }

    private QueryResult Drop(DropQuery query)
    {
        bool dropped = Step("drop formula", query.Name, string.Empty, null, () => _database.DropFormula(query.Name), _ => null, true);
        if (!dropped)
        {
            var near = Suggestions.Nearest(query.Name, _database.Formulas().Select(each => each.Name));
            throw Fail(query, $"there is no formula '{query.Name}'", near.Count > 0 ? $"did you mean: {string.Join(", ", near)}?" : "list them with: SHOW formulas");
        }

        return Build(new ResultBuilder().Column("dropped", ColumnKind.Text).Row(query.Name));
    }

    private QueryResult Show(ShowQuery query) => query.Subject switch
    {
        ShowSubject.Concepts => Show(query with { Like = null }, _database.Concepts.Where(concept => IsLike(concept, query.Like)), _tables.Concepts),
        ShowSubject.Units => Show(query, _database.Layers.SelectMany(layer => _database.Units(layer.Id)), _tables.Units),
        ShowSubject.Layers => Show(query, _database.Layers, _tables.Layers),
        ShowSubject.Inputs => Show(query, Enumerable.Range(0, _database.Dataset.InputCount), _tables.Inputs, like: 1),
        ShowSubject.Formulas => Show(query, _database.Formulas(), _tables.Formulas),
        ShowSubject.Categories => Show(query, _database.Concepts.GroupBy(concept => (concept.Category, concept.Kind)), _tables.Categories),
        _ => Show(query, _database.Runs(), _tables.Runs),
    };

    /// <summary>A pattern fits a concept by its name alone, or with its category as it is written.</summary>
    private bool IsLike(Concept concept, string? pattern) =>
        pattern is null || TableColumns.Like(concept.Name, pattern) || TableColumns.Like(_names.Reference(concept).ToString(), pattern);

    private QueryResult Show<T>(ShowQuery query, IEnumerable<T> rows, IReadOnlyList<TableColumn<T>> columns, int like = 0)
    {
        if (query.Like is not null)
            rows = rows.Where(row => TableColumns.Like(Convert.ToString(columns[like].Read(row), System.Globalization.CultureInfo.InvariantCulture), query.Like));
        foreach (var condition in query.Where)
        {
            rows = condition is ColumnCondition column
                ? rows.Where(TableColumns.Filter(columns, column, _text))
                : throw Fail(condition, "SHOW filters by columns, and this is a formula", "there are: " + string.Join(", ", columns.Select(each => each.Name)));
        }

        rows = TableColumns.Order(rows, columns, query.OrderBy, _text);
        if (query.Limit is { } limit)
            rows = rows.Take(limit);
        var result = new ResultBuilder();
        foreach (var column in columns)
            result.Column(column.Name, column.Kind);
        return Step(
            "list",
            query.Subject.ToString().ToLowerInvariant(),
            "catalog",
            null,
            () =>
            {
                foreach (var row in rows)
                    result.Row(columns.Select(column => column.Read(row)).ToArray());
                return Build(result);
            },
            answer => answer.Rows.Count,
            Build(new ResultBuilder()));
    }

    private QueryResult Explain(ExplainQuery query)
    {
        const int defaultLength = 10, defaultBeam = 10, maximumLength = 1000, maximumBeam = 10_000;
        if (_explainer is null)
            throw Fail(query, "there is no search here to EXPLAIN with");
        if (query.Certify is not null)
            throw Fail(query, "CERTIFY is understood, but comes with a later version");
        if (query.Grammar is SearchGrammar.Full)
            throw Fail(query, "GRAMMAR full is understood, but comes with a later version");
        int length = query.Length ?? defaultLength, beam = query.Beam ?? defaultBeam;
        if (length is < 1 or > maximumLength)
            throw Fail(query, $"LENGTH goes from 1 to {maximumLength}, not {length}");
        if (beam is < 1 or > maximumBeam)
            throw Fail(query, $"BEAM goes from 1 to {maximumBeam}, not {beam}");
        var scorer = query.Scorer ?? Ast.Score.Iou;
        if (!PairScore.IsOfCounts(scorer))
            throw Fail(query, $"{scorer.NameOf()} cannot be searched for", "SCORER takes IOU, F1, PRECISION, RECALL, ACCURACY, PHI, LIFT or PMI");
        if (scorer is Ast.Score.Precision or Ast.Score.Recall or Ast.Score.Lift or Ast.Score.Pmi)
            _notes.Add($"{scorer.NameOf()} optimised alone rewards tiny or huge formulas (it fails the sanity checks of Oikarinen et al., ICML 2025); read it beside IOU");

        var bound = _binder.Bind(query.Target);
        var target = Plan(bound);
        var excluded = new HashSet<int>();
        if (bound.IsPointwise)
        {
            excluded = bound.Leaves().OfType<BoundConcept>().Select(concept => concept.Id).ToHashSet();
            if (excluded.Count > 0)
                _notes.Add("the concepts of the target are left out of the search, since they would explain it by itself");
        }

        var hits = Step("target by signature", Text(target), "index", target.EstimatedSize, () => CountBySignature(target), found => found.Total, new UnitHits([], []));
        var candidates = Step<CandidateTable?>(
            "candidates", "concepts, and on text their neighbourhoods", "index", _database.Concepts.Count,
            () => _engine.Candidates(new CandidateOptions { Excluded = excluded }), table => table!.Candidates.Count, null);
        var found = Step(
            "beam search",
            $"length {length}, beam {beam}, {scorer.NameOf()}",
            candidates is null ? "index" : ExtensionScan.For(candidates).Method,
            null,
            () => _explainer.Explain(new ExplainRequest(hits, candidates!, length, beam, scorer), _cancellation),
            all => all.Count,
            []);

        var result = new ResultBuilder().Column("target", ColumnKind.Text).Column("length", ColumnKind.Integer).Column("formula", ColumnKind.Text);
        if (scorer != Ast.Score.Iou)
            result.Column(ColumnName(scorer), ColumnKind.Score);
        result.Column("iou", ColumnKind.Score).Column("hits", ColumnKind.Integer).Column("size", ColumnKind.Integer).Column("targetSize", ColumnKind.Integer);
        foreach (var each in found)
        {
            var row = new List<object?> { query.Target.ToString(), (long)each.Length, each.Formula.ToString() };
            if (scorer != Ast.Score.Iou)
                row.Add(PairScore.Of(scorer, each.Counts));
            row.AddRange([PairScore.Iou(each.Counts), each.Counts.Hits, each.Counts.Size, each.Counts.TargetSize]);
            result.Row([.. row]);
        }

        if (found.Count == 0 && !_planOnly)
            _notes.Add(hits.Total == 0 ? "the target has no positions, so nothing explains it" : "no formula scores above 0");
        return Build(result);
    }

    private UnitHits CountBySignature(PlannedFormula formula)
    {
        if (formula is { Body: BoundUnit unit, IsComplement: false })
            return _database.UnitHits(unit.Id);
        if (!formula.Body.IsPointwise)
            return _database.CountBySignature(shard => _masks.Evaluate(formula, shard).Ranges, _cancellation);
        var bits = Signatures.Evaluate(formula);
        var signatures = Enumerable.Range(0, _database.Index.SignatureCount).Where(signature => (bits[signature >> 6] >> signature & 1) != 0).ToArray();
        var sizes = _database.Index.Sizes.ToArray();
        return new UnitHits(signatures, Array.ConvertAll(signatures, signature => sizes[signature]));
    }
}
