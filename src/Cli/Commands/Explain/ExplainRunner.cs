using System.Globalization;
using CompExplain.Analysis.Layers;
using CompExplain.Cli.Output;
using CompExplain.Query;
using CompExplain.Query.Ast;
using CompExplain.Query.Execution.Statements;
using CompExplain.Query.Explaining;
using CompExplain.Query.Results;
using CompExplain.Search;
using CompExplain.Storage;
using CompExplain.Storage.Catalog;
using CompExplain.Storage.Files;
using CompExplain.Storage.Results;

namespace CompExplain.Cli.Commands.Explain;

/// <summary>Searches a layer and prints a row for each unit.</summary>
internal sealed class ExplainRunner
{
    private readonly Terminal _terminal;

    public ExplainRunner(Terminal terminal) => _terminal = terminal;

    public string? Layer { get; init; }

    public IReadOnlyList<int>? Units { get; init; }

    public SearchOptions Options { get; init; } = SearchOptions.Default;

    public bool Restart { get; init; }

    public HonestyOptions? Honesty { get; init; }

    /// <summary>The options of the proofs; null for none.</summary>
    public CertificateOptions? Certificates { get; init; }

    public bool ByIou { get; init; }

    public int? Limit { get; init; }

    public OutputFormat Format { get; init; }

    public int Run(string path)
    {
        if (Options.Scorer.Caution() is { } caution)
        {
            Talk.Note(_terminal, caution);
        }

        using var database = ProbeDatabase.Open(path);
        string layer = StoredRuns.ChooseLayer(database, Layer).Name;
        if (Options.Check(Arguments.Flag, database.Concepts) is { } unknownCategory)
        {
            throw new CommandException(unknownCategory);
        }

        var engine = new QueryEngine(database, new BeamExplainer());
        var result = Search(engine, layer);
        if (Certificates is not null)
        {
            result = Certify(new LayerCertificates(engine), layer, result, Certificates);
        }

        if (Honesty is not null)
        {
            result = Check(new LayerHonesty(engine), layer, result, Honesty);
        }

        ResultPrinter.Print(Rows(result), Format, _terminal);
        return ExitCode.Of(result.Units.Any(unit => unit.Best is not null));
    }

    private static string Amount(int count, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {what}{(count == 1 ? string.Empty : "s")}");

    private static string Some(IReadOnlyList<Unit> units)
    {
        const int shown = 10;
        string numbers = string.Join(", ", units.Take(shown).Select(unit => unit.Number));
        return units.Count > shown ? $"{numbers}, ..." : numbers;
    }

    private LayerSearchResult Search(QueryEngine engine, string layer)
    {
        var result = Report(
            $"units of {layer}",
            (done, all) => $"{done} of {all} done and stored",
            progress => new LayerSearch(engine).Run(layer, Units, Options, Restart, progress, _terminal.Cancellation));
        if (result.Resumed > 0)
        {
            string were = result.Resumed == 1 ? "was" : "were";
            Talk.Note(_terminal, $"{Amount(result.Resumed, "unit")} {were} done before; --restart searches again");
        }

        if (result.NotAnalysed.Count > 0)
        {
            string fewer = Amount(Options.MinimumInputsOf(engine.Database.Dataset), "input");
            Talk.Note(
                _terminal,
                $"{Amount(result.NotAnalysed.Count, "unit")} not analysed, active on fewer than {fewer} (--min-inputs): "
                    + Some(result.NotAnalysed));
        }

        return result;
    }

    /// <summary>Runs a step with progress; if it is cancelled, says what is stored.</summary>
    /// <param name="step">The step's name.</param>
    /// <param name="stored">What is stored, from how many units of how many are done.</param>
    /// <param name="work">The step.</param>
    private T Report<T>(string step, Func<string, string, string> stored, Func<IProgress<SearchProgress>, T> work)
    {
        int done = 0, total = 0;
        try
        {
            return ProgressDisplay.Run(_terminal, display => work(new Relay<SearchProgress>(each =>
            {
                (done, total) = (each.Done, each.Total);
                display?.Report(new StepProgress(step, each.Done, each.Total));
            })));
        }
        catch (OperationCanceledException)
        {
            string kept = stored(done.ToString("N0", CultureInfo.InvariantCulture), Amount(total, "unit"));
            Talk.Say(_terminal, $"stopped: {kept}; the same command resumes");
            throw;
        }
    }

    private LayerSearchResult Certify(
        LayerCertificates proofs, string layer, LayerSearchResult found, CertificateOptions certificates)
    {
        long start = certificates.Clock.GetTimestamp();
        found = Report(
            $"proofs for {layer}",
            (done, all) => $"certificates of {done} of {all} are stored",
            progress => proofs.Run(found, Options, certificates, progress, _terminal.Cancellation));
        Talk.Note(_terminal, $"certificates are over {Options.ProofScope}");
        Talk.Note(_terminal, Summary(found.Units, certificates.Clock.GetElapsedTime(start)));
        return found;
    }

    private LayerSearchResult Check(LayerHonesty check, string layer, LayerSearchResult found, HonestyOptions honesty)
    {
        found = Report(
            $"honesty of {layer}",
            (done, all) => $"the honesty of {done} of {all} is stored",
            progress => check.Run(found, Options, honesty, progress, _terminal.Cancellation));
        int shortened = found.Units.Count(unit => unit.Honesty is { Dropped.Count: > 0 });
        if (shortened > 0)
        {
            Talk.Note(
                _terminal, $"{Amount(shortened, "formula")} had clauses that change nothing, which are left out here (dropped)");
        }

        return found;
    }

    private QueryResult Rows(LayerSearchResult result)
    {
        var sorted = ByIou
            ? result.Units.OrderByDescending(unit => unit.Best?.Iou ?? -1).ThenBy(unit => unit.Unit.Number)
            : result.Units.OrderBy(unit => unit.Unit.Number);
        return UnitExplanationRows.Best(
            result.Layer.Name,
            Limit is { } limit ? sorted.Take(limit) : sorted,
            Options.Scorer,
            isChecked: Honesty is not null,
            isCertified: result.Units.Any(UnitExplanationRows.IsCertified));
    }

    /// <summary>The number of certificates of each kind, and the time that they took.</summary>
    private static string Summary(IReadOnlyList<UnitExplanations> units, TimeSpan time)
    {
        var all = units.SelectMany(unit => unit.ByLength).Where(each => each.Certificate is not null).ToList();
        var certificates = all.ConvertAll(each => each.Certificate!);
        int optimal = all.Count(each => each.IsOptimal), better = certificates.Count(each => each.BeamScore is not null);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{optimal:N0} of {all.Count:N0} explanations are optimal for their length; "
                + $"the proofs found {better:N0} that the beam had missed; "
                + $"{certificates.Sum(each => each.Expanded):N0} states expanded, "
                + $"{certificates.Sum(each => each.ProvedAway):N0} proved away, in {time.TotalSeconds:N1} s");
    }
}
