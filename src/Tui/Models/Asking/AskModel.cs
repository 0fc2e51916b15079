using CompExplain.Query.Ast;
using CompExplain.Query.Diagnostics;
using CompExplain.Query.Editing;
using CompExplain.Query.Execution;
using CompExplain.Query.Parsing;
using CompExplain.Query.Results;
using CompExplain.Storage.Results;
using CompExplain.Tui.Sessions;

namespace CompExplain.Tui.Models.Asking;

/// <summary>An editor for queries, and their answers.</summary>
internal sealed class AskModel : ScreenModel
{
    private const int MostChoices = 200;

    private readonly Slot _running;
    private readonly Slot _planning;
    private readonly Slot _completing;
    private readonly Slot _following;
    private readonly Action<string> _save;
    private readonly Func<int> _unit;
    private string _killed = string.Empty;
    private QueryResult? _result;

    public AskModel(Session session, Action<string> save, Func<int> unit)
        : base(session)
    {
        (_save, _unit) = (save, unit);
        (_running, _planning, _completing, _following) = (new(session), new(session), new(session), new(session));
        Commands =
        [
            new("ask", "Enter", Submit) { Short = "ask" },
            new("complete", "Tab", Accept) { Short = "complete" },
            new("stop the query, or close the list", "Esc", Escape),
            new("live: follow the formula as it is written", "Ctrl+L", ToggleLive) { Short = "live" },
            new("live: the next unit", "Alt+CursorDown", () => Measure(Unit + 1)),
            new("live: the unit before", "Alt+CursorUp", () => Measure(Unit - 1)),
            new("the plan beside the answer", "Ctrl+G", TogglePlan) { Short = "plan" },
            new("save the formula under a name", "Ctrl+S", Save) { Short = "save" },
            new("the line before", "CursorUp", () => Recall(Session.Options.History.Previous(Line.Text), -1)),
            new("the line after, or into the list", "CursorDown", () => Recall(null, 1)),
            new("answers: next page", "PageDown", () => Scroll(Page)),
            new("answers: previous page", "PageUp", () => Scroll(-Page)),
            new("left", "CursorLeft", () => Moved(Line.Left)) { IsAlias = true },
            new("right", "CursorRight", () => Moved(Line.Right)) { IsAlias = true },
            new("a word to the left", "Ctrl+CursorLeft", () => Moved(Line.WordLeft)),
            new("a word to the right", "Ctrl+CursorRight", () => Moved(Line.WordRight)),
            new("to the start", "Home", () => Moved(Line.Home)),
            new("to the end", "End", () => Moved(Line.End)),
            new("to the start", "Ctrl+A", () => Moved(Line.Home)) { IsAlias = true },
            new("to the end", "Ctrl+E", () => Moved(Line.End)) { IsAlias = true },
            new("delete to the left", "Backspace", () => Edited(Line.Backspace)) { IsAlias = true },
            new("delete", "Delete", () => Edited(Line.Delete)) { IsAlias = true },
            new("delete to the start", "Ctrl+U", () => Edited(() => _killed = Line.KillToStart())),
            new("delete to the end", "Ctrl+K", () => Edited(() => _killed = Line.KillToEnd())),
            new("delete a word", "Ctrl+W", () => Edited(() => _killed = Line.KillWord())),
            new("write what was deleted", "Ctrl+V", () => Edited(() => Line.Insert(_killed))),
        ];
    }

    public override string Title => "Ask";

    public override IReadOnlyList<UiCommand> Commands { get; }

    public override bool IsWriting => true;

    public LineBuffer Line { get; } = new();

    /// <summary>What the pieces of the line are.</summary>
    public IReadOnlyList<(SourceSpan Span, TokenRole Role)> Colors { get; private set; } = [];

    /// <summary>What is wrong with the line, its spot within the line; null where nothing is known to be.</summary>
    public Diagnostic? Problem { get; private set; }

    /// <summary>What may stand at the cursor; none where the list is closed.</summary>
    public IReadOnlyList<string> Choices { get; private set; } = [];

    /// <summary>Where in the line what is completed starts.</summary>
    public int ChoicesStart { get; private set; }

    /// <summary>The choice that is selected; -1 where none is, and Tab takes the first.</summary>
    public int Choice { get; private set; } = -1;

    public IReadOnlyList<ResultBlock> Answer { get; private set; } = [];

    public IReadOnlyList<string> Notes { get; private set; } = [];

    /// <summary>The query that is answered.</summary>
    public string Asked { get; private set; } = string.Empty;

    public TimeSpan? Took { get; private set; }

    public IReadOnlyList<ResultBlock> Plan { get; private set; } = [];

    public bool IsPlanShown { get; private set; }

    public bool IsLive { get; private set; }

    /// <summary>The counts of the unit and the formula that is being written; null where it is none.</summary>
    public PairCounts? Live { get; private set; }

    /// <summary>The unit that the live mode measures by.</summary>
    public int Unit { get; private set; }

    public bool IsBusy => _running.IsBusy;

    public bool IsFollowing => _following.IsBusy;

    public int FirstLine { get; private set; }

    /// <summary>How many lines of the answer there is room for.</summary>
    public int Page { get; set; } = 10;

    public override string? Query => IsLive && Line.Text.Trim().Length > 0 ? LiveQuery : Line.Text.Trim().Length > 0 ? Line.Text.Trim() : Asked.Length > 0 ? Asked : null;

    public override QueryResult? Rows => _result;

    private string LivePrefix => $"IOU({Session.Unit(Unit)}, ";

    private string LiveQuery => $"{LivePrefix}{Line.Text.Trim()})";

    public override void Reload()
    {
        (Answer, Notes, Plan, Live, Problem, _result) = ([], [], [], null, null, null);
        Edited(() => { });
    }

    public override void Enter() => Session.Background.Run(() =>
    {
        // The names are read before the first is asked for.
        _ = Session.Completion.Complete("a");
        return () => { };
    });

    /// <summary>Puts a query into the editor and asks it.</summary>
    public void Ask(string query)
    {
        IsLive = false;
        Edited(() => Line.Set(query));
        Close();
        Run();
    }

    public override bool Type(string text)
    {
        Edited(() => Line.Insert(text.ReplaceLineEndings(" ").Replace('\t', ' ')));
        return true;
    }

    public override void Scroll(int rows)
    {
        FirstLine = Math.Clamp(FirstLine + rows, 0, Math.Max(0, Answer.Sum(block => block.Lines) + Notes.Count - Page));
        Session.Changed();
    }

    /// <summary>Puts the cursor somewhere in the line.</summary>
    public void Place(int cursor) => Moved(() => Line.Set(Line.Text, Math.Clamp(cursor, 0, Line.Text.Length)));

    /// <summary>Takes a choice of the list.</summary>
    public void Take(int choice)
    {
        string tail = Line.Text[Line.Cursor..];
        string head = string.Concat(Line.Text.AsSpan(0, ChoicesStart), Choices[choice]);
        Edited(() => Line.Set(head + tail, head.Length), isCompletion: true);
    }

    private void Submit()
    {
        if (Choice >= 0)
        {
            Take(Choice);
        }
        else
        {
            Run();
        }
    }

    private void Accept()
    {
        if (Choices.Count == 0)
        {
            Suggest(evenNothing: true);
        }
        else
        {
            Take(Math.Max(0, Choice));
        }
    }

    private void Escape()
    {
        if (Choices.Count > 0)
        {
            Close();
        }
        else
        {
            _running.Stop();
        }

        Session.Changed();
    }

    private void Close() => (Choices, Choice) = ([], -1);

    private void Recall(string? line, int step)
    {
        if (Choices.Count > 0 && (step > 0 || Choice >= 0))
        {
            Choice = Math.Clamp(Choice + step, -1, Choices.Count - 1);
            Session.Changed();
            return;
        }

        if (step > 0)
        {
            line = Session.Options.History.Next();
        }

        if (line is not null)
        {
            Edited(() => Line.Set(line));
            Close();
        }
    }

    private void Moved(Action move)
    {
        move();
        Close();
        Session.Changed();
    }

    private void Edited(Action edit, bool isCompletion = false)
    {
        edit();
        Colors = Coloring.Of(Line.Text);
        Problem = null;
        Close();
        if (isCompletion)
        {
            _completing.Cancel();
        }
        else
        {
            Suggest(evenNothing: false);
        }

        if (IsLive)
        {
            Follow();
        }

        Session.Changed();
    }

    private void Suggest(bool evenNothing)
    {
        string text = Line.Text[..Line.Cursor];
        var completion = Session.Completion;
        if (!evenNothing && (text.Length == 0 || text[^1] is ' ' or '(' or ')' or ','))
        {
            _completing.Cancel();
            return;
        }

        _completing.Start(
            _ => completion.Complete(text),
            found =>
            {
                bool isDone = found.Choices.Count == 1 && found.Choices[0].Equals(text[found.Start..], StringComparison.Ordinal);
                if (!isDone)
                {
                    (ChoicesStart, Choices, Choice) = (found.Start, [.. found.Choices.Take(MostChoices)], -1);
                }
            });
    }

    private void Run()
    {
        string query = Line.Text.Trim();
        if (query.Length == 0)
        {
            return;
        }

        Session.Options.History.Add(query);
        Close();
        string text = IsLive ? LiveQuery : Line.Text;
        int shift = IsLive ? LivePrefix.Length : 0;
        var engine = Session.Engine;
        long start = Session.Options.Clock.GetTimestamp();
        _running.Start(
            cancellation => engine.Run(text, new RunOptions { Cancellation = cancellation }),
            result =>
            {
                _result = result;
                (Answer, Notes, Asked, Took) = (ResultBlock.Of(result), result.Notes, text.Trim(), Session.Options.Clock.GetElapsedTime(start));
                (FirstLine, Problem) = (0, null);
            },
            error => Refuse(error, shift),
            () => Session.Say("the query was stopped"));
        if (IsPlanShown)
        {
            Explain();
        }
    }

    private void Refuse(Exception error, int shift)
    {
        if (error is QueryException { Diagnostic: var found })
        {
            Problem = found with { Text = Line.Text, Span = new SourceSpan(Math.Clamp(found.Span.Start - shift, 0, Line.Text.Length), found.Span.Length) };
        }
        else
        {
            Session.Fail(error);
        }
    }

    private void Explain()
    {
        string text = IsLive ? LiveQuery : Line.Text.Trim();
        if (text.Length == 0)
        {
            return;
        }

        var engine = Session.Engine;
        bool isPlan = QueryParser.TryParse(text, out var statement, out _) && statement is PlanQuery or ProfileQuery;
        _planning.Start(
            cancellation => ResultBlock.Of(engine.Run(isPlan ? text : "PLAN " + text, new RunOptions { Cancellation = cancellation })),
            plan => Plan = plan,
            _ => Plan = []);
    }

    private void TogglePlan()
    {
        IsPlanShown = !IsPlanShown;
        if (IsPlanShown)
        {
            Explain();
        }

        Session.Changed();
    }

    private void ToggleLive()
    {
        IsLive = !IsLive;
        (Live, Problem) = (null, null);
        if (IsLive)
        {
            // A score of a unit and a formula goes on as the formula that is measured.
            Unit = _unit();
            if (QueryParser.TryParse(Line.Text, out var statement, out _) && statement is ScoreQuery { Calls: [{ Target: UnitFormula unit } call] })
            {
                Unit = unit.Number;
                Line.Set(call.Formula.ToString());
                Colors = Coloring.Of(Line.Text);
            }

            Follow();
        }
        else
        {
            _following.Cancel();
        }

        Session.Changed();
    }

    private void Measure(int unit)
    {
        Unit = Math.Clamp(unit, 0, Math.Max(0, (Session.Layer?.UnitCount ?? 1) - 1));
        if (IsLive)
        {
            Follow();
        }

        Session.Changed();
    }

    // Every key stroke stops what the one before asked.
    private void Follow()
    {
        string text = Line.Text;
        if (text.Trim().Length == 0)
        {
            Live = null;
            _following.Cancel();
            return;
        }

        var (engine, unit) = (Session.Engine, Session.Unit(Unit));
        _following.Start(
            cancellation => engine.Count(unit, FormulaParser.Parse(text), new RunOptions { Cancellation = cancellation }),
            counts => (Live, Problem) = (counts, null),
            error =>
            {
                Live = null;
                Refuse(error, 0);
            });
    }

    private void Save()
    {
        string text = Line.Text;
        if (FormulaParser.TryParse(text, out var formula, out _))
        {
            _save(formula.ToString());
        }
        else if (QueryParser.TryParse(text, out var statement, out _) && statement is ScoreQuery { Calls: [{ } call, ..] })
        {
            _save(call.Formula.ToString());
        }
        else
        {
            Session.Complain("there is no formula here to save: write one, or a score of one");
        }
    }
}
