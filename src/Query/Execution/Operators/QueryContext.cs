using CompExplain.Query.Ast;
using CompExplain.Query.Binding;
using CompExplain.Query.Diagnostics;
using CompExplain.Query.Explaining;
using CompExplain.Query.Planning;
using CompExplain.Query.Scanning;
using CompExplain.Storage;

namespace CompExplain.Query.Execution.Operators;

/// <summary>What one query is bound, planned and run with.</summary>
internal sealed class QueryContext
{
    private readonly List<string> _notes = [];
    private readonly Binder _binder;
    private readonly Planner _planner;
    private Unbinder? _unbinder;
    private MaskEvaluator? _masks;
    private SignatureEvaluator? _signatures;

    /// <param name="database">The database asked.</param>
    /// <param name="names">Its concepts' names.</param>
    /// <param name="candidates">The leaves of searches over it.</param>
    /// <param name="options">The options of the query.</param>
    public QueryContext(ProbeDatabase database, ConceptNames names, CandidateTables candidates, RunOptions options)
    {
        Database = database;
        Names = names;
        Candidates = candidates;
        Options = options;
        _binder = new Binder(database, names, _notes);
        _planner = new Planner(database, options.Plan);
    }

    /// <summary>The database asked.</summary>
    public ProbeDatabase Database { get; }

    /// <summary>Its concepts' names.</summary>
    public ConceptNames Names { get; }

    /// <summary>The leaves of searches over it.</summary>
    public CandidateTables Candidates { get; }

    /// <summary>The options of the query.</summary>
    public RunOptions Options { get; }

    /// <summary>What answers EXPLAIN; null if nothing does.</summary>
    public IExplainer? Explainer { get; init; }

    /// <summary>The engine that the explainer asks; given with <see cref="Explainer"/>.</summary>
    public ICountingEngine? Engine { get; init; }

    /// <summary>Cancels the query.</summary>
    public CancellationToken Cancellation => Options.Cancellation;

    /// <summary>What the person should know of the answer.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>The data that the query would use and that the database is without.</summary>
    public IReadOnlyCollection<MissingData> Missing => _binder.Missing;

    /// <summary>The number of positions.</summary>
    public long PositionCount => Database.Shards.PositionCount;

    /// <summary>Bytes read from the file since it was opened.</summary>
    public long BytesRead => Database.BytesRead;

    /// <summary>Rewrites formulas and chooses where they are counted.</summary>
    public Planner Planner => _planner;

    /// <summary>Runs formulas over the masks.</summary>
    public MaskEvaluator Masks => _masks ??= new MaskEvaluator(Database, Cancellation);

    /// <summary>Runs formulas over the signature index.</summary>
    public SignatureEvaluator Signatures => _signatures ??= new SignatureEvaluator(Database.Index);

    /// <summary>Binds a formula.</summary>
    /// <param name="formula">The formula.</param>
    /// <param name="holes">Whether it may have holes.</param>
    /// <exception cref="QueryException">A name is unknown, or something cannot be asked of this database.</exception>
    public Bound Bind(Formula formula, bool holes = false) => _binder.Bind(formula, holes);

    /// <summary>The text of a formula, as a person would write it.</summary>
    /// <param name="formula">The formula.</param>
    public string Write(Bound formula) => (_unbinder ??= new Unbinder(Database, Names)).Write(formula).ToString();

    /// <summary>Adds a note.</summary>
    /// <param name="note">A sentence about the answer.</param>
    public void Note(string note) => _notes.Add(note);

    /// <summary>An error at a place of the query.</summary>
    /// <param name="node">The place.</param>
    /// <param name="message">One sentence without a full stop.</param>
    /// <param name="hints">What would help, a line each.</param>
    public static QueryException Fail(SyntaxNode node, string message, params ReadOnlySpan<string> hints) =>
        new(new Diagnostic(message, node.Span, hints));
}
