using System.Text;
using CompExplain.Query.Ast;
using CompExplain.Query.Parsing;
using CompExplain.Query.Results;
using CompExplain.Storage.Results;
using CompExplain.Tui.Drawing;
using CompExplain.Tui.Models.Asking;
using CompExplain.Tui.Models.Concepts;
using CompExplain.Tui.Models.Searching;
using CompExplain.Tui.Models.Units;
using CompExplain.Tui.Sessions;

namespace CompExplain.Tui.Models.Shell;

/// <summary>The screens, the current one, the overlay over it, and the keys that work everywhere.</summary>
internal sealed class ShellModel
{
    private readonly Slot _writing;
    private readonly Action<string> _copy;
    private bool _isLight;

    public ShellModel(Session session, Action quit, Action<string> copy)
    {
        Session = session;
        _copy = copy;
        _isLight = session.Options.Light;
        _writing = new Slot(session);
        Theme = Theme.Of(_isLight, session.Options.Depth);
        Units = new UnitsModel(session, Open, Compare);
        Unit = new UnitModel(session, Units, Ask, Compare, SaveFormula);
        AskScreen = new AskModel(session, SaveFormula, () => Unit.Row?.Unit.Number ?? Units.Grid.Current?.Unit.Number ?? 0);
        Concepts = new ConceptsModel(session, Ask);
        Search = new SearchModel(session, Units, Add, TellEnd);
        CompareScreen = new CompareModel(session, Units, Open);
        Screens = [Units, Unit, AskScreen, Concepts, Search, CompareScreen];
        Screen = Units;
        Commands =
        [
            .. Screens.Select((screen, i) => new UiCommand($"go to {screen.Title}", $"F{i + 1}", () => Show(screen))),
            .. Screens.Select(
                (screen, i) => new UiCommand($"go to {screen.Title}", $"Alt+{i + 1}", () => Show(screen)) { IsAlias = true }),
            new("open the file again", "F8", session.Reopen),
            new("what is on screen, as a query to copy", "Ctrl+Y", ShowQuery) { Short = "query" },
            new("export what is on screen (.csv or .md)", "Ctrl+X", ShowExport) { Short = "export" },
            new("light or dark", "Ctrl+T", SwitchTheme),
            new("keys of this screen", "?", ShowKeys) { Short = "keys", IsPinned = true },
            new("keys of this screen", "F9", ShowKeys) { Short = "keys", IsPinned = true },
            new("all commands", "Ctrl+P", ShowPalette) { Short = "commands", IsPinned = true },
            new("how to quit", "Ctrl+C", () => session.Say("Ctrl-Q quits")) { IsAlias = true },
            new("quit", "Ctrl+Q", quit) { Short = "quit", IsPinned = true },
        ];
        session.Reopened += () =>
        {
            foreach (var screen in Screens)
            {
                screen.Reload();
            }
        };
        Screen.Enter();
    }

    public Session Session { get; }

    public Theme Theme { get; private set; }

    public UnitsModel Units { get; }

    public UnitModel Unit { get; }

    public AskModel AskScreen { get; }

    public ConceptsModel Concepts { get; }

    public SearchModel Search { get; }

    public CompareModel CompareScreen { get; }

    public IReadOnlyList<ScreenModel> Screens { get; }

    /// <summary>The current screen.</summary>
    public ScreenModel Screen { get; private set; }

    /// <summary>The overlay over it; null if there is none.</summary>
    public Overlay? Overlay { get; private set; }

    /// <summary>The commands of every screen.</summary>
    public IReadOnlyList<UiCommand> Commands { get; }

    /// <summary>The commands that keys run now; of two with the same key, the first.</summary>
    public IEnumerable<UiCommand> Active => Overlay is { } overlay
        ? [.. overlay.Commands, Commands[^1]]
        : [.. Screen.Commands, .. Everywhere];

    // In an editor of queries the question mark is the hole.
    private IEnumerable<UiCommand> Everywhere => Commands.Where(command => command.Key != "?" || !Screen.IsWriting)
        .Select(command => command.Key == "F9" && !Screen.IsWriting ? command with { Short = null } : command);

    public void Show(ScreenModel screen)
    {
        Screen = screen;
        Overlay = null;
        Session.ClearMessage();
        screen.Enter();
        Session.Changed();
    }

    /// <summary>Takes typed text that is no key of a command.</summary>
    public void Type(string text)
    {
        if (Overlay is { } overlay)
        {
            overlay.Type(text);
        }
        else
        {
            Screen.Type(text);
        }
    }

    /// <summary>Scrolls by rows.</summary>
    public void Scroll(int rows)
    {
        if (Overlay is null)
        {
            Screen.Scroll(rows);
        }
        else
        {
            Overlay.Commands.FirstOrDefault(command => command.Key == (rows > 0 ? "CursorDown" : "CursorUp"))?.Run();
        }
    }

    public void Open(int unit)
    {
        Unit.Open(unit);
        Show(Unit);
    }

    public void Ask(string query)
    {
        AskScreen.Ask(query);
        Show(AskScreen);
    }

    private void Compare(int unit)
    {
        CompareScreen.Set(unit);
        Show(CompareScreen);
    }

    private void Add(UnitExplanations found, string options)
    {
        Units.Add(found, options);
        Unit.Refresh();
    }

    private void TellEnd(string how)
    {
        if (Screen != Search)
        {
            Session.Say("search: " + how);
        }
    }

    private void Close()
    {
        Overlay = null;
        Session.Changed();
    }

    private void Open(Overlay overlay)
    {
        Overlay = overlay;
        Session.Changed();
    }

    private void ShowKeys() => Open(new KeysOverlay($"Keys of {Screen.Title}", Listed(), Close, Session.Changed));

    private void ShowPalette() => Open(new PaletteOverlay(
        [.. Listed().SelectMany(group => group.Commands.Select(command => (group.Heading, command)))], Close, Session.Changed));

    // The commands that help and the palette list.
    private List<(string Heading, IReadOnlyList<UiCommand> Commands)> Listed() =>
    [
        (Screen.Title, [.. Screen.Commands.Where(command => !command.IsAlias)]),
        ("Everywhere", [.. Everywhere.Where(command => !command.IsAlias)]),
    ];

    private void ShowQuery()
    {
        if (Screen.Query is not { } query)
        {
            Session.Say("there is nothing on screen to show as a query");
            return;
        }

        string command = $"compexplain query {Quote(Session.Database.Path)} {Quote(query)}";
        Open(new QueryOverlay(query, command, Copy, Ask, Close));
    }

    private void Copy(string text)
    {
        _copy(text);
        Session.Say("copied: " + text);
    }

    // Quotes an argument for a shell.
    private static string Quote(string text) => text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '/' or '_' or '-')
        ? text
        : "'" + text.Replace("'", "'\\''", StringComparison.Ordinal) + "'";

    private void SwitchTheme()
    {
        _isLight = !_isLight;
        Theme = Theme.Of(_isLight, Session.Options.Depth);
        Session.Changed();
    }

    private void SaveFormula(string formula) => Open(new PromptOverlay(
        "Save a formula", formula, string.Empty, name => Save(name, formula), Close, Session.Changed));

    private void Save(string name, string formula)
    {
        if (name.Length == 0)
        {
            return;
        }

        var engine = Session.Engine;
        _writing.Start(
            _ => engine.Run(new LetQuery(name, FormulaParser.Parse(formula)).ToString()),
            _ => Session.Say($"saved: {new NameFormula(name)} = {formula}"));
    }

    private void ShowExport()
    {
        if (Screen.Rows is not { Rows.Count: > 0 } rows)
        {
            Session.Say("there are no rows on screen to export");
            return;
        }

        Open(new PromptOverlay(
            "Export what is on screen", $"{rows.Rows.Count} rows, as CSV or, where the name ends with .md, as Markdown",
            Screen.Title.ToLowerInvariant() + ".csv", name => Export(name, rows), Close, Session.Changed));
    }

    private void Export(string name, QueryResult rows)
    {
        if (name.Length == 0)
        {
            return;
        }

        string path = Path.Combine(Session.Options.Folder, name);
        _writing.Start(
            _ =>
            {
                using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
                using var writer = new StreamWriter(file, new UTF8Encoding(false)) { NewLine = "\n" };
                if (name.EndsWith(".md", StringComparison.OrdinalIgnoreCase))
                {
                    MarkdownTable.Write(rows, writer);
                }
                else
                {
                    CsvRows.Write(rows, writer);
                }

                return rows.Rows.Count;
            },
            count => Session.Say($"{count} rows are in {path}"));
    }
}
