using System.Globalization;
using CompExplain.Query;
using CompExplain.Query.Ast;
using CompExplain.Query.Execution;
using CompExplain.Query.Parsing;
using CompExplain.Query.Results;
using CompExplain.Storage;
using CompExplain.Storage.Catalog;
using CompExplain.Storage.Results;
using CompExplain.Tui.Pictures;
using CompExplain.Tui.Sessions;

namespace CompExplain.Tui.Models.Units;

/// <summary>One unit: its explanation, the inputs it responds to, and what else is known of it.</summary>
internal sealed class UnitModel : ScreenModel
{
    /// <summary>How many panels there are beside the explanation.</summary>
    public const int PanelCount = 3;

    private const int MostInputs = 12;
    private const int MostTogether = 8;

    private readonly UnitsModel _units;
    private readonly Slot _basics;
    private readonly Slot _inputs;
    private readonly Slot _picture;
    private readonly Slot _clauses;
    private readonly Slot _together;
    private bool _isOpen;
    private string _typed = string.Empty;

    public UnitModel(Session session, UnitsModel units, Action<string> ask, Action<int> compare, Action<string> save)
        : base(session)
    {
        _units = units;
        (_basics, _inputs, _picture, _clauses, _together) = (new(session), new(session), new(session), new(session), new(session));
        Commands =
        [
            new("next input", "CursorRight", () => ShowInput(InputIndex + 1)) { Short = "input" },
            new("previous input", "CursorLeft", () => ShowInput(InputIndex - 1)),
            new("a longer formula", "CursorDown", () => ShowLength(LengthIndex + 1)) { Short = "length" },
            new("a shorter formula", "CursorUp", () => ShowLength(LengthIndex - 1)),
            new("masks: both, the unit's, the formula's, none", "m", NextLayer) { Short = "masks" },
            new("zoom in", "+", () => Zoom(1)) { Short = "zoom" },
            new("zoom in", "=", () => Zoom(1)) { IsAlias = true },
            new("zoom out", "-", () => Zoom(-1)),
            new("next unit", "PageDown", () => Step(1)) { Short = "unit" },
            new("previous unit", "PageUp", () => Step(-1)),
            new("what is shown beside: spread, company, classes", "Tab", NextPanel) { Short = "more" },
            new("ask about this formula", "a", () => ask(Query ?? "SHOW units")) { Short = "ask" },
            new("save the formula under a name", "s", () => Saved(save)) { Short = "save" },
            new("compare with another unit", "c", () => compare(Number)) { Short = "compare" },
        ];
    }

    public override string Title => "Unit";

    public override IReadOnlyList<UiCommand> Commands { get; }

    /// <summary>The unit's number; it is loaded where <see cref="Row"/> is not null.</summary>
    public int Number { get; private set; }

    public UnitRow? Row { get; private set; }

    public string? Missing { get; private set; }

    /// <summary>Which of the unit's formulas is shown, from 0.</summary>
    public int LengthIndex { get; private set; }

    /// <summary>The formula that is shown; null where there is none.</summary>
    public Explanation? Found => Row is { } row && LengthIndex < row.Found.Steps.Count ? row.Found.Steps[LengthIndex] : null;

    /// <summary>Its clauses, with what each adds; empty until that is counted.</summary>
    public IReadOnlyList<GrowthStep> Clauses { get; private set; } = [];

    public Histogram? Histogram { get; private set; }

    public IReadOnlyList<ShownInput> Inputs { get; private set; } = [];

    public int InputIndex { get; private set; }

    public InputPicture? Picture { get; private set; }

    public MaskLayer Layer { get; private set; }

    public int ZoomFactor { get; private set; } = 1;

    /// <summary>Units that fire with it, and the IoU of the two.</summary>
    public IReadOnlyList<(string Unit, double Iou)> Together { get; private set; } = [];

    public bool IsCountingTogether => _together.IsBusy;

    /// <summary>The classes that the unit speaks for most, and against most; empty where that is not known.</summary>
    public IReadOnlyList<(string Class, double Weight)> Classes { get; private set; } = [];

    /// <summary>Which panel comes first beside the picture.</summary>
    public int Panel { get; private set; }

    public WordMarks Marks { get; private set; } = WordMarks.None;

    public bool IsText => Session.Database.Dataset.Kind == DatasetKind.Texts;

    public bool IsLoading => _basics.IsBusy;

    public bool IsLoadingInputs => _inputs.IsBusy || _basics.IsBusy;

    public override string? Query => Row is null ? null
        : Found is { } found ? $"IOU({Session.Unit(Number)}, {found.Formula})" : $"TOP 10 concepts BY IOU({Session.Unit(Number)}, ?)";

    public override QueryResult? Rows => Row is not { } row ? null : new(
        [new("length", ColumnKind.Integer), new("formula", ColumnKind.Text), new("iou", ColumnKind.Score), new("hits", ColumnKind.Integer), new("size", ColumnKind.Integer)],
        row.Found.ByLength.Select(each => new object?[] { (long)each.Length, each.Formula, each.Iou, each.Counts.Hits, each.Counts.Size }).ToList(),
        []);

    /// <summary>Opens a unit of the layer that is looked at.</summary>
    public void Open(int number)
    {
        Number = number;
        _typed = string.Empty;
        (Row, Missing, _isOpen) = (null, null, true);
        (Clauses, Inputs, Picture, Together, Classes, Histogram) = ([], [], null, [], [], null);
        (InputIndex, LengthIndex, ZoomFactor) = (0, 0, 1);
        _picture.Cancel();
        _clauses.Cancel();
        _together.Cancel();
        var (database, engine, layer) = (Session.Database, Session.Engine, Session.Layer);
        if (layer is null)
        {
            Missing = "the database has no layers: no network was probed";
            return;
        }

        var reference = Session.Unit(number);
        var known = _units.OfNumber(number) is { } row && row.Unit.LayerId == layer.Id ? row : null;
        _basics.Start(
            _ =>
            {
                var units = database.Units(layer.Id);
                var unit = database.FindUnit(layer.Id, number);
                if (unit is null)
                {
                    return default;
                }

                return new Loaded(known ?? FindRow(database, layer, unit), database.Histogram(unit.Id), ClassesOf(database, layer, units, unit));
            },
            loaded =>
            {
                if (loaded is null)
                {
                    Missing = $"layer {layer.Name} has no unit {number}; it has {layer.UnitCount}";
                    return;
                }

                (Row, Histogram, Classes) = (loaded.Row, loaded.Histogram, loaded.Classes);
                LengthIndex = Math.Max(0, Row.Found.Steps.Count - 1);
                LoadClauses();
                LoadPicture();
            });
        _inputs.Start(
            cancellation => engine.TopInputs(reference, MostInputs, new RunOptions { Cancellation = cancellation })
                .Select(each => new ShownInput(each, database.Input(each.Input))).ToList(),
            inputs =>
            {
                Inputs = inputs;
                LoadPicture();
                LoadTogether();
            },
            error => Session.Fail(error));
    }

    public override void Enter()
    {
        if (!_isOpen)
        {
            Open(_units.Grid.Current?.Unit.Number ?? 0);
        }
    }

    public override void Reload()
    {
        if (_isOpen)
        {
            Open(Number);
        }
    }

    public override bool Type(string text)
    {
        if (text.Length != 1 || !char.IsAsciiDigit(text[0]))
        {
            return false;
        }

        // 1 and then 2 is unit 12; where there is no such unit, 2.
        string digits = _typed + text;
        if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int number) || number >= (Session.Layer?.UnitCount ?? 0))
        {
            (digits, number) = (text, text[0] - '0');
        }

        Open(number);
        _typed = digits;
        return true;
    }

    public override void Scroll(int rows) => ShowInput(InputIndex + Math.Sign(rows));

    /// <summary>Takes what a running search has just found, where it is of this unit.</summary>
    public void Refresh()
    {
        if (Row is null || _units.Find(Row.Unit.Id) is not { } row || row.Found.ByLength.SequenceEqual(Row.Found.ByLength))
        {
            return;
        }

        Row = row;
        LengthIndex = Math.Max(0, row.Found.Steps.Count - 1);
        LoadClauses();
        LoadPicture();
    }

    public void ShowInput(int index)
    {
        if (Inputs.Count == 0)
        {
            return;
        }

        int next = Math.Clamp(index, 0, Inputs.Count - 1);
        if (next == InputIndex)
        {
            return;
        }

        InputIndex = next;
        LoadPicture();
        Session.Changed();
    }

    public void ShowLength(int index)
    {
        if (Row is not { Found.Steps.Count: > 0 } row)
        {
            return;
        }

        int next = Math.Clamp(index, 0, row.Found.Steps.Count - 1);
        if (next == LengthIndex)
        {
            return;
        }

        LengthIndex = next;
        LoadClauses();
        LoadPicture();
        Session.Changed();
    }

    private static UnitRow FindRow(ProbeDatabase database, Layer layer, Unit unit)
    {
        var run = database.Results.Runs().LastOrDefault(each => each.LayerId == layer.Id);
        var found = run is null ? null : database.Results.Explanations(run).FirstOrDefault(each => each.Unit.Id == unit.Id);
        return new UnitRow(found ?? new UnitExplanations(unit, null, []));
    }

    private static List<(string Class, double Weight)> ClassesOf(ProbeDatabase database, Layer layer, IReadOnlyList<Unit> units, Unit unit)
    {
        if (database.Outputs.ClassWeights(layer.Id) is not { } weights)
        {
            return [];
        }

        int column = units.ToList().FindIndex(each => each.Id == unit.Id);
        return database.Outputs.Classes().Select((name, at) => (name, (double)weights[(at * units.Count) + column])).OrderByDescending(each => each.Item2).ToList();
    }

    private void Saved(Action<string> save)
    {
        if (Found is { } found)
        {
            save(found.Formula);
        }
        else
        {
            Session.Say("there is no formula to save: the unit was not explained");
        }
    }

    private void NextLayer()
    {
        Layer = (MaskLayer)(((int)Layer + 1) % 4);
        Session.Changed();
    }

    private void Zoom(int step)
    {
        ZoomFactor = Math.Clamp(step > 0 ? ZoomFactor * 2 : ZoomFactor / 2, 1, 8);
        LoadPicture();
        Session.Changed();
    }

    private void NextPanel()
    {
        Panel = (Panel + 1) % PanelCount;
        Session.Changed();
    }

    private void Step(int units)
    {
        // In the order of the table that one came from.
        var rows = _units.Grid.Visible;
        int at = rows.ToList().FindIndex(row => row.Unit.Number == Number);
        if (at < 0 || rows.Count == 0)
        {
            return;
        }

        int next = Math.Clamp(at + units, 0, rows.Count - 1);
        _units.Grid.Select(next);
        Open(rows[next].Unit.Number);
    }

    private void LoadClauses()
    {
        Clauses = [];
        Marks = WordMarks.None;
        if (Found is not { } found)
        {
            return;
        }

        var (database, engine, unit) = (Session.Database, Session.Engine, Session.Unit(Number));
        _clauses.Start(
            cancellation =>
            {
                var formula = FormulaParser.Parse(found.Formula);
                var clauses = new List<GrowthStep>();
                double before = 0;
                foreach (var (operation, text, until) in GrowthStep.Of(formula))
                {
                    double iou = IouOf(engine, unit, until, cancellation);
                    clauses.Add(new GrowthStep(operation, text, iou, iou - before));
                    before = iou;
                }

                return (Clauses: clauses, Marks: WordMarks.Of(formula, database));
            },
            counted => (Clauses, Marks) = (counted.Clauses, counted.Marks));
    }

    private static double IouOf(QueryEngine engine, Formula unit, Formula formula, CancellationToken cancellation) =>
        PairScore.Iou(engine.Count(unit, formula, new RunOptions { Cancellation = cancellation }));

    private void LoadPicture()
    {
        if (IsText || Inputs.Count == 0 || Row is null)
        {
            return;
        }

        var (database, engine, unit, source) = (Session.Database, Session.Engine, Session.Unit(Number), Session.Options.Pictures);
        var (shown, formula, zoom) = (Inputs[InputIndex], Found?.Formula, ZoomFactor);
        _picture.Start(
            cancellation => PictureLoading.Load(
                database, engine, source, shown.Ranked.Input, shown.Record, unit, formula is null ? null : FormulaParser.Parse(formula), zoom, cancellation),
            picture => Picture = picture);
    }

    private sealed record Loaded(UnitRow Row, Histogram? Histogram, IReadOnlyList<(string Class, double Weight)> Classes);

    private void LoadTogether()
    {
        var (engine, unit) = (Session.Engine, Session.Unit(Number).ToString());
        _together.Start(
            cancellation =>
            {
                var result = engine.Run($"TOP {MostTogether + 1} units BY IOU(?, {unit})", new RunOptions { Cancellation = cancellation });
                return Enumerable.Range(0, result.Rows.Count)
                    .Select(row => (Unit: (string)result[row, "name"]!, Iou: (double)result[row, "iou"]!))
                    .Where(each => each.Unit != unit && "unit " + each.Unit != unit && each.Iou > 0).Take(MostTogether).ToList();
            },
            together => Together = together);
    }
}
