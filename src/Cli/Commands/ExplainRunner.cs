using System.Globalization;
using CompExplain.Cli.Output;
using CompExplain.Query;
using CompExplain.Query.Ast;
using CompExplain.Query.Execution;
using CompExplain.Query.Explaining;
using CompExplain.Query.Results;
using CompExplain.Search;
using CompExplain.Search.Certificates;
using CompExplain.Storage;
using CompExplain.Storage.Catalog;
using CompExplain.Storage.Files;
using CompExplain.Storage.Results;

namespace CompExplain.Cli.Commands;

/// <summary>Searches a layer and prints a row a unit.</summary>
internal sealed class ExplainRunner
{
    // The paper analyses the units that are active on at least 500 of its 10,000 sentence pairs (section 4.2).
    private const int PaperMinimum = 500;
    private const double PaperShare = 0.05;

    private readonly Terminal _terminal;

    public ExplainRunner(Terminal terminal) => _terminal = terminal;

    public string? Layer { get; init; }

    public IReadOnlyList<int>? Units { get; init; }

    public int Length { get; init; }

    public int Beam { get; init; }

    public string Scorer { get; init; } = "IOU";

    public SearchGrammar Grammar { get; init; } = SearchGrammar.Chain;

    public IReadOnlyList<string> Categories { get; init; } = [];

    public bool Neighbors { get; init; }

    public double Penalty { get; init; }

    public int Candidates { get; init; }

    public int? MinimumInputs { get; init; }

    public bool Restart { get; init; }

    public int Threads { get; init; }

    public HonestyOptions? Honesty { get; init; }

    /// <summary>How long to work at proofs; null where none are asked for.</summary>
    public CertificateOptions? Certificates { get; init; }

    public bool ByIou { get; init; }

    public int? Limit { get; init; }

    public OutputFormat Format { get; init; }

    public int Run(string path)
    {
        if (!Scores.TryFind(Scorer, out var scorer) || !scorer.IsOfCounts())
        {
            throw new CommandException($"--scorer takes IOU, F1, PRECISION, RECALL, ACCURACY, PHI, LIFT or PMI, not '{Scorer}'");
        }

        if (Penalty is < 0 or >= 1)
        {
            throw new CommandException(string.Create(CultureInfo.InvariantCulture, $"--penalty goes from 0 to under 1, not {Penalty}"));
        }

        if (scorer.Caution() is { } caution)
        {
            Talk.Note(_terminal, caution);
        }

        using var database = ProbeDatabase.Open(path);
        string layer = LayerNames.Choose(database, Layer);
        CheckCategories(database);
        int minimum = MinimumInputs ?? DefaultMinimum(database.Dataset);
        var options = new SearchOptions
        {
            Length = Length,
            Beam = Beam,
            Scorer = scorer,
            Grammar = Grammar,
            LengthPenalty = Penalty,
            CandidateLimit = Candidates,
            Categories = Categories,
            Neighbors = Neighbors,
            MinimumInputs = minimum,
            Threads = Threads,
        };

        if (Certificates is not null && LayerCertificates.Refusal(options) is { } refusal)
        {
            throw new CommandException($"--certify: {refusal}");
        }

        var engine = new QueryEngine(database, new BeamExplainer());
        var result = Report(
            $"units of {layer}", (done, all) => $"{done} of {all} done and stored", progress => new LayerSearch(engine).Run(layer, Units, options, Restart, progress, _terminal.Cancellation));
        if (result.Resumed > 0)
        {
            Talk.Note(_terminal, $"{Amount(result.Resumed, "unit")} {(result.Resumed == 1 ? "was" : "were")} done before; --restart searches again");
        }

        if (result.NotAnalysed.Count > 0)
        {
            Talk.Note(
                _terminal,
                $"{Amount(result.NotAnalysed.Count, "unit")} not analysed, active on fewer than {Amount(minimum, "input")} (--min-inputs): {Some(result.NotAnalysed)}");
        }

        if (Certificates is not null)
        {
            result = Certify(new LayerCertificates(engine), layer, result, options, Certificates);
        }

        var honesty = Honesty is null ? null : Report(
            $"honesty of {layer}", (done, all) => $"the honesty of {done} of {all} is stored", progress => new LayerHonesty(engine).Run(result, options, Honesty, progress, _terminal.Cancellation));
        if (honesty is not null && result.Units.Count(unit => honesty.TryGetValue(unit.Unit.Id, out var found) && found.Dropped.Count > 0) is var shortened and > 0)
        {
            Talk.Note(_terminal, $"{Amount(shortened, "formula")} had clauses that change nothing, which are left out here (dropped)");
        }

        ResultPrinter.Print(Rows(result.Units, honesty, scorer, database.Shards.PositionCount), Format, _terminal);
        return ExitCode.Of(result.Units.Any(unit => unit.ByLength.Count > 0));
    }

    private static int DefaultMinimum(DatasetDescription dataset) =>
        dataset.Kind == DatasetKind.Texts ? (int)Math.Min(PaperMinimum, Math.Ceiling(dataset.InputCount * PaperShare)) : 0;

    private static string Amount(int count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {what}{(count == 1 ? string.Empty : "s")}");

    private static string Some(IReadOnlyList<Unit> units)
    {
        const int shown = 10;
        string numbers = string.Join(", ", units.Take(shown).Select(unit => unit.Number));
        return units.Count > shown ? $"{numbers}, ..." : numbers;
    }

    private void CheckCategories(ProbeDatabase database)
    {
        var known = database.Concepts.SelectMany(concept => new[] { concept.Category, concept.Kind }).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        foreach (string category in Categories)
        {
            if (!known.Contains(category, StringComparer.OrdinalIgnoreCase))
            {
                throw new CommandException($"no concept has the category '{category}'; there are: {string.Join(", ", known)}");
            }
        }
    }

    private T Report<T>(string step, Func<string, string, string> stopped, Func<IProgress<SearchProgress>, T> work)
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
            Talk.Say(_terminal, $"stopped: {stopped(done.ToString("N0", CultureInfo.InvariantCulture), Amount(total, "unit"))}; the same command goes on from there");
            throw;
        }
    }

    private LayerSearchResult Certify(LayerCertificates proofs, string layer, LayerSearchResult found, SearchOptions options, CertificateOptions certificates)
    {
        long start = certificates.Clock.GetTimestamp();
        found = Report($"proofs for {layer}", (done, all) => $"certificates of {done} of {all} are stored", progress => proofs.Run(found, options, certificates, progress, _terminal.Cancellation));
        Talk.Note(_terminal, $"certificates are over {Certificate.Claim(options.Grammar)}");
        Talk.Note(_terminal, CertificateColumns.Summary(found.Units, certificates.Clock.GetElapsedTime(start)));
        return found;
    }

    private QueryResult Rows(
        IReadOnlyList<UnitExplanation> units, IReadOnlyDictionary<int, HonestyRecord>? honesty, Score scorer, long positions)
    {
        string scoreName = scorer.NameOf().ToLowerInvariant();
        var answer = new Answer().Column("layer", ColumnKind.Text).Column("unit", ColumnKind.Integer).Column("length", ColumnKind.Integer)
            .Column("formula", ColumnKind.Text);
        if (scorer != Score.Iou)
        {
            answer.Column(scoreName, ColumnKind.Score);
        }

        answer.Column("iou", ColumnKind.Score)
            .Column("bestConcept", ColumnKind.Text).Column("bestConceptIou", ColumnKind.Score)
            .Column("hits", ColumnKind.Integer).Column("size", ColumnKind.Integer).Column("unitSize", ColumnKind.Integer);
        bool isCertified = units.Any(unit => unit.Certificates.Count > 0);
        if (isCertified)
        {
            CertificateColumns.Add(answer, Format);
        }

        if (honesty is not null)
        {
            HonestyColumns.Add(answer, Format);
        }

        var sorted = ByIou ? units.OrderByDescending(Best).ThenBy(unit => unit.Unit.Number) : units.OrderBy(unit => unit.Unit.Number);
        foreach (var unit in Limit is { } limit ? sorted.Take(limit) : sorted)
        {
            var best = unit.ByLength.Count > 0 ? unit.ByLength[^1] : null;
            var single = unit.BestConcept;
            var check = honesty?.GetValueOrDefault(unit.Unit.Id);
            var row = new List<object?> { unit.Layer.Name, (long)unit.Unit.Number, (long?)(check?.Leaves ?? best?.Leaves), check?.Formula ?? best?.Formula };
            if (scorer != Score.Iou)
            {
                row.Add(best is null ? null : PairScore.Of(scorer, new PairCounts(best.Hits, best.Size, unit.Unit.Size, positions)));
            }

            row.AddRange([
                best is null ? null : Explained.Iou(best, unit.Unit),
                single?.Formula, single is null ? null : Explained.Iou(single, unit.Unit),
                best?.Hits, best?.Size, unit.Unit.Size,
            ]);
            if (isCertified)
            {
                row.AddRange(CertificateColumns.Values(unit, Format));
            }

            if (honesty is not null)
            {
                row.AddRange(HonestyColumns.Values(check, unit.Unit, Format));
            }

            answer.Row([.. row]);
        }

        return answer.Build();
    }

    private static double Best(UnitExplanation unit) => unit.ByLength.Count > 0 ? Explained.Iou(unit.ByLength[^1], unit.Unit) : -1;
}
