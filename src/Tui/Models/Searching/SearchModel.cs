using System.Globalization;
using CompExplain.Query.Ast;
using CompExplain.Query.Explaining;
using CompExplain.Query.Results;
using CompExplain.Search;
using CompExplain.Storage.Results;
using CompExplain.Tui.Models.Units;
using CompExplain.Tui.Sessions;

namespace CompExplain.Tui.Models.Searching;

/// <summary>Chooses a search over the units of the layer, starts it, and watches it.</summary>
internal sealed class SearchModel : ScreenModel
{
    private readonly Slot _searching;
    private readonly UnitsModel _units;
    private readonly Action<UnitExplanations, string> _found;
    private readonly Action<string> _ended;
    private readonly List<UnitExplanations> _latest = [];
    private long _start;
    private int _resumed;

    public SearchModel(Session session, UnitsModel units, Action<UnitExplanations, string> found, Action<string> ended)
        : base(session)
    {
        (_units, _found, _ended) = (units, found, ended);
        _searching = new Slot(session);
        Fields =
        [
            new("units", "all, or numbers and ranges: 0-9,12", []) { Text = "all" },
            new("length", "the most leaves of a formula", []) { Text = Shown.Count(SearchOptions.Default.Length) },
            new("beam", "formulas kept from length to length", []) { Text = Shown.Count(SearchOptions.Default.Beam) },
            new("scorer", "what is made highest", [.. SearchOptions.Scorers.Select(score => score.NameOf())]) { Text = SearchOptions.Default.Scorer.NameOf() },
            new("grammar", "chains, or formulas joined with formulas too", ["chain", "full"]) { Text = "chain" },
            new("again", "what is stored of this search is left, or searched again", ["no", "yes"]) { Text = "no" },
        ];
        Commands =
        [
            new("start", "Enter", Start) { Short = "start" },
            new("stop; what is done stays", "Esc", StopSearch) { Short = "stop" },
            new("next line", "CursorDown", () => Choose(Field + 1)) { Short = "line" },
            new("previous line", "CursorUp", () => Choose(Field - 1)),
            new("next line", "Tab", () => Choose((Field + 1) % Fields.Count)) { IsAlias = true },
            new("more, or the next choice", "CursorRight", () => Change(1)) { Short = "change" },
            new("less, or the choice before", "CursorLeft", () => Change(-1)),
            new("delete", "Backspace", Erase) { IsAlias = true },
        ];
    }

    public override string Title => "Search";

    public override IReadOnlyList<UiCommand> Commands { get; }

    public IReadOnlyList<SearchField> Fields { get; }

    /// <summary>The line that is written in.</summary>
    public int Field { get; private set; }

    public bool IsRunning => _searching.IsBusy;

    public bool IsStopping { get; private set; }

    public int Done { get; private set; }

    public int Total { get; private set; }

    /// <summary>The best unit so far; null where none is explained.</summary>
    public UnitExplanations? Best { get; private set; }

    /// <summary>What was found, the latest first.</summary>
    public IReadOnlyList<UnitExplanations> Latest => _latest;

    /// <summary>How the last search ended; empty before there was one, and while one runs.</summary>
    public string Ended { get; private set; } = string.Empty;

    public TimeSpan Elapsed { get; private set; }

    /// <summary>How long it will take yet, judged by the units that are done; null where that cannot be told.</summary>
    public TimeSpan? Left => Done > _resumed && Done < Total ? (Total - Done) * (Elapsed / (Done - _resumed)) : null;

    public override string? Query => string.Create(
        CultureInfo.InvariantCulture,
        $"EXPLAIN {Session.Unit(Numbers(out _) is [var first, ..] ? first : 0)} LENGTH {Fields[1].Text} BEAM {Fields[2].Text}{(Fields[3].Text == "IOU" ? string.Empty : " SCORER " + Fields[3].Text)}{(Fields[4].Text == "full" ? " GRAMMAR full" : string.Empty)}");

    public override QueryResult? Rows => new(
        [new("unit", ColumnKind.Integer), new("score", ColumnKind.Score), new("formula", ColumnKind.Text)],
        _latest.Select(each => new object?[] { (long)each.Unit.Number, each.Best?.Score, each.Best?.Formula }).ToList(),
        []);

    public override void Reload()
    {
    }

    public override bool Type(string text)
    {
        if (Fields[Field].Choices.Count > 0 || IsRunning)
        {
            return false;
        }

        Fields[Field].Text += text;
        Session.Changed();
        return true;
    }

    /// <summary>Goes to a line of the form.</summary>
    public void Choose(int field)
    {
        Field = Math.Clamp(field, 0, Fields.Count - 1);
        Session.Changed();
    }

    /// <summary>Brings the time that has passed up to date.</summary>
    public void Tick()
    {
        if (!IsRunning)
        {
            return;
        }

        Elapsed = Session.Options.Clock.GetElapsedTime(_start);
        Session.Changed();
    }

    private void Change(int step)
    {
        if (IsRunning)
        {
            return;
        }

        Fields[Field].Step(step);
        Session.Changed();
    }

    private void Erase()
    {
        var field = Fields[Field];
        if (field.Choices.Count == 0 && field.Text.Length > 0 && !IsRunning)
        {
            field.Text = field.Text[..^1];
        }

        Session.Changed();
    }

    private void StopSearch()
    {
        if (!IsRunning)
        {
            return;
        }

        IsStopping = true;
        _searching.Stop();
        Session.Changed();
    }

    private void Start()
    {
        if (IsRunning)
        {
            Session.Say("a search is running; Esc stops it");
            return;
        }

        if (Session.Layer is not { } layer)
        {
            Session.Complain("the database has no layers: no network was probed");
            return;
        }

        if (Read(out var options, out var numbers) is { } wrong)
        {
            Session.Complain(wrong);
            return;
        }

        _latest.Clear();
        (Best, Done, Total, Ended, Elapsed, IsStopping, _resumed) = (null, 0, 0, string.Empty, default, false, 0);
        _start = Session.Options.Clock.GetTimestamp();
        var engine = Session.Engine;
        bool restart = Fields[5].Text == "yes";
        _searching.Start(
            cancellation => new LayerSearch(engine).Run(layer.Name, numbers, options, restart, new Watcher(this, options), cancellation),
            result => End(result.Resumed == result.Units.Count && result.Units.Count > 0
                ? "all of these units were searched before; with again = yes they are searched anew"
                : $"done: {result.Units.Count} units in {Shown.Time(Session.Options.Clock.GetElapsedTime(_start))}{(result.NotAnalysed.Count > 0 ? $", {result.NotAnalysed.Count} are active on too few inputs" : string.Empty)}"),
            error => End("it failed: " + Trouble.Tell(error)),
            () => End($"stopped: {Done} of {Total} units are done and stored; the same search goes on from there"));
    }

    private void End(string how)
    {
        Ended = how;
        Elapsed = Session.Options.Clock.GetElapsedTime(_start);
        _ended(how);
    }

    private void Follow(SearchProgress progress, SearchOptions options)
    {
        (Done, Total) = (progress.Done, progress.Total);
        Elapsed = Session.Options.Clock.GetElapsedTime(_start);
        if (progress.Latest is not { } found)
        {
            _resumed = progress.Done;
            _units.Follow(options.ToJson());
        }
        else
        {
            _latest.Insert(0, found);
            if (found.Best is { } best && !(best.Score <= Best?.Best?.Score))
            {
                Best = found;
            }

            _found(found, options.ToJson());
        }

        Session.Changed();
    }

    // What is wrong with the form; null where nothing is.
    private string? Read(out SearchOptions options, out List<int>? numbers)
    {
        options = SearchOptions.Default;
        numbers = Numbers(out string? wrong);
        if (wrong is not null)
        {
            return wrong;
        }

        if (!int.TryParse(Fields[1].Text, NumberStyles.None, CultureInfo.InvariantCulture, out int length))
        {
            return $"the length is a number from 1 to {SearchOptions.MaximumLength}, not '{Fields[1].Text}'";
        }

        if (!int.TryParse(Fields[2].Text, NumberStyles.None, CultureInfo.InvariantCulture, out int beam))
        {
            return $"the beam is a number from 1 to {SearchOptions.MaximumBeam}, not '{Fields[2].Text}'";
        }

        Scores.TryFind(Fields[3].Text, out var scorer);
        options = new SearchOptions
        {
            Length = length,
            Beam = beam,
            Scorer = scorer,
            Grammar = Fields[4].Text == "full" ? SearchGrammar.Full : SearchGrammar.Chain,
        };
        return options.Check(option => "the " + option);
    }

    private List<int>? Numbers(out string? wrong)
    {
        wrong = null;
        string text = Fields[0].Text.Trim();
        if (text.Length == 0 || text.Equals("all", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var numbers = new List<int>();
        foreach (string part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            string[] ends = part.Split('-', 2);
            if (!int.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out int first)
                || !int.TryParse(ends[^1], NumberStyles.None, CultureInfo.InvariantCulture, out int last) || last < first || last - first > 1_000_000)
            {
                wrong = $"the units are 'all', or numbers and ranges such as 0-9,12, and not '{text}'";
                return null;
            }

            numbers.AddRange(Enumerable.Range(first, last - first + 1));
        }

        return numbers;
    }

    // Told on the search's threads.
    private sealed class Watcher(SearchModel model, SearchOptions options) : IProgress<SearchProgress>
    {
        public void Report(SearchProgress value) => model.Session.Background.Post(() => model.Follow(value, options));
    }
}
