using CompExplain.Query.Execution;
using CompExplain.Query.Parsing;
using CompExplain.Storage.Results;
using CompExplain.Tui.Sessions;

namespace CompExplain.Tui.Models.Asking;

/// <summary>The counts of a unit and the formula that is being written; each key cancels the count before it.</summary>
internal sealed class LiveScore
{
    private readonly Session _session;
    private readonly Slot _counting;

    public LiveScore(Session session) => (_session, _counting) = (session, new Slot(session));

    /// <summary>The counts; null if the text is no formula, or is not counted yet.</summary>
    public PairCounts? Counts { get; private set; }

    public bool IsBusy => _counting.IsBusy;

    /// <summary>Counts a formula.</summary>
    /// <param name="unit">The unit's number.</param>
    /// <param name="text">The formula.</param>
    /// <param name="end">Called at the end, with what failed; null if nothing did.</param>
    public void Follow(int unit, string text, Action<Exception?> end)
    {
        if (text.Trim().Length == 0)
        {
            Clear();
            return;
        }

        var (engine, target) = (_session.Engine, _session.Unit(unit));
        _counting.Start(
            cancellation => engine.Count(target, FormulaParser.Parse(text), new RunOptions { Cancellation = cancellation }),
            counts =>
            {
                Counts = counts;
                end(null);
            },
            error =>
            {
                Counts = null;
                end(error);
            });
    }

    public void Clear()
    {
        Counts = null;
        _counting.Cancel();
    }
}
