using CompExplain.Query.Explaining;
using CompExplain.Query.Results;
using CompExplain.Search;
using CompExplain.Storage.Results;
using CompExplain.Tui.Models.Units;
using CompExplain.Tui.Sessions;

namespace CompExplain.Tui.Models.Searching;

/// <summary>A search over the units of the layer: its options, its progress, and what it finds.</summary>
internal sealed class SearchModel : ScreenModel
{
    private readonly Slot _searching;
    private readonly SearchForm _form = new();
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
        Commands =
        [
            new("start", "Enter", Start) { Short = "start" },
            new("cancel; what is done stays", "Esc", Cancel) { Short = "cancel" },
            new("next field", "CursorDown", () => Choose(Field + 1)) { Short = "field" },
            new("previous field", "CursorUp", () => Choose(Field - 1)),
            new("next field", "Tab", () => Choose((Field + 1) % Fields.Count)) { IsAlias = true },
            new("a higher number, or the next choice", "CursorRight", () => Change(1)) { Short = "change" },
            new("a lower number, or the previous choice", "CursorLeft", () => Change(-1)),
            new("delete", "Backspace", Erase) { IsAlias = true },
        ];
    }

    public override string Title => "Search";

    public override IReadOnlyList<UiCommand> Commands { get; }

    public IReadOnlyList<SearchField> Fields => _form.Fields;

    /// <summary>The selected field.</summary>
    public int Field { get; private set; }

    public bool IsRunning => _searching.IsBusy;

    public bool IsCancelling { get; private set; }

    public int Done { get; private set; }

    public int Total { get; private set; }

    /// <summary>The best unit so far; null if none is explained.</summary>
    public UnitExplanations? Best { get; private set; }

    /// <summary>The units that are done, the latest first.</summary>
    public IReadOnlyList<UnitExplanations> Latest => _latest;

    /// <summary>How the last search ended; empty before the first search, and while one runs.</summary>
    public string Ended { get; private set; } = string.Empty;

    public TimeSpan Elapsed { get; private set; }

    /// <summary>The estimated time left, from the units that are done; null if none is.</summary>
    public TimeSpan? Left => Done > _resumed && Done < Total ? (Total - Done) * (Elapsed / (Done - _resumed)) : null;

    public override string? Query => _form.Read(out var options, out var units) is null
        ? SearchText.QueryOf(options, Session.Unit(units is [var first, ..] ? first : 0))
        : null;

    public override QueryResult? Rows
    {
        get
        {
            var rows = new ResultBuilder()
                .Column("unit", ColumnKind.Integer).Column("score", ColumnKind.Score).Column("formula", ColumnKind.Text);
            foreach (var each in _latest)
            {
                rows.Row((long)each.Unit.Number, each.Best?.Score, each.Best?.Formula);
            }

            return rows.Build();
        }
    }

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

    /// <summary>Selects a field of the form.</summary>
    public void Choose(int field)
    {
        Field = Math.Clamp(field, 0, Fields.Count - 1);
        Session.Changed();
    }

    /// <summary>Updates the elapsed time.</summary>
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

    private void Cancel()
    {
        if (!IsRunning)
        {
            return;
        }

        IsCancelling = true;
        _searching.Stop();
        Session.Changed();
    }

    private void Start()
    {
        if (IsRunning)
        {
            Session.Say("a search is running; Esc cancels it");
            return;
        }

        if (Session.Layer is not { } layer)
        {
            Session.Complain("the database has no layers: no network was probed");
            return;
        }

        if (_form.Read(out var options, out var units) is { } wrong)
        {
            Session.Complain(wrong);
            return;
        }

        _latest.Clear();
        (Best, Done, Total, Ended, Elapsed, IsCancelling, _resumed) = (null, 0, 0, string.Empty, default, false, 0);
        _start = Session.Options.Clock.GetTimestamp();
        var engine = Session.Engine;
        bool isRestart = _form.IsRestart;
        _searching.Start(
            cancellation =>
                new LayerSearch(engine).Run(layer.Name, units, options, isRestart, new Watcher(this, options), cancellation),
            result => End(Describe(result)),
            error => End("it failed: " + FailureMessage.Of(error)),
            () => End($"stopped: {Done} of {Total} units are done and stored; the same search resumes from there"));
    }

    private string Describe(LayerSearchResult result)
    {
        if (result.Resumed == result.Units.Count && result.Units.Count > 0)
        {
            return "all of these units were searched before; with again = yes they are searched again";
        }

        string time = Shown.Time(Session.Options.Clock.GetElapsedTime(_start));
        string skipped = result.NotAnalysed.Count > 0
            ? $", {result.NotAnalysed.Count} are active on too few inputs"
            : string.Empty;
        return $"done: {result.Units.Count} units in {time}{skipped}";
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

    // Reports come on the search's threads.
    private sealed class Watcher(SearchModel model, SearchOptions options) : IProgress<SearchProgress>
    {
        public void Report(SearchProgress value) => model.Session.Background.Post(() => model.Follow(value, options));
    }
}
