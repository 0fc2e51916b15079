using CompExplain.Query.Ast;
using CompExplain.Query.Explaining;
using CompExplain.Query.Results;
using CompExplain.Storage.Results;

namespace CompExplain.Query.Execution;

/// <content>EXPLAIN ... CERTIFY: what is proved about the best of each length.</content>
internal sealed partial class StatementRunner
{
    private IReadOnlyList<Explanation> Certify(ExplainRequest request, IReadOnlyList<Explanation> found, CertifyClause clause)
    {
        var within = clause.WithinSeconds is { } seconds ? TimeSpan.FromSeconds(Math.Min(seconds, TimeSpan.MaxValue.TotalSeconds / 2)) : (TimeSpan?)null;
        var certified = Step(
            "certificates",
            request.Options.ProofScope,
            "index",
            null,
            () => _explainer!.Certify(new CertifyRequest(request, found, new CertificateOptions { Within = within, Clock = _clock }), _cancellation),
            all => all.Sum(each => each.Certificate!.Expanded),
            found);
        if (certified.Any(each => each.Certificate?.BeamScore is not null))
        {
            _notes.Add("the beam search missed a formula that the proof found: beamScore is what it had");
        }

        if (certified.Count > 0)
        {
            _notes.Add("certificates are over " + request.Options.ProofScope);
        }

        return certified;
    }

    private static void AddCertificateColumns(ResultBuilder result) => result.Column("certificate", ColumnKind.Text).Column("bound", ColumnKind.Score)
        .Column("expanded", ColumnKind.Integer).Column("provedAway", ColumnKind.Integer).Column("beamScore", ColumnKind.Score);

    private static object?[] CertificateValues(Explanation explanation) => explanation.Certificate is { } certificate
        ? [explanation.IsOptimal ? "optimal" : "at most", certificate.Bound, certificate.Expanded, certificate.ProvedAway, certificate.BeamScore]
        : new object?[5];
}
