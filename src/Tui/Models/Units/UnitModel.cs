using System.Globalization;
using CompExplain.Query.Execution;
using CompExplain.Query.Parsing;
using CompExplain.Query.Results;
using CompExplain.Storage.Catalog;
using CompExplain.Storage.Results;
using CompExplain.Tui.Pictures;
using CompExplain.Tui.Sessions;

namespace CompExplain.Tui.Models.Units;

/// <summary>One unit: its explanation, the inputs it responds to, and what else is known of it.</summary>
internal sealed class UnitModel : ScreenModel
{
    /// <summary>The number of panels beside the explanation.</summary>
    public const int PanelCount = 3;

    private const int MaximumInputs = 12;
    private const int MaximumTogether = 8;

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
        (_basics, _inputs, _picture, _clauses, _together) = (
            new(session), new(session), new(session), new(session), new(session));
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
            new("next panel: activations, units that fire with it, classes", "Tab", NextPanel) { Short = "more" },
            new("ask about this formula", "a", () => ask(Query ?? "SHOW units")) { Short = "ask" },
            new("save the formula under a name", "s", () => Saved(save)) { Short = "save" },
            new("compare with another unit", "c", () => compare(Number)) { Short = "compare" },
        ];
    }

    public override string Title => "Unit";

    public override IReadOnlyList<UiCommand> Commands { get; }

    /// <summary>The unit's number; the unit is loaded if <see cref="Row"/> is not null.</summary>
    public int Number { get; private set; }

    public UnitRow? Row { get; private set; }

    /// <summary>Why there is nothing to show; null if there is.</summary>
    public string? Missing { get; private set; }

    /// <summary>The formula shown, as an index of the unit's steps.</summary>
    public int LengthIndex { get; private set; }

    /// <summary>The explanation shown; null if there is none.</summary>
    public Explanation? Found => Row is { Found.Steps: var steps } && LengthIndex < steps.Count ? steps[LengthIndex] : null;

    /// <summary>The clauses of its formula, with what each adds; empty until that is counted.</summary>
    public IReadOnlyList<GrowthStep> Clauses { get; private set; } = [];

    public Histogram? Histogram { get; private set; }

    public IReadOnlyList<ShownInput> Inputs { get; private set; } = [];

    public int InputIndex { get; private set; }

    public InputPicture? Picture { get; private set; }

    public MaskLayer Layer { get; private set; }

    public int ZoomFactor { get; private set; } = 1;

    /// <summary>Units that fire with it, and the IoU of the two masks.</summary>
    public IReadOnlyList<ScoredName> Together { get; private set; } = [];

    public bool IsCountingTogether => _together.IsBusy;

    /// <summary>The classes with the unit's weights, the highest first; empty if they are not known.</summary>
    public IReadOnlyList<(string Class, double Weight)> Classes { get; private set; } = [];

    /// <summary>The first panel beside the picture.</summary>
    public int Panel { get; private set; }

    public WordMarks Marks { get; private set; } = WordMarks.None;

    public bool IsText => Session.Database.Dataset.Kind == DatasetKind.Texts;

    public bool IsLoading => _basics.IsBusy;

    public bool IsLoadingInputs => _inputs.IsBusy || _basics.IsBusy;

    public override string? Query
    {
        get
        {
            if (Row is null)
            {
                return null;
            }

            var unit = Session.Unit(Number);
            return Found is { } found ? $"IOU({unit}, {found.Formula})" : $"TOP 10 concepts BY IOU({unit}, ?)";
        }
    }

    public override QueryResult? Rows
    {
        get
        {
            if (Row is not { } row)
            {
                return null;
            }

            var rows = new ResultBuilder().Column("length", ColumnKind.Integer).Column("formula", ColumnKind.Text)
                .Column("iou", ColumnKind.Score).Column("hits", ColumnKind.Integer).Column("size", ColumnKind.Integer);
            foreach (var each in row.Found.ByLength)
            {
                rows.Row((long)each.Length, each.Formula, each.Iou, each.Counts.Hits, each.Counts.Size);
            }

            return rows.Build();
        }
    }

    /// <summary>Opens a unit of the layer shown.</summary>
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
            _ => UnitFacts.Read(database, layer, number, known),
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
            cancellation => engine.TopInputs(reference, MaximumInputs, new RunOptions { Cancellation = cancellation })
                .Select(each => new ShownInput(each, database.Input(each.Input))).ToList(),
            inputs =>
            {
                Inputs = inputs;
                LoadPicture();
                LoadTogether();
            });
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

        // 1 and then 2 is unit 12; if there is no such unit, it is unit 2.
        string digits = _typed + text;
        int units = Session.Layer?.UnitCount ?? 0;
        if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int number) || number >= units)
        {
            (digits, number) = (text, text[0] - '0');
        }

        Open(number);
        _typed = digits;
        return true;
    }

    public override void Scroll(int rows) => ShowInput(InputIndex + Math.Sign(rows));

    /// <summary>Shows what a running search has just found for this unit.</summary>
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
        // In the order of the units' table.
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
                return (Clauses: GrowthStep.Count(engine, unit, formula, cancellation), Marks: WordMarks.Of(formula, database));
            },
            counted => (Clauses, Marks) = (counted.Clauses, counted.Marks));
    }

    private void LoadPicture()
    {
        if (IsText || Inputs.Count == 0 || Row is null)
        {
            return;
        }

        var (unit, shown, formula, zoom) = (Session.Unit(Number), Inputs[InputIndex], Found?.Formula, ZoomFactor);
        var loading = new PictureLoading(Session);
        _picture.Start(
            cancellation => loading.Load(shown, unit, formula is null ? null : FormulaParser.Parse(formula), zoom, cancellation),
            picture => Picture = picture);
    }

    private void LoadTogether()
    {
        var (engine, unit) = (Session.Engine, Session.Unit(Number).ToString());
        _together.Start(
            cancellation =>
            {
                var options = new RunOptions { Cancellation = cancellation };
                var result = engine.Run($"TOP {MaximumTogether + 1} units BY IOU(?, {unit})", options);
                return ScoredName.Of(result).Where(each => each.Name != unit && "unit " + each.Name != unit).Take(MaximumTogether)
                    .ToList();
            },
            together => Together = together);
    }
}
