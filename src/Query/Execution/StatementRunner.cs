using System.Globalization;
using CompExplain.Query.Ast;
using CompExplain.Query.Binding;
using CompExplain.Query.Diagnostics;
using CompExplain.Query.Explaining;
using CompExplain.Query.Planning;
using CompExplain.Query.Results;
using CompExplain.Storage;
using CompExplain.Storage.Masks;
using CompExplain.Storage.Results;
using CompExplain.Storage.Signatures;

namespace CompExplain.Query.Execution;

/// <summary>Runs one statement: binds its formulas, plans them, and, unless only the plan is asked for, counts.</summary>
internal sealed partial class StatementRunner
{
    private readonly QueryEngine _engine;
    private readonly ProbeDatabase _database;
    private readonly ConceptNames _names;
    private readonly IExplainer? _explainer;
    private readonly string _text;
    private readonly CancellationToken _cancellation;
    private readonly List<string> _notes = [];
    private readonly TimeProvider _clock;
    private readonly Profile _profile;
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
        _clock = options.Clock;
        _profile = new Profile(_clock);
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
                return _profile.Planned(_notes);
            case ProfileQuery profile:
                var cache = _database.Masks.Cache;
                var answer = Answer(profile.Inner);
                return new ResultBuilder().Column("answer", ColumnKind.Nested).Column("profile", ColumnKind.Nested)
                    .Row(answer, _profile.Measured(CacheNotes(cache, _database.Masks.Cache))).Notes(_notes).Build();
            default:
                return Answer(statement);
        }
    }

    /// <summary>How the cache of opened masks served a query; nothing where the query opened no mask.</summary>
    private static string[] CacheNotes(MaskCacheStatistics before, MaskCacheStatistics after)
    {
        long opened = after.Misses - before.Misses, found = after.Hits - before.Hits;
        return opened + found == 0 ? [] :
        [
            string.Create(
                CultureInfo.InvariantCulture,
                $"cache of opened masks: {found:N0} found, {opened:N0} opened, {after.Evicted - before.Evicted:N0} evicted; "
                + $"it holds {after.Bytes:N0} of {after.Limit:N0} bytes"),
        ];
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

    private QueryResult Build(ResultBuilder result) => result.Notes(_notes).Build();

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

    private long BytesRead() => _database.BytesRead;

    private string Text(PlannedFormula formula) => Text(formula.IsComplement ? new BoundNot(formula.Body) : formula.Body);

    private string Text(Bound formula) => _unbinder.Write(formula).ToString();

    private PlannedFormula Plan(Bound formula)
    {
        if (_planOnly)
        {
            foreach (var (pass, result) in _planner.Trace(formula))
            {
                _profile.Add("rewrite", $"{pass}: {Text(result)}");
            }
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
        ulong[] bits = Signatures.Evaluate(formula);
        long size = Signatures.Size(bits);
        if (target.Body is BoundUnit unit)
        {
            var hits = _database.Hits.Read(unit.Id);
            return new PairCounts(SignatureEvaluator.Hits(bits, hits), size, hits.Total, _database.Shards.PositionCount);
        }

        ulong[] targetBits = Signatures.Evaluate(target);
        long targetSize = Signatures.Size(targetBits);
        for (int word = 0; word < bits.Length; word++)
        {
            bits[word] &= targetBits[word];
        }

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

    private UnitHits CountBySignature(PlannedFormula formula)
    {
        if (formula is { Body: BoundUnit unit, IsComplement: false })
        {
            return _database.Hits.Read(unit.Id);
        }

        if (!formula.Body.IsPointwise)
        {
            return _database.Hits.Count([shard => _masks.Runs(formula, shard)], _cancellation)[0];
        }

        ulong[] bits = Signatures.Evaluate(formula);
        int[] signatures = Enumerable.Range(0, _database.Index.SignatureCount).Where(signature => (bits[signature >> 6] >> signature & 1) != 0).ToArray();
        long[] sizes = _database.Index.Sizes.ToArray();
        return new UnitHits(signatures, Array.ConvertAll(signatures, signature => sizes[signature]));
    }
}
