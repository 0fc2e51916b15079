using CompExplain.Query.Ast;
using CompExplain.Query.Binding;
using CompExplain.Query.Execution.Operators;
using CompExplain.Query.Explaining;
using CompExplain.Storage.Results;

namespace CompExplain.Query.Execution.Statements;

/// <summary>EXPLAIN: the search for the formula of a target, with proofs and checks of what it finds.</summary>
internal sealed class ExplainStatement : IStatement
{
    private readonly ExplainQuery _query;

    public ExplainStatement(ExplainQuery query) => _query = query;

    /// <inheritdoc/>
    public StatementPlan Plan(QueryContext context)
    {
        var options = Options(context);
        var bound = context.Bind(_query.Target);
        var target = new TargetOperator(context, bound);
        var offered = options.Candidates with { Excluded = ConceptsOf(bound) };
        if (offered.Excluded.Count > 0)
        {
            context.Note("the concepts of the target are left out of the search, since they would explain it by itself");
        }

        var candidates = new CandidatesOperator(context, offered);
        var search = new BeamSearchOperator(context, target, candidates, options);
        List<Operator> operators = [target, candidates, search];
        Operator<IReadOnlyList<Explanation>> found = search;
        if (_query.Certify is { } certify)
        {
            found = new CertificatesOperator(context, search, options.ProofScope, certify);
            operators.Add(found);
        }

        HonestyOperator? honesty = null;
        if (_query.Honest is { } clause)
        {
            honesty = new HonestyOperator(context, _query, search, found, offered, HonestyOptionsOf(context, clause));
            operators.Add(honesty);
        }

        return new StatementPlan(context, operators, () =>
        {
            AddNotes(context, options, target, found.Result);
            return new ExplanationRows(_query, options.Scorer).Of(found.Result, honesty?.Result);
        });
    }

    private static HashSet<int> ConceptsOf(Bound target) =>
        target.IsPointwise ? [.. target.Leaves().OfType<BoundConcept>().Select(leaf => leaf.Concept.Id)] : [];

    private SearchOptions Options(QueryContext context)
    {
        if (context.Explainer is null)
        {
            throw QueryContext.Fail(_query, "there is no search here to EXPLAIN with");
        }

        var options = new SearchOptions
        {
            Length = _query.Length ?? SearchOptions.Default.Length,
            Beam = _query.Beam ?? SearchOptions.Default.Beam,
            Scorer = _query.Scorer ?? SearchOptions.Default.Scorer,
            Grammar = _query.Grammar ?? SearchOptions.Default.Grammar,
        };
        if (options.Check(option => option.ToUpperInvariant()) is { } problem)
        {
            throw QueryContext.Fail(_query, problem);
        }

        if (options.Scorer.Caution() is { } caution)
        {
            context.Note(caution);
        }

        return _query.Certify is not null && options.ProofRefusal is { } refusal
            ? throw QueryContext.Fail(_query, refusal)
            : options;
    }

    private HonestyOptions HonestyOptionsOf(QueryContext context, HonestClause clause)
    {
        var split = clause.HeldOut is null
            ? null
            : (BoundInputs)context.Bind(new SplitFormula(clause.HeldOut) { Span = _query.Span });
        return new HonestyOptions { HeldOut = split?.Value };
    }

    private void AddNotes(QueryContext context, SearchOptions options, TargetOperator target, IReadOnlyList<Explanation> found)
    {
        if (found.Any(each => each.Certificate?.BeamScore is not null))
        {
            context.Note("the beam search missed a formula that the proof found: beamScore is what it had");
        }

        if (_query.Certify is not null && found.Count > 0)
        {
            context.Note("certificates are over " + options.ProofScope);
        }

        if (found.Count == 0)
        {
            context.Note(
                target.Result.Total == 0 ? "the target has no positions, so nothing explains it" : "no formula scores above 0");
        }
    }
}
