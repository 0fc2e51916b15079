using System.Globalization;
using CompExplain.Query.Execution.Operators;
using CompExplain.Query.Results;
using CompExplain.Storage.Masks;

namespace CompExplain.Query.Execution.Statements;

/// <summary>PROFILE: the answer, and what each operator cost.</summary>
internal sealed class ProfileStatement : IStatement
{
    private readonly IStatement _inner;

    public ProfileStatement(IStatement inner) => _inner = inner;

    /// <inheritdoc/>
    public StatementPlan Plan(QueryContext context)
    {
        var inner = _inner.Plan(context);
        return new StatementPlan(context, [], () => Rows(inner, context));
    }

    private static ResultBuilder Rows(StatementPlan plan, QueryContext context)
    {
        var cache = context.Database.Masks.Cache;
        var answer = plan.Run();
        var costs = Costs(plan.Operators).Notes(CacheNotes(cache, context.Database.Masks.Cache)).Build();
        return new ResultBuilder()
            .Column("answer", ColumnKind.Nested).Column("profile", ColumnKind.Nested).Row(answer, costs);
    }

    private static ResultBuilder Costs(IReadOnlyList<Operator> operators)
    {
        var result = new ResultBuilder()
            .Column("step", ColumnKind.Integer).Column("operator", ColumnKind.Text).Column("detail", ColumnKind.Text)
            .Column("path", ColumnKind.Text).Column("estimate", ColumnKind.Integer).Column("actual", ColumnKind.Integer)
            .Column("bytesRead", ColumnKind.Integer).Column("ms", ColumnKind.Milliseconds);
        long step = 0;
        foreach (var each in operators)
        {
            var cost = each.Measured!;
            result.Row(++step, each.Name, each.Detail, each.Path, each.Estimate, cost.Actual, cost.Bytes, cost.Milliseconds);
        }

        return result;
    }

    /// <summary>How the cache of opened masks served a query; nothing if the query opened no mask.</summary>
    private static string[] CacheNotes(MaskCacheStatistics before, MaskCacheStatistics after)
    {
        long opened = after.Misses - before.Misses, found = after.Hits - before.Hits;
        return opened + found == 0 ? [] :
        [
            string.Create(
                CultureInfo.InvariantCulture,
                $"cache of opened masks: {found:N0} found, {opened:N0} opened, {after.Evicted - before.Evicted:N0} evicted; "
                + $"it holds {after.Bytes:N0} of {after.Limit:N0} bytes"),
        ];
    }
}
