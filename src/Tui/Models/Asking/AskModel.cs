using CompExplain.Query.Ast;
using CompExplain.Query.Diagnostics;
using CompExplain.Query.Editing;
using CompExplain.Query.Parsing;
using CompExplain.Query.Results;
using CompExplain.Storage.Results;
using CompExplain.Tui.Sessions;

namespace CompExplain.Tui.Models.Asking;

/// <summary>An editor for queries, and their answers.</summary>
internal sealed class AskModel : ScreenModel
{
    private readonly LiveScore _live;
    private readonly Action<string> _save;
    private readonly Func<int> _unit;
    private string _killed = string.Empty;

    public AskModel(Session session, Action<string> save, Func<int> unit)
        : base(session)
    {
        (_save, _unit) = (save, unit);
        (_live, Completions, Answer) = (new LiveScore(session), new CompletionList(session), new AnswerModel(session));
        Commands =
        [
            new("ask", "Enter", Submit) { Short = "ask" },
            new("complete", "Tab", Accept) { Short = "complete" },
            new("cancel the query, or close the list", "Esc", Escape),
            new("live: the score of the formula with every key", "Ctrl+L", ToggleLive) { Short = "live" },
            new("live: the next unit", "Alt+CursorDown", () => Measure(Unit + 1)),
            new("live: the previous unit", "Alt+CursorUp", () => Measure(Unit - 1)),
            new("the plan beside the answer", "Ctrl+G", () => Answer.TogglePlan(Asked)) { Short = "plan" },
            new("save the formula under a name", "Ctrl+S", Save) { Short = "save" },
            new("the previous line", "CursorUp", () => Recall(Session.Options.History.Previous(Line.Text), -1)),
            new("the next line, or into the list", "CursorDown", () => Recall(null, 1)),
            new("answers: next page", "PageDown", () => Scroll(Answer.Page)),
            new("answers: previous page", "PageUp", () => Scroll(-Answer.Page)),
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
            new("insert what was deleted", "Ctrl+V", () => Edited(() => Line.Insert(_killed))),
        ];
    }

    public override string Title => "Ask";

    public override IReadOnlyList<UiCommand> Commands { get; }

    public override bool IsWriting => true;

    public LineBuffer Line { get; } = new();

    /// <summary>The roles of the pieces of the line.</summary>
    public IReadOnlyList<(SourceSpan Span, TokenRole Role)> Colors { get; private set; } = [];

    /// <summary>What is wrong with the line, with its span in the line; null if nothing is known to be.</summary>
    public Diagnostic? Problem { get; private set; }

    public CompletionList Completions { get; }

    public AnswerModel Answer { get; }

    public bool IsLive { get; private set; }

    /// <summary>The counts of the unit and the formula in the line; null if it is no formula.</summary>
    public PairCounts? Live => _live.Counts;

    /// <summary>The unit of the live mode.</summary>
    public int Unit { get; private set; }

    public bool IsFollowing => _live.IsBusy;

    public override string? Query
    {
        get
        {
            string text = Line.Text.Trim();
            if (text.Length > 0)
            {
                return IsLive ? LiveQuery : text;
            }

            return Answer.Asked.Length > 0 ? Answer.Asked : null;
        }
    }

    public override QueryResult? Rows => Answer.Rows;

    private string LivePrefix => $"IOU({Session.Unit(Unit)}, ";

    private string LiveQuery => $"{LivePrefix}{Line.Text.Trim()})";

    /// <summary>The query that the line is.</summary>
    private string Asked => IsLive ? LiveQuery : Line.Text;

    public override void Reload()
    {
        Answer.Clear();
        Problem = null;
        _live.Clear();
        Edited(() => { });
    }

    public override void Enter() => Completions.Prepare();

    /// <summary>Puts a query into the editor and asks it.</summary>
    public void Ask(string query)
    {
        IsLive = false;
        Edited(() => Line.Set(query));
        Completions.Close();
        Run();
    }

    public override bool Type(string text)
    {
        Edited(() => Line.Insert(text.ReplaceLineEndings(" ").Replace('\t', ' ')));
        return true;
    }

    public override void Scroll(int rows) => Answer.Scroll(rows);

    /// <summary>Puts the cursor somewhere in the line.</summary>
    public void Place(int cursor) => Moved(() => Line.Set(Line.Text, Math.Clamp(cursor, 0, Line.Text.Length)));

    /// <summary>Takes a choice of the list.</summary>
    public void Take(int choice)
    {
        string tail = Line.Text[Line.Cursor..];
        string head = string.Concat(Line.Text.AsSpan(0, Completions.Start), Completions.Choices[choice]);
        Edited(() => Line.Set(head + tail, head.Length), isCompletion: true);
    }

    private void Submit()
    {
        if (Completions.Selected >= 0)
        {
            Take(Completions.Selected);
        }
        else
        {
            Run();
        }
    }

    private void Accept()
    {
        if (Completions.IsOpen)
        {
            Take(Math.Max(0, Completions.Selected));
        }
        else
        {
            Completions.Suggest(Line.Text[..Line.Cursor], isRequested: true);
        }
    }

    private void Escape()
    {
        if (Completions.IsOpen)
        {
            Completions.Close();
        }
        else
        {
            Answer.Stop();
        }

        Session.Changed();
    }

    private void Recall(string? line, int step)
    {
        if (Completions.IsOpen && (step > 0 || Completions.Selected >= 0))
        {
            Completions.Select(Completions.Selected + step);
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
            Completions.Close();
        }
    }

    private void Moved(Action move)
    {
        move();
        Completions.Close();
        Session.Changed();
    }

    private void Edited(Action edit, bool isCompletion = false)
    {
        edit();
        Colors = Coloring.Of(Line.Text);
        Problem = null;
        if (isCompletion)
        {
            Completions.Cancel();
        }
        else
        {
            Completions.Close();
            Completions.Suggest(Line.Text[..Line.Cursor], isRequested: false);
        }

        if (IsLive)
        {
            Follow();
        }

        Session.Changed();
    }

    private void Run()
    {
        string query = Line.Text.Trim();
        if (query.Length == 0)
        {
            return;
        }

        Session.Options.History.Add(query);
        Completions.Close();
        int shift = IsLive ? LivePrefix.Length : 0;
        Answer.Run(Asked, () => Problem = null, error => Refuse(error, shift));
    }

    private void Refuse(Exception error, int shift)
    {
        if (error is QueryException { Diagnostic: var found })
        {
            var span = new SourceSpan(Math.Clamp(found.Span.Start - shift, 0, Line.Text.Length), found.Span.Length);
            Problem = found with { Text = Line.Text, Span = span };
        }
        else
        {
            Session.Fail(error);
        }
    }

    private void ToggleLive()
    {
        IsLive = !IsLive;
        Problem = null;
        _live.Clear();
        if (IsLive)
        {
            // Of the score of a unit and a formula, the formula is followed.
            Unit = _unit();
            if (QueryParser.TryParse(Line.Text, out var statement, out _)
                && statement is ScoreQuery { Calls: [{ Target: UnitFormula unit } call] })
            {
                Unit = unit.Number;
                Line.Set(call.Formula.ToString());
                Colors = Coloring.Of(Line.Text);
            }

            Follow();
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

    private void Follow() => _live.Follow(Unit, Line.Text, failure =>
    {
        Problem = null;
        if (failure is not null)
        {
            Refuse(failure, 0);
        }
    });

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
