using CompExplain.Query.Ast;
using CompExplain.Query.Results;
using CompExplain.Storage;
using CompExplain.Storage.Results;
using CompExplain.Tui.Models.Grids;
using CompExplain.Tui.Sessions;

namespace CompExplain.Tui.Models.Units;

/// <summary>The units of a layer, with what a stored search found for each.</summary>
internal sealed class UnitsModel : ScreenModel
{
    private const int Batch = 32;

    private readonly Slot _loading;
    private readonly Slot _accuracy;
    private readonly Action<int> _open;
    private readonly Action<int> _compare;
    private Dictionary<int, UnitRow> _byId = [];
    private List<StoredSearch> _searches = [];
    private readonly List<(UnitExplanations Found, string Options)> _sinceLoading = [];
    private bool _isLoaded;

    public UnitsModel(Session session, Action<int> open, Action<int> compare)
        : base(session)
    {
        (_open, _compare) = (open, compare);
        _loading = new Slot(session);
        _accuracy = new Slot(session);
        Grid = new Grid<UnitRow>(
        [
            new("unit", 5, new("unit", ColumnKind.Integer), row => (long)row.Unit.Number),
            new("IoU", 6, new("iou", ColumnKind.Score), row => row.Best?.Iou),
            new("best formula", 0, new("formula", ColumnKind.Text), row => row.Best?.Formula),
            new("concept", 14, new("concept", ColumnKind.Text), row => row.Concept?.Formula),
            new("its IoU", 7, new("conceptIou", ColumnKind.Score), row => row.Concept?.Iou),
            new("length", 6, new("length", ColumnKind.Integer), row => (long?)row.Best?.Leaves),
            new("size", 9, new("size", ColumnKind.Integer), row => row.Unit.Size),
            new("right", 6, new("accuracy", ColumnKind.Share), row => row.Accuracy) { Text = row => Shown.Percent(row.Accuracy) },
        ]);
        Commands =
        [
            new("open the unit", "Enter", Open) { Short = "open" },
            .. Keys.Walk(Grid, session.Changed),
            new("next layer", "Ctrl+L", NextLayer) { Short = "layer" },
            new("another stored search", "Ctrl+N", NextSearch) { Short = "search" },
            new("compare with another unit", "Ctrl+D", () => Chosen(_compare)) { Short = "compare" },
        ];
    }

    public override string Title => "Units";

    public override IReadOnlyList<UiCommand> Commands { get; }

    public Grid<UnitRow> Grid { get; }

    /// <summary>The stored search that is shown; null if the layer was not searched.</summary>
    public StoredSearch? Search { get; private set; }

    public bool IsLoading => _loading.IsBusy;

    public int Explained => _byId.Values.Count(row => row.Best is not null);

    public override string? Query
    {
        get
        {
            if (Grid.Current is not { } row)
            {
                return "SHOW units";
            }

            var unit = Session.Unit(row.Unit.Number);
            return Search is { } search ? SearchText.QueryOf(search.Options, unit) : $"TOP 10 concepts BY IOU({unit}, ?)";
        }
    }

    public override QueryResult? Rows => Grid.Rows;

    /// <summary>The row of a unit; null if it is not loaded.</summary>
    public UnitRow? Find(int unitId) => _byId.GetValueOrDefault(unitId);

    /// <summary>The row of the unit with a number, even if the filter hides it; null if it is not loaded.</summary>
    public UnitRow? OfNumber(int number) => _byId.Values.FirstOrDefault(row => row.Unit.Number == number);

    public override void Enter()
    {
        if (!_isLoaded)
        {
            Load(null);
        }
    }

    public override void Reload()
    {
        _byId = [];
        Load(null);
    }

    public override bool Type(string text)
    {
        Grid.SetFilter(Grid.Filter + text);
        Session.Changed();
        return true;
    }

    public override void Scroll(int rows)
    {
        Grid.Move(rows);
        Session.Changed();
    }

    /// <summary>Shows the search with these options, also while it runs.</summary>
    public void Follow(string options) => Load(options);

    /// <summary>Adds what a running search has just found.</summary>
    /// <param name="found">What it found.</param>
    /// <param name="options">The search's options; if another search is shown, nothing is added.</param>
    public void Add(UnitExplanations found, string options)
    {
        // The loading may have read the units before this one was stored.
        if (_loading.IsBusy)
        {
            _sinceLoading.Add((found, options));
        }
        else if (Take(found, options))
        {
            Show();
        }
    }

    private void Chosen(Action<int> use)
    {
        if (Grid.Current is { } row)
        {
            use(row.Unit.Number);
        }
    }

    private void Open() => Chosen(_open);

    private void NextLayer()
    {
        var layers = Session.Database.Layers;
        if (layers.Count < 2)
        {
            Session.Say(layers.Count == 0 ? "the database has no layers" : $"{layers[0].Name} is the only layer");
            return;
        }

        int at = layers.ToList().FindIndex(layer => layer.Id == Session.Layer?.Id);
        Session.Layer = layers[(at + 1) % layers.Count];
        Load(null);
    }

    private void NextSearch()
    {
        if (_searches.Count < 2)
        {
            Session.Say(_searches.Count == 0
                ? "no search is stored of this layer; F5 starts one"
                : "this is the only search that is stored of this layer");
            return;
        }

        int at = _searches.FindIndex(each => each.Run.Id == Search?.Run.Id);
        Load(_searches[(at + 1) % _searches.Count].Run.Options);
    }

    private void Load(string? options)
    {
        _isLoaded = true;
        var (database, layer) = (Session.Database, Session.Layer);
        if (layer is null)
        {
            Session.Say("the database has no layers: no network was probed");
            return;
        }

        _sinceLoading.Clear();
        _loading.Start(
            _ =>
            {
                var units = database.Units(layer.Id);
                var searches = database.Results.Runs().Where(run => run.LayerId == layer.Id).Select(StoredSearch.Of).ToList();
                var search = searches.Find(each => each.Run.Options == options) ?? (searches.Count > 0 ? searches[^1] : null);
                var found = (search is null ? [] : database.Results.Explanations(search.Run)).ToDictionary(each => each.Unit.Id);
                var rows = units.Select(
                    unit => new UnitRow(found.GetValueOrDefault(unit.Id) ?? new UnitExplanations(unit, null, [])));
                return (Searches: searches, Search: search, Rows: rows.ToList());
            },
            loaded =>
            {
                _searches = loaded.Searches;
                Search = loaded.Search;
                var before = _byId;
                _byId = loaded.Rows.ToDictionary(
                    row => row.Unit.Id, row => row with { Accuracy = before.GetValueOrDefault(row.Unit.Id)?.Accuracy });
                foreach (var (found, foundBy) in _sinceLoading)
                {
                    Take(found, foundBy);
                }

                _sinceLoading.Clear();
                Show();
                if (Grid.SortColumn < 0 && loaded.Search is not null)
                {
                    Grid.SortBy(1);
                    Grid.Select(0);
                }

                Measure(database);
            });
    }

    private bool Take(UnitExplanations found, string options)
    {
        if (options != Search?.Run.Options || !_byId.TryGetValue(found.Unit.Id, out var row))
        {
            return false;
        }

        _byId[found.Unit.Id] = row with { Found = found };
        return true;
    }

    private void Show() => Grid.SetRows([.. _byId.Values], (a, b) => a.Unit.Id == b.Unit.Id);

    // Shown in batches: each unit is a count over the masks, and all of them take a while at the paper's scale.
    private void Measure(ProbeDatabase database)
    {
        var engine = Session.Engine;
        var open = _byId.Values.Where(row => row.Accuracy is null).Select(row => row.Unit).ToList();
        _accuracy.Start(
            cancellation =>
            {
                if (!database.Predictions.Any(each => each is not null) || !database.Labels.Any(each => each is not null))
                {
                    return 0;
                }

                var known = new List<(int Unit, double? Accuracy)>();
                foreach (var unit in open)
                {
                    var active = new SomeFormula(Session.Unit(unit.Number));
                    var counts = engine.Count(active, new CorrectFormula(), new() { Cancellation = cancellation });
                    known.Add((unit.Id, counts.TargetSize == 0 ? null : counts.Hits / (double)counts.TargetSize));
                    if (known.Count < Batch && unit != open[^1])
                    {
                        continue;
                    }

                    var some = known;
                    known = [];
                    Session.Background.Post(() => Add(some));
                }

                return 0;
            },
            _ => { });
    }

    private void Add(List<(int Unit, double? Accuracy)> known)
    {
        foreach (var (unit, accuracy) in known)
        {
            if (_byId.TryGetValue(unit, out var row))
            {
                _byId[unit] = row with { Accuracy = accuracy };
            }
        }

        Show();
        Session.Changed();
    }
}
