using System.Globalization;
using CompExplain.Cli.Output;
using CompExplain.Query.Results;
using CompExplain.Search;
using CompExplain.Storage.Results;

namespace CompExplain.Cli.Commands;

/// <summary>What is proved about explanations, as columns: of the answer, and of every length as a list in JSON and one text elsewhere.</summary>
internal static class CertificateColumns
{
    public static void Add(Answer answer, OutputFormat format) => answer.Column("certificate", ColumnKind.Text).Column("bound", ColumnKind.Score)
        .Column("certificates", format == OutputFormat.Json ? ColumnKind.Nested : ColumnKind.Text);

    public static object?[] Values(UnitExplanation unit, OutputFormat format)
    {
        var all = Pairs(unit);
        if (all.Count == 0)
        {
            return new object?[3];
        }

        return
        [
            Word(all[^1].Found, all[^1].Proved),
            all[^1].Proved.Bound,
            format == OutputFormat.Json ? List(all) : string.Join("; ", all.Select(each => Text(each.Found, each.Proved))),
        ];
    }

    /// <summary>How many certificates say what, and the time it took.</summary>
    public static string Summary(IReadOnlyList<UnitExplanation> units, TimeSpan time)
    {
        var all = units.SelectMany(Pairs).ToList();
        int optimal = all.Count(each => each.Proved.Bound <= each.Found.Score), better = all.Count(each => each.Proved.BeamScore is not null);
        return string.Create(CultureInfo.InvariantCulture, $"{optimal:N0} of {all.Count:N0} explanations are optimal for their length; the proofs found {better:N0} that the beam had missed; {all.Sum(each => each.Proved.Expanded):N0} states looked into, {all.Sum(each => each.Proved.ProvedAway):N0} proved away, in {time.TotalSeconds:N1} s");
    }

    private static List<(ExplanationRecord Found, CertificateRecord Proved)> Pairs(UnitExplanation unit) =>
        [.. unit.ByLength.Join(unit.Certificates, found => found.Length, proved => proved.Length, (found, proved) => (found, proved))];

    private static string Word(ExplanationRecord found, CertificateRecord proved) => proved.Bound <= found.Score ? "optimal" : "at most";

    private static string Text(ExplanationRecord found, CertificateRecord proved) => string.Create(
        CultureInfo.InvariantCulture,
        $"{found.Length}: {(proved.Bound <= found.Score ? "optimal" : $"at most {Up(proved.Bound):F4}")}{(proved.BeamScore is { } beam ? $" (the beam had {beam:F4})" : null)}");

    // A bound that is rounded down would be none.
    private static double Up(double bound) => Math.Min(1, Math.Ceiling(bound * 1e4) / 1e4);

    public static QueryResult List(UnitExplanation unit) => List(Pairs(unit));

    private static QueryResult List(List<(ExplanationRecord Found, CertificateRecord Proved)> all)
    {
        var list = new Answer().Column("length", ColumnKind.Integer).Column("formula", ColumnKind.Text).Column("score", ColumnKind.Score)
            .Column("certificate", ColumnKind.Text).Column("bound", ColumnKind.Score)
            .Column("expanded", ColumnKind.Integer).Column("provedAway", ColumnKind.Integer).Column("beamScore", ColumnKind.Score);
        foreach (var (found, proved) in all)
        {
            list.Row((long)found.Length, found.Formula, found.Score, Word(found, proved), proved.Bound, proved.Expanded, proved.ProvedAway, proved.BeamScore);
        }

        return list.Build();
    }
}
