using CompExplain.Query.Ast;
using CompExplain.Query.Execution;
using CompExplain.Query.Parsing;
using CompExplain.Query.Results;
using CompExplain.Tui.Sessions;

namespace CompExplain.Tui.Models.Asking;

/// <summary>The answer to the last query, scrolled by lines, and the plan beside it.</summary>
internal sealed class AnswerModel
{
    private readonly Session _session;
    private readonly Slot _running;
    private readonly Slot _planning;

    /// <param name="session">The open database.</param>
    public AnswerModel(Session session)
    {
        _session = session;
        (_running, _planning) = (new(session), new(session));
    }

    /// <summary>The rows of the answer; null if there is none.</summary>
    public QueryResult? Rows { get; private set; }

    /// <summary>The answer as it is shown.</summary>
    public IReadOnlyList<ResultBlock> Blocks { get; private set; } = [];

    /// <summary>The notes below the answer.</summary>
    public IReadOnlyList<string> Notes { get; private set; } = [];

    /// <summary>The query of the answer.</summary>
    public string Asked { get; private set; } = string.Empty;

    /// <summary>How long the answer took.</summary>
    public TimeSpan? Took { get; private set; }

    /// <summary>The plan of the query as it is shown.</summary>
    public IReadOnlyList<ResultBlock> Plan { get; private set; } = [];

    /// <summary>Whether the plan is shown.</summary>
    public bool IsPlanShown { get; private set; }

    /// <summary>Whether a query is running.</summary>
    public bool IsBusy => _running.IsBusy;

    /// <summary>The first line shown.</summary>
    public int FirstLine { get; private set; }

    /// <summary>The number of lines that fit on the screen.</summary>
    public int Page { get; set; } = 10;

    /// <summary>Forgets the answer and the plan.</summary>
    public void Clear() => (Blocks, Notes, Plan, Rows) = ([], [], [], null);

    /// <summary>Runs a query.</summary>
    /// <param name="text">The query.</param>
    /// <param name="done">Called after an answer.</param>
    /// <param name="fail">Called after an error.</param>
    public void Run(string text, Action done, Action<Exception> fail)
    {
        var engine = _session.Engine;
        long start = _session.Options.Clock.GetTimestamp();
        _running.Start(
            cancellation => engine.Run(text, new RunOptions { Cancellation = cancellation }),
            result =>
            {
                (Rows, Blocks, Notes, Asked) = (result, ResultBlock.Of(result), result.Notes, text.Trim());
                Took = _session.Options.Clock.GetElapsedTime(start);
                FirstLine = 0;
                done();
            },
            fail,
            () => _session.Say("the query was cancelled"));
        if (IsPlanShown)
        {
            MakePlan(text);
        }
    }

    /// <summary>Cancels the query.</summary>
    public void Stop() => _running.Stop();

    /// <summary>Shows the plan of a query, or hides it.</summary>
    /// <param name="text">The query.</param>
    public void TogglePlan(string text)
    {
        IsPlanShown = !IsPlanShown;
        if (IsPlanShown)
        {
            MakePlan(text);
        }

        _session.Changed();
    }

    /// <summary>Scrolls by lines.</summary>
    /// <param name="rows">The number of lines; negative towards the start.</param>
    public void Scroll(int rows)
    {
        FirstLine = Math.Clamp(FirstLine + rows, 0, Math.Max(0, Blocks.Sum(block => block.Lines) + Notes.Count - Page));
        _session.Changed();
    }

    private void MakePlan(string text)
    {
        string query = text.Trim();
        if (query.Length == 0)
        {
            return;
        }

        var engine = _session.Engine;
        bool isPlan = QueryParser.TryParse(query, out var statement, out _) && statement is PlanQuery or ProfileQuery;
        string plan = isPlan ? query : "PLAN " + query;
        _planning.Start(
            cancellation => ResultBlock.Of(engine.Run(plan, new RunOptions { Cancellation = cancellation })),
            blocks => Plan = blocks,
            _ => Plan = []);
    }
}
