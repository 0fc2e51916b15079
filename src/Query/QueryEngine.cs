using System.Diagnostics.CodeAnalysis;
using CompExplain.Query.Ast;
using CompExplain.Query.Binding;
using CompExplain.Query.Diagnostics;
using CompExplain.Query.Execution;
using CompExplain.Query.Execution.Operators;
using CompExplain.Query.Execution.Statements;
using CompExplain.Query.Explaining;
using CompExplain.Query.Parsing;
using CompExplain.Query.Planning;
using CompExplain.Query.Results;
using CompExplain.Query.Scanning;
using CompExplain.Storage;
using CompExplain.Storage.Catalog;
using CompExplain.Storage.Files;
using CompExplain.Storage.Results;
using CompExplain.Storage.Signatures;

namespace CompExplain.Query;

/// <summary>
/// Answers queries over a probe database: text goes to a syntax tree, to formulas whose names are resolved, to a plan, and to
/// rows. The search asks its counts here too: there is no second evaluator.
/// </summary>
public sealed class QueryEngine : ICountingEngine
{
    // A search's formulas are made of concepts, so the index has them, and every count is of a formula near another.
    private static readonly PlanOptions ByIndex = new() { Path = EvaluationPath.Index };

    private readonly IExplainer? _explainer;
    private readonly Lazy<ConceptNames> _names;
    private readonly Lazy<CandidateTables> _candidates;

    /// <summary>Makes an engine over a database, which stays its caller's.</summary>
    /// <param name="database">The database.</param>
    /// <param name="explainer">What answers EXPLAIN; without it such a query is refused.</param>
    public QueryEngine(ProbeDatabase database, IExplainer? explainer = null)
    {
        ArgumentNullException.ThrowIfNull(database);
        Database = database;
        _explainer = explainer;
        _names = new(() => new ConceptNames(database));
        _candidates = new(() => new CandidateTables(database, _names.Value));
    }

    /// <summary>The database asked.</summary>
    public ProbeDatabase Database { get; }

    /// <summary>Answers a query.</summary>
    /// <param name="text">The query.</param>
    /// <param name="options">The options of the query.</param>
    /// <exception cref="QueryException">The query cannot be read or answered; it says where and why.</exception>
    /// <exception cref="StorageException">The database is damaged or cannot be read.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public QueryResult Run(string text, RunOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        return StatementTypes.Of(QueryParser.Parse(text)).Plan(Context(options)).Run();
    }

    /// <summary>Answers a query, or says why it cannot.</summary>
    /// <param name="text">The query.</param>
    /// <param name="result">The answer.</param>
    /// <param name="diagnostic">Why there is none.</param>
    /// <param name="options">The options of the query.</param>
    /// <returns>Whether there is an answer.</returns>
    /// <exception cref="StorageException">The database is damaged or cannot be read.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public bool TryRun(
        string text,
        [NotNullWhen(true)] out QueryResult? result,
        [NotNullWhen(false)] out Diagnostic? diagnostic,
        RunOptions? options = null)
    {
        try
        {
            result = Run(text, options);
            diagnostic = null;
            return true;
        }
        catch (QueryException error)
        {
            result = null;
            diagnostic = error.Diagnostic;
            return false;
        }
    }

    /// <summary>Counts a target and a formula.</summary>
    /// <param name="target">The target: a unit, or any formula.</param>
    /// <param name="formula">The formula.</param>
    /// <param name="options">The options of the query.</param>
    /// <exception cref="QueryException">A name is unknown, or something cannot be asked of this database.</exception>
    public PairCounts Count(Formula target, Formula formula, RunOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(formula);
        var context = Context(options);
        return Result(new CountPairOperator(context, context.Bind(target), context.Bind(formula)));
    }

    /// <inheritdoc/>
    public PairCounts CountByIndex(Formula target, Formula formula, CancellationToken cancellation) =>
        Count(target, formula, new RunOptions { Plan = ByIndex, Cancellation = cancellation });

    /// <summary>What IoU a formula gets with a target by chance.</summary>
    /// <param name="target">The target: a unit, or any formula.</param>
    /// <param name="formula">The formula.</param>
    /// <param name="options">How many shifts, and by which seed.</param>
    /// <param name="cancellation">Cancels it.</param>
    /// <exception cref="QueryException">A name is unknown, or something cannot be asked of this database.</exception>
    public ChanceLevel Chance(Formula target, Formula formula, HonestyOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(formula);
        ArgumentNullException.ThrowIfNull(options);
        var context = Context(new RunOptions { Cancellation = cancellation });
        return Result(new CyclicShiftOperator(context, context.Bind(target), context.Bind(formula), options));
    }

    /// <summary>Some of the inputs, as a data set of their own.</summary>
    /// <param name="has">Whether an input, by its number, is one of them.</param>
    /// <param name="cancellation">Cancels it.</param>
    public InputSubset Subset(Func<int, bool> has, CancellationToken cancellation = default) =>
        SubsetCounting.Subset(Database, has, cancellation);

    /// <summary>
    /// Counts the parts of masks that lie in some of the inputs, by their signatures. The positions are gone through once.
    /// </summary>
    /// <param name="targets">The masks: units, or any formulas.</param>
    /// <param name="inputs">The inputs.</param>
    /// <param name="cancellation">Cancels it.</param>
    /// <exception cref="QueryException">A name is unknown, or something cannot be asked of this database.</exception>
    public IReadOnlyList<UnitHits> CountBySignature(
        IReadOnlyList<Formula> targets, InputSubset inputs, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentNullException.ThrowIfNull(inputs);
        var context = Context(new RunOptions { Cancellation = cancellation });
        return targets.Count == 0
            ? []
            : Result(new CountInSubsetOperator(context, targets.Select(target => context.Bind(target)), inputs));
    }

    /// <summary>
    /// Counts units whose masks are shifted by a number of inputs each, drawn by a seed, so that only chance joins them to
    /// concepts: a mask keeps its size and its shape on an input.
    /// </summary>
    /// <param name="units">The units.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="cancellation">Cancels it.</param>
    /// <returns>Their positions in each signature, in their order; each is counted when it is asked for.</returns>
    /// <exception cref="ArgumentException">There are fewer than two inputs, so no shift.</exception>
    public IEnumerable<UnitHits> CountShifted(
        IReadOnlyList<Unit> units, int seed, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(units);
        return Database.Dataset.InputCount > 1
            ? ShiftedCounting.Count(Database, units, seed, cancellation)
            : throw new ArgumentException("one input cannot be shifted", nameof(units));
    }

    /// <summary>How many positions of a formula each input has.</summary>
    /// <param name="formula">The formula.</param>
    /// <param name="options">The options of the query.</param>
    /// <returns>A count an input; the caller owns it.</returns>
    /// <exception cref="QueryException">A name is unknown, or something cannot be asked of this database.</exception>
    public long[] CountByInput(Formula formula, RunOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(formula);
        var context = Context(options);
        return Result(new CountByInputOperator(context, context.Bind(formula)));
    }

    /// <summary>Where in an input a formula is true.</summary>
    /// <param name="formula">The formula.</param>
    /// <param name="input">The input, from 0.</param>
    /// <param name="options">The options of the query.</param>
    /// <returns>A value a position of the input, row by row; the caller owns it.</returns>
    /// <exception cref="QueryException">A name is unknown, or something cannot be asked of this database.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such input.</exception>
    public bool[] MaskOn(Formula formula, int input, RunOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(formula);
        ArgumentOutOfRangeException.ThrowIfNegative(input);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(input, Database.Dataset.InputCount);
        var context = Context(options);
        return Result(new MaskOnOperator(context, context.Bind(formula), input));
    }

    /// <summary>The inputs that have the most of a formula, those with none left out.</summary>
    /// <param name="formula">
    /// The formula. If it is a unit of a text layer with stored activations, they order inputs with equally many positions.
    /// </param>
    /// <param name="count">How many.</param>
    /// <param name="options">The options of the query.</param>
    /// <exception cref="QueryException">A name is unknown, or something cannot be asked of this database.</exception>
    public IReadOnlyList<RankedInput> TopInputs(Formula formula, int count, RunOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(formula);
        var context = Context(options);
        var bound = context.Bind(formula);
        var counts = new CountByInputOperator(context, bound);
        var ranks = new RankInputsOperator(context, bound, counts, count);
        Result(counts);
        return Result(ranks);
    }

    /// <summary>How a concept is written in a formula.</summary>
    /// <param name="concept">The concept.</param>
    public NameFormula Reference(Concept concept) => _names.Value.Reference(concept);

    /// <summary>The names of all concepts as they are written, for completion.</summary>
    public IEnumerable<string> ConceptSpellings() => _names.Value.Spellings();

    /// <summary>The leaves that a search may use, with their rows; made once for the same options.</summary>
    /// <param name="options">Which leaves.</param>
    public CandidateTable Candidates(CandidateOptions? options = null) =>
        _candidates.Value.Of(options ?? CandidateOptions.Default);

    /// <summary>The leaves that a search over some of the inputs may use, with their rows there.</summary>
    /// <param name="options">Which leaves.</param>
    /// <param name="inputs">The inputs.</param>
    public CandidateTable Candidates(CandidateOptions options, InputSubset inputs)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(inputs);
        return new CandidateTable(inputs.Index, _candidates.Value.Find(options));
    }

    private static T Result<T>(Operator<T> work)
    {
        work.Execute();
        return work.Result;
    }

    private QueryContext Context(RunOptions? options) =>
        new(Database, _names.Value, _candidates.Value, options ?? RunOptions.Default) { Explainer = _explainer, Engine = this };
}
