using System.Globalization;
using CompExplain.Query;
using CompExplain.Query.Execution;
using CompExplain.Query.Results;
using CompExplain.Storage.Catalog;
using CompExplain.Tui.Models.Grids;
using CompExplain.Tui.Pictures;
using CompExplain.Tui.Sessions;

namespace CompExplain.Tui.Models.Concepts;

/// <summary>The concepts of the database, and the selected one in detail.</summary>
internal sealed class ConceptsModel : ScreenModel
{
    private const int MaximumRelated = 8;
    private const int MaximumInputs = 8;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(60);

    private readonly Slot _loading;
    private readonly Slot _where;
    private readonly Slot _related;
    private readonly Action<string> _ask;
    private List<string> _categories = [];
    private IReadOnlyList<Concept> _concepts = [];
    private Concept? _current;
    private bool _isLoaded;

    public ConceptsModel(Session session, Action<string> ask)
        : base(session)
    {
        _ask = ask;
        (_loading, _where, _related) = (new(session), new(session), new(session));
        Grid = new Grid<Concept>(
        [
            new("concept", 0, new("name", ColumnKind.Text), concept => concept.Name),
            new("category", 10, new("category", ColumnKind.Text), concept => concept.Category)
            {
                Text = concept => concept.Category == concept.Kind ? concept.Category : $"{concept.Category} {concept.Kind}",
            },
            new("kind", 0, new("kind", ColumnKind.Text), concept => concept.Kind) { IsExportOnly = true },
            new("size", 11, new("size", ColumnKind.Integer), concept => concept.Size),
            new("share", 7, new("share", ColumnKind.Share), concept => Share(concept))
            {
                Text = concept => Shown.Percent(Share(concept)),
            },
        ]);
        Commands =
        [
            new("ask which units know it best", "Enter", AskUnits) { Short = "units" },
            .. Keys.Walk(Grid, Moved),
            new("next category", "Tab", NextCategory) { Short = "category" },
            new("next input that has it", "CursorRight", () => ShowInput(1)) { Short = "input" },
            new("previous input that has it", "CursorLeft", () => ShowInput(-1)),
        ];
    }

    public override string Title => "Concepts";

    public override IReadOnlyList<UiCommand> Commands { get; }

    public Grid<Concept> Grid { get; }

    /// <summary>The category that is shown; null for all.</summary>
    public string? Category { get; private set; }

    /// <summary>The number of inputs that have the concept; null until that is counted.</summary>
    public long? InputCount { get; private set; }

    /// <summary>Inputs that have the most of it.</summary>
    public IReadOnlyList<ShownInput> Inputs { get; private set; } = [];

    public int InputIndex { get; private set; }

    public InputPicture? Picture { get; private set; }

    /// <summary>The units that know it best, with the IoU; null until that is counted.</summary>
    public IReadOnlyList<ScoredName>? Units { get; private set; }

    /// <summary>The concepts that overlap it most, with the IoU; null until that is counted.</summary>
    public IReadOnlyList<ScoredName>? Company { get; private set; }

    public bool IsText => Session.Database.Dataset.Kind == DatasetKind.Texts;

    public bool IsBusy => _where.IsBusy || _related.IsBusy;

    public override string? Query => Grid.Current is { } concept
        ? $"TOP 10 units BY IOU(?, {Session.Engine.Reference(concept)})"
        : "SHOW concepts ORDER BY size DESC";

    public override QueryResult? Rows => Grid.Rows;

    public override void Enter()
    {
        if (!_isLoaded)
        {
            Reload();
        }
    }

    public override void Reload()
    {
        _isLoaded = true;
        var database = Session.Database;
        _loading.Start(
            _ => database.Concepts,
            concepts =>
            {
                _concepts = concepts;
                _categories = [.. concepts.Select(concept => concept.Category).Distinct()];
                if (Category is not null && !_categories.Contains(Category))
                {
                    Category = null;
                }

                Show();
                if (Grid.SortColumn < 0)
                {
                    Grid.SortBy(2);
                    Grid.Select(0);
                }

                Moved();
            });
    }

    public override bool Type(string text)
    {
        Grid.SetFilter(Grid.Filter + text);
        Moved();
        return true;
    }

    public override void Scroll(int rows)
    {
        Grid.Move(rows);
        Moved();
    }

    /// <summary>Shows the concept that is now selected.</summary>
    public void Moved()
    {
        if (Grid.Current is not { } concept || ReferenceEquals(concept, _current))
        {
            Session.Changed();
            return;
        }

        _current = concept;
        (InputCount, Inputs, InputIndex, Picture, Units, Company) = (null, [], 0, null, null, null);
        var (database, engine) = (Session.Database, Session.Engine);
        var name = engine.Reference(concept);
        _where.Start(
            cancellation =>
            {
                // A key that is held down cancels this at once: only the concept that it stops at is counted.
                cancellation.WaitHandle.WaitOne(Pause);
                var options = new RunOptions { Cancellation = cancellation };
                long[] counts = engine.CountByInput(name, options);
                var most = Enumerable.Range(0, counts.Length).Where(input => counts[input] > 0)
                    .OrderByDescending(input => counts[input]).ThenBy(input => input).Take(MaximumInputs)
                    .Select(input => new ShownInput(new RankedInput(input, counts[input], null), database.Input(input))).ToList();
                return (Count: counts.LongCount(count => count > 0), Inputs: most);
            },
            found =>
            {
                (InputCount, Inputs) = (found.Count, found.Inputs);
                LoadPicture();
            });
        LoadRelated(engine, name.ToString());
    }

    private double Share(Concept concept) => concept.Size / (double)Math.Max(1, Session.Database.Dataset.PositionCount);

    private void Show() => Grid.SetRows(
        Category is null ? _concepts : [.. _concepts.Where(concept => concept.Category == Category)], (a, b) => a.Id == b.Id);

    private void NextCategory()
    {
        if (_categories.Count == 0)
        {
            return;
        }

        int at = Category is null ? -1 : _categories.IndexOf(Category);
        Category = at + 1 < _categories.Count ? _categories[at + 1] : null;
        Show();
        Moved();
    }

    private void AskUnits()
    {
        if (Grid.Current is { } concept)
        {
            _ask($"TOP 20 units BY IOU(?, {Session.Engine.Reference(concept)})");
        }
    }

    private void ShowInput(int step)
    {
        int next = Math.Clamp(InputIndex + step, 0, Math.Max(0, Inputs.Count - 1));
        if (next == InputIndex)
        {
            return;
        }

        InputIndex = next;
        LoadPicture();
        Session.Changed();
    }

    private void LoadPicture()
    {
        if (IsText || Inputs.Count == 0 || Grid.Current is not { } concept)
        {
            return;
        }

        var (name, shown, loading) = (Session.Engine.Reference(concept), Inputs[InputIndex], new PictureLoading(Session));
        _where.Start(
            cancellation => loading.Load(shown, null, name, 1, cancellation),
            picture => Picture = picture);
    }

    private void LoadRelated(QueryEngine engine, string name)
    {
        bool hasUnits = Session.Database.Layers.Count > 0;
        _related.Start(
            cancellation =>
            {
                cancellation.WaitHandle.WaitOne(Pause);
                var options = new RunOptions { Cancellation = cancellation };
                var company = ScoredName.Of(engine.Run(Top("concepts", MaximumRelated + 1, $"{name}, ?"), options)).ToList();
                company.RemoveAll(each => each.Name == name);
                var units = hasUnits
                    ? ScoredName.Of(engine.Run(Top("units", MaximumRelated, $"?, {name}"), options)).ToList()
                    : [];
                return (Units: units, Company: company);
            },
            found => (Units, Company) = (found.Units, found.Company));
    }

    private static string Top(string things, int count, string arguments) =>
        string.Create(CultureInfo.InvariantCulture, $"TOP {count} {things} BY IOU({arguments})");
}
