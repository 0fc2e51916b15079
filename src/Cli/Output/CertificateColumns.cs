using System.Globalization;
using CompExplain.Query.Results;
using CompExplain.Storage.Results;

namespace CompExplain.Cli.Output;

/// <summary>
/// The columns of certificates: of the best formula, and of every length as a list in JSON and one text elsewhere.
/// </summary>
internal static class CertificateColumns
{
    public static void Add(ResultBuilder answer, OutputFormat format) => answer
        .Column("certificate", ColumnKind.Text).Column("bound", ColumnKind.Score)
        .Column("certificates", format == OutputFormat.Json ? ColumnKind.Nested : ColumnKind.Text);

    public static object?[] Values(UnitExplanations unit, OutputFormat format) => Certified(unit) is not [.., var best] all
        ? new object?[3]
        :
        [
            Word(best),
            best.Certificate!.Bound,
            format == OutputFormat.Json ? List(unit) : string.Join("; ", all.Select(Text)),
        ];

    /// <summary>The number of certificates of each kind, and the time that they took.</summary>
    public static string Summary(IReadOnlyList<UnitExplanations> units, TimeSpan time)
    {
        var all = units.SelectMany(Certified).ToList();
        var certificates = all.ConvertAll(each => each.Certificate!);
        int optimal = all.Count(each => each.IsOptimal), better = certificates.Count(each => each.BeamScore is not null);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{optimal:N0} of {all.Count:N0} explanations are optimal for their length; "
                + $"the proofs found {better:N0} that the beam had missed; "
                + $"{certificates.Sum(each => each.Expanded):N0} states looked into, "
                + $"{certificates.Sum(each => each.ProvedAway):N0} proved away, in {time.TotalSeconds:N1} s");
    }

    public static QueryResult List(UnitExplanations unit)
    {
        var list = new ResultBuilder()
            .Column("length", ColumnKind.Integer)
            .Column("formula", ColumnKind.Text)
            .Column("score", ColumnKind.Score)
            .Column("certificate", ColumnKind.Text)
            .Column("bound", ColumnKind.Score)
            .Column("expanded", ColumnKind.Integer)
            .Column("provedAway", ColumnKind.Integer)
            .Column("beamScore", ColumnKind.Score);
        foreach (var each in Certified(unit))
        {
            var (bound, expanded, provedAway, beamScore) = each.Certificate!;
            list.Row((long)each.Length, each.Formula, each.Score, Word(each), bound, expanded, provedAway, beamScore);
        }

        return list.Build();
    }

    private static List<Explanation> Certified(UnitExplanations unit) =>
        [.. unit.ByLength.Where(each => each.Certificate is not null)];

    private static string Word(Explanation each) => each.IsOptimal ? "optimal" : "at most";

    private static string Text(Explanation each) => string.Create(
        CultureInfo.InvariantCulture,
        $"{each.Length}: {(each.IsOptimal ? "optimal" : $"at most {Up(each.Certificate!.Bound):F4}")}"
            + $"{(each.Certificate!.BeamScore is { } beam ? $" (the beam had {beam:F4})" : null)}");

    // A bound must not be rounded down.
    private static double Up(double bound) => Math.Min(1, Math.Ceiling(bound * 1e4) / 1e4);
}
