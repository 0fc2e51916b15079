using System.Globalization;
using CompExplain.Query;
using CompExplain.Query.Ast;
using CompExplain.Query.Execution;
using CompExplain.Query.Parsing;
using CompExplain.Query.Results;
using CompExplain.Storage;
using CompExplain.Storage.Catalog;
using CompExplain.Storage.Results;
using CompExplain.Tui.Sessions;

namespace CompExplain.Tui.Models.Units;

/// <summary>Two units side by side: their formulas, and how much their masks overlap.</summary>
internal sealed class CompareModel : ScreenModel
{
    private const int MaximumInputs = 10;

    private readonly Slot _loading;
    private readonly UnitsModel _units;
    private readonly int[] _numbers = [0, 1];
    private bool _isChosen;

    public CompareModel(Session session, UnitsModel units, Action<int> open)
        : base(session)
    {
        _units = units;
        _loading = new Slot(session);
        Commands =
        [
            new("the other side", "Tab", () => Turn(1 - Side)) { Short = "side" },
            new("the left unit", "CursorLeft", () => Turn(0)),
            new("the right unit", "CursorRight", () => Turn(1)),
            new("next unit", "CursorDown", () => Step(1)) { Short = "unit" },
            new("previous unit", "CursorUp", () => Step(-1)),
            new("ten units on", "PageDown", () => Step(10)),
            new("ten units back", "PageUp", () => Step(-10)),
            new("open the unit", "Enter", () => open(Numbers[Side])) { Short = "open" },
        ];
    }

    public override string Title => "Compare";

    public override IReadOnlyList<UiCommand> Commands { get; }

    /// <summary>The numbers of the two units.</summary>
    public IReadOnlyList<int> Numbers => _numbers;

    /// <summary>The side that the keys change.</summary>
    public int Side { get; private set; }

    /// <summary>The two units; empty until they are loaded.</summary>
    public IReadOnlyList<ComparedUnit> Units { get; private set; } = [];

    /// <summary>The counts of the two masks.</summary>
    public PairCounts? Overlap { get; private set; }

    /// <summary>The clauses that both formulas have.</summary>
    public IReadOnlyList<string> Common { get; private set; } = [];

    /// <summary>Inputs on which both are active.</summary>
    public IReadOnlyList<ShownInput> Inputs { get; private set; } = [];

    public bool IsBusy => _loading.IsBusy;

    public override string? Query => $"IOU({Session.Unit(_numbers[0])}, {Session.Unit(_numbers[1])})";

    public override QueryResult? Rows
    {
        get
        {
            if (Units.Count < 2)
            {
                return null;
            }

            var rows = new ResultBuilder().Column("unit", ColumnKind.Integer).Column("size", ColumnKind.Integer)
                .Column("iou", ColumnKind.Score).Column("formula", ColumnKind.Text)
                .Column("iouOfTheOthersFormula", ColumnKind.Score);
            foreach (var (row, othersIou, _) in Units)
            {
                rows.Row((long)row.Unit.Number, row.Unit.Size, row.Best?.Iou, row.Best?.Formula, othersIou);
            }

            return rows.Build();
        }
    }

    /// <summary>Compares a unit with the one that was compared last.</summary>
    public void Set(int number)
    {
        if (_isChosen)
        {
            _numbers[1] = number;
        }
        else
        {
            (_numbers[0], _numbers[1]) = (number, number == 0 ? 1 : 0);
        }

        _isChosen = true;
        Side = 1;
        Load();
    }

    public override void Enter()
    {
        if (Units.Count == 0)
        {
            Load();
        }
    }

    public override void Reload()
    {
        if (Units.Count > 0)
        {
            Load();
        }
    }

    public override bool Type(string text)
    {
        if (text.Length != 1 || !char.IsAsciiDigit(text[0]))
        {
            return false;
        }

        long number = (_numbers[Side] * 10L) + (text[0] - '0');
        Go(Session.Layer is { } layer && number < layer.UnitCount ? (int)number : text[0] - '0');
        return true;
    }

    /// <summary>Selects the side that the keys change.</summary>
    public void Turn(int side)
    {
        Side = side;
        Session.Changed();
    }

    private void Step(int units) => Go(_numbers[Side] + units);

    private void Go(int number)
    {
        _isChosen = true;
        _numbers[Side] = Math.Clamp(number, 0, Math.Max(0, (Session.Layer?.UnitCount ?? 1) - 1));
        Load();
    }

    private void Load()
    {
        var (database, engine, layer) = (Session.Database, Session.Engine, Session.Layer);
        if (layer is null)
        {
            return;
        }

        int[] numbers = [.. _numbers];
        var known = numbers.Select(_units.OfNumber).ToList();
        _loading.Start(
            cancellation => Compare(database, engine, layer, numbers, known, cancellation),
            compared =>
            {
                if (compared is null)
                {
                    Session.Complain(
                        string.Create(CultureInfo.InvariantCulture, $"layer {layer.Name} has units 0 to {layer.UnitCount - 1}"));
                }
                else
                {
                    (Units, Overlap, Common, Inputs) = compared;
                }
            });
        Session.Changed();
    }

    private Compared? Compare(
        ProbeDatabase database,
        QueryEngine engine,
        Layer layer,
        int[] numbers,
        List<UnitRow?> known,
        CancellationToken cancellation)
    {
        var rows = new List<UnitRow>();
        for (int side = 0; side < numbers.Length; side++)
        {
            var unit = known[side] is null ? database.FindUnit(layer.Id, numbers[side]) : null;
            if ((known[side] ?? (unit is null ? null : new UnitRow(new UnitExplanations(unit, null, [])))) is not { } row)
            {
                return null;
            }

            rows.Add(row);
        }

        var options = new RunOptions { Cancellation = cancellation };
        var units = numbers.Select(Session.Unit).ToList();
        var formulas = rows.ConvertAll(row => row.Best is { } best ? FormulaParser.Parse(best.Formula) : null);
        var clauses = formulas.ConvertAll(formula => formula is null ? [] : ClausesOf(formula));
        ComparedUnit Side(int side) => new(
            rows[side],
            formulas[1 - side] is { } other ? engine.Count(units[side], other, options).Iou : null,
            Except(clauses[side], clauses[1 - side]));

        var inputs = engine.TopInputs(new AndFormula(units[0], units[1]), MaximumInputs, options);
        return new Compared(
            [Side(0), Side(1)],
            engine.Count(units[0], units[1], options),
            clauses[0].Where(clause => clauses[1].Any(other => Bare(other) == Bare(clause))).ToList(),
            inputs.Select(each => new ShownInput(each, database.Input(each.Input))).ToList());
    }

    private static List<string> ClausesOf(Formula formula) =>
        GrowthStep.Of(formula).ConvertAll(step => (step.Operator + " " + step.Text).Trim());

    private static List<string> Except(List<string> own, List<string> other) =>
        own.Where(clause => !other.Any(each => Bare(each) == Bare(clause))).ToList();

    // The first clause of a formula has no OR before it.
    private static string Bare(string clause) => clause.StartsWith("OR ", StringComparison.Ordinal) ? clause[3..] : clause;

    private sealed record Compared(
        IReadOnlyList<ComparedUnit> Units, PairCounts? Overlap, IReadOnlyList<string> Common, IReadOnlyList<ShownInput> Inputs);
}
