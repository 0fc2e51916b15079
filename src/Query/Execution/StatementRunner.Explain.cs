using CompExplain.Query.Ast;
using CompExplain.Query.Binding;
using CompExplain.Query.Explaining;
using CompExplain.Query.Results;
using CompExplain.Query.Scanning;
using CompExplain.Storage.Signatures;

namespace CompExplain.Query.Execution;

/// <content>EXPLAIN: the search for a formula.</content>
internal sealed partial class StatementRunner
{
    private QueryResult Explain(ExplainQuery query)
    {
        if (_explainer is null)
        {
            throw Fail(query, "there is no search here to EXPLAIN with");
        }

        var options = new SearchOptions
        {
            Length = query.Length ?? SearchOptions.Default.Length,
            Beam = query.Beam ?? SearchOptions.Default.Beam,
            Scorer = query.Scorer ?? SearchOptions.Default.Scorer,
            Grammar = query.Grammar ?? SearchOptions.Default.Grammar,
        };
        var scorer = options.Scorer;
        if (options.Check(option => option.ToUpperInvariant()) is { } problem)
        {
            throw Fail(query, problem);
        }

        if (scorer.Caution() is { } caution)
        {
            _notes.Add(caution);
        }

        if (query.Certify is not null && options.ProofRefusal is { } refusal)
        {
            throw Fail(query, refusal);
        }

        var bound = _binder.Bind(query.Target);
        var target = Plan(bound);
        var excluded = new HashSet<int>();
        if (bound.IsPointwise)
        {
            excluded = bound.Leaves().OfType<BoundConcept>().Select(concept => concept.Id).ToHashSet();
            if (excluded.Count > 0)
            {
                _notes.Add("the concepts of the target are left out of the search, since they would explain it by itself");
            }
        }

        var hits = Step("target by signature", Text(target), "index", target.EstimatedSize, () => CountBySignature(target), found => found.Total, new UnitHits([], []));
        var offered = options.Candidates with { Excluded = excluded };
        var candidates = Step<CandidateTable?>(
            "candidates", "concepts, and on text their neighbourhoods", "index", _database.Concepts.Count,
            () => _engine.Candidates(offered), table => table!.Candidates.Count, null);
        var request = new ExplainRequest(hits, candidates!, options);
        var found = Step(
            "beam search",
            $"length {options.Length}, beam {options.Beam}, {scorer.NameOf()}{(options.Grammar == SearchGrammar.Full ? ", full grammar" : null)}",
            candidates is null ? "index" : ExtensionScan.For(candidates).Method,
            null,
            () => _explainer.Explain(request, _cancellation),
            all => all.Count,
            []);
        if (query.Certify is { } certify)
        {
            found = Certify(request, found, certify);
        }

        var result = new ResultBuilder().Column("target", ColumnKind.Text).Column("length", ColumnKind.Integer).Column("formula", ColumnKind.Text);
        if (scorer != Ast.Score.Iou)
        {
            result.Column(ColumnName(scorer), ColumnKind.Score);
        }

        result.Column("iou", ColumnKind.Score).Column("hits", ColumnKind.Integer).Column("size", ColumnKind.Integer).Column("targetSize", ColumnKind.Integer);
        if (query.Certify is not null)
        {
            AddCertificateColumns(result);
        }

        var honesty = query.Honest is null ? null : CheckHonesty(query.Honest, query, found, request, offered);
        if (honesty is not null)
        {
            AddHonestyColumns(result);
        }

        for (int i = 0; i < found.Count; i++)
        {
            var each = found[i];
            var row = new List<object?> { query.Target.ToString(), (long)each.Length, honesty?[i].Formula ?? each.Formula };
            if (scorer != Ast.Score.Iou)
            {
                row.Add(PairScore.Of(scorer, each.Counts));
            }

            row.AddRange([PairScore.Iou(each.Counts), each.Counts.Hits, each.Counts.Size, each.Counts.TargetSize]);
            if (query.Certify is not null)
            {
                row.AddRange(CertificateValues(each));
            }

            if (honesty is not null)
            {
                row.AddRange(HonestyValues(honesty[i]));
            }

            result.Row([.. row]);
        }

        if (found.Count == 0 && !_planOnly)
        {
            _notes.Add(hits.Total == 0 ? "the target has no positions, so nothing explains it" : "no formula scores above 0");
        }

        return Build(result);
    }
}
