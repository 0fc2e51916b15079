namespace CompExplain.Query.Ast;

/// <summary>
/// What one can ask: a query, and what <c>LET</c> and <c>DROP</c> do. Immutable, equal by structure;
/// <see cref="ToString"/> is the canonical text, which parses back to an equal statement.
/// </summary>
public abstract record Statement : SyntaxNode
{
    private protected Statement()
    {
    }

    /// <summary>The canonical text.</summary>
    public sealed override string ToString() => StatementPrinter.Print(this);
}

/// <summary><c>IOU(unit 483, water), COUNT(water)</c>: one row of scores.</summary>
/// <param name="Calls">The scores, at least one.</param>
public sealed record ScoreQuery(EquatableList<ScoreCall> Calls) : Statement
{
    /// <summary>The scores, at least one.</summary>
    public EquatableList<ScoreCall> Calls { get; init; } = Require.NotEmpty(Calls, nameof(Calls));
}

/// <summary>A bare formula: its size, share, number of inputs, and the inputs that have the most of it.</summary>
/// <param name="Formula">The formula.</param>
public sealed record MaskQuery(Formula Formula) : Statement;

/// <summary><c>COUNT(unit 483) GROUP BY category</c>.</summary>
/// <param name="Formula">The formula counted. Its <see cref="SyntaxNode.Span"/> is the formula's own.</param>
/// <param name="Column">What the rows are grouped by, as written. The statement's span is where it stood.</param>
public sealed record GroupQuery(Formula Formula, string Column) : Statement;

/// <summary><c>TOP 10 concepts BY IOU(unit 483, water OR ?) WHERE category = object</c>.</summary>
/// <param name="Count">How many rows, from 0.</param>
/// <param name="Subject">What is ranked.</param>
/// <param name="By">The scores, at least one: the first ranks, the others are shown, and break ties.</param>
/// <param name="Where">The conditions, all of which must hold; possibly none.</param>
public sealed record TopQuery(int Count, TopSubject Subject, EquatableList<ScoreCall> By, EquatableList<Condition> Where)
    : Statement
{
    /// <summary>How many rows, from 0.</summary>
    public int Count { get; init; } = Require.NotNegative(Count, nameof(Count));

    /// <summary>The scores, at least one: the first ranks, the others are shown, and break ties.</summary>
    public EquatableList<ScoreCall> By { get; init; } = Require.NotEmpty(By, nameof(By));
}

/// <summary><c>EXPLAIN unit 483 LENGTH 10 BEAM 10</c>: search for the formula that describes a unit best.</summary>
/// <param name="Target">What is explained: a unit, or any formula.</param>
/// <param name="Length">The most leaves, from 0; null for the default.</param>
/// <param name="Beam">The width of the beam, from 0; null for the default.</param>
/// <param name="Scorer">What the search maximises, a score of a pair; null for the default, IoU.</param>
/// <param name="Grammar">Which formulas are searched; null for the default.</param>
/// <param name="Certify">Whether, and how long, to prove the answer; null for not.</param>
/// <param name="Honest">Whether, and how, to check how far the answer can be trusted; null for not.</param>
public sealed record ExplainQuery(
    Formula Target,
    int? Length = null,
    int? Beam = null,
    Score? Scorer = null,
    SearchGrammar? Grammar = null,
    CertifyClause? Certify = null,
    HonestClause? Honest = null) : Statement
{
    /// <summary>The most leaves, from 0; null for the default.</summary>
    public int? Length { get; init; } = Length is { } length ? Require.NotNegative(length, nameof(Length)) : null;

    /// <summary>The width of the beam, from 0; null for the default.</summary>
    public int? Beam { get; init; } = Beam is { } beam ? Require.NotNegative(beam, nameof(Beam)) : null;

    /// <summary>What the search maximises, a score of a pair; null for the default, IoU.</summary>
    public Score? Scorer { get; init; } = Scorer is not { } scorer || scorer.IsOfPair()
        ? Scorer
        : throw new ArgumentException("must be a score of a pair", nameof(Scorer));
}

/// <summary><c>LET wet = water OR river</c>: names a formula in the database. The span is the name's.</summary>
/// <param name="Name">The name, without a category.</param>
/// <param name="Formula">The formula.</param>
public sealed record LetQuery(string Name, Formula Formula) : Statement;

/// <summary><c>DROP wet</c>: removes a named formula. The span is the name's.</summary>
/// <param name="Name">The name, without a category.</param>
public sealed record DropQuery(string Name) : Statement;

/// <summary><c>SHOW concepts LIKE "sw%" ORDER BY size DESC LIMIT 20</c>: lists what the database holds.</summary>
/// <param name="Subject">What is listed.</param>
/// <param name="Like">A pattern for the name, in which <c>%</c> is any text and <c>_</c> any character; null for all.</param>
/// <param name="Where">The conditions, all of which must hold; possibly none.</param>
/// <param name="OrderBy">The order; possibly none.</param>
/// <param name="Limit">The most rows, from 0; null for all.</param>
public sealed record ShowQuery(
    ShowSubject Subject,
    string? Like,
    EquatableList<Condition> Where,
    EquatableList<Ordering> OrderBy,
    int? Limit = null) : Statement
{
    /// <summary>Everything of a kind.</summary>
    /// <param name="subject">What is listed.</param>
    public ShowQuery(ShowSubject subject)
        : this(subject, null, [], [])
    {
    }

    /// <summary>The most rows, from 0; null for all.</summary>
    public int? Limit { get; init; } = Limit is { } limit ? Require.NotNegative(limit, nameof(Limit)) : null;
}

/// <summary><c>PLAN query</c>: how the query will be answered, without answering it.</summary>
/// <param name="Inner">The query; not itself a <see cref="PlanQuery"/> or <see cref="ProfileQuery"/>.</param>
public sealed record PlanQuery(Statement Inner) : Statement
{
    /// <summary>The query; not itself a <see cref="PlanQuery"/> or <see cref="ProfileQuery"/>.</summary>
    public Statement Inner { get; init; } = Unnested(Inner);

    internal static Statement Unnested(Statement inner) => inner is not (PlanQuery or ProfileQuery)
        ? inner
        : throw new ArgumentException("PLAN and PROFILE do not nest", nameof(inner));
}

/// <summary><c>PROFILE query</c>: answers the query, and adds what was measured.</summary>
/// <param name="Inner">The query; not itself a <see cref="PlanQuery"/> or <see cref="ProfileQuery"/>.</param>
public sealed record ProfileQuery(Statement Inner) : Statement
{
    /// <summary>The query; not itself a <see cref="PlanQuery"/> or <see cref="ProfileQuery"/>.</summary>
    public Statement Inner { get; init; } = PlanQuery.Unnested(Inner);
}
