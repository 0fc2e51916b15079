using CompExplain.Query.Ast;
using CompExplain.Query.Execution.Listing;
using CompExplain.Query.Execution.Operators;
using CompExplain.Query.Explaining;
using CompExplain.Query.Results;

namespace CompExplain.Query.Execution.Statements;

/// <summary>What TOP concepts and TOP units check before they rank.</summary>
internal static class TopFilter
{
    // Positions that masks are walked over in all, before a ranking by such a score is refused.
    private const double MaximumWork = 2e9;

    /// <summary>The rows that are ranked; every score must have a hole to put them into.</summary>
    /// <typeparam name="T">The rows.</typeparam>
    /// <param name="context">The query.</param>
    /// <param name="query">The query.</param>
    /// <param name="rows">All rows.</param>
    /// <param name="columns">Their columns.</param>
    /// <exception cref="Diagnostics.QueryException">A score has no hole, or a condition is a formula.</exception>
    public static List<T> Filter<T>(
        QueryContext context, TopQuery query, IEnumerable<T> rows, IReadOnlyList<ValueColumn<T>> columns)
    {
        foreach (var call in query.By)
        {
            if (!HasHole(context, call))
            {
                throw QueryContext.Fail(
                    call,
                    $"TOP {query.Subject.ToString().ToLowerInvariant()} needs a hole (?) to put them into",
                    "for example: TOP 10 concepts BY IOU(unit 1, water AND ?)");
            }
        }

        if (query.By[0].Score.Caution() is { } caution)
        {
            context.Note(caution);
        }

        foreach (var condition in query.Where)
        {
            rows = condition is ColumnCondition column
                ? rows.Where(RowFilter.Filter(columns, column))
                : throw QueryContext.Fail(
                    condition,
                    "concepts and units are filtered by columns, and this is a formula",
                    "there are: " + string.Join(", ", columns.Select(each => each.Name)));
        }

        return [.. rows];
    }

    /// <summary>Refuses what would take minutes: a score over the masks for each of many rows.</summary>
    /// <param name="context">The query.</param>
    /// <param name="call">The score.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="kind">What they are: <c>concepts</c> or <c>units</c>.</param>
    /// <exception cref="Diagnostics.QueryException">It would take too long.</exception>
    public static void CheckWork(QueryContext context, ScoreCall call, int rows, string kind)
    {
        if (!ScoreOperators.IsOfMasks(call.Score))
        {
            return;
        }

        long shifted = call.Score == Score.PValue ? (long)HonestyOptions.MinimumShifts * context.Database.Dataset.InputCount : 0;
        int few = (int)Math.Clamp(MaximumWork / Math.Max(1, context.PositionCount + shifted), 1, int.MaxValue);
        if (rows > few)
        {
            throw QueryContext.Fail(
                call,
                $"{call.Score.NameOf()} of {rows:N0} {kind} would take long",
                $"narrow them down to {few:N0} with WHERE, or rank by IOU");
        }
    }

    private static bool HasHole(QueryContext context, ScoreCall call) =>
        context.Bind(call.Formula, holes: true).HasHole
        || (call.Target is not null && context.Bind(call.Target, holes: true).HasHole);
}
