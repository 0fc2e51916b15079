using CompExplain.Query.Execution.Operators;
using CompExplain.Query.Results;

namespace CompExplain.Query.Execution.Statements;

/// <summary>
/// The plan of a statement: its operators in order, and how their results become rows. There are no more decisions.
/// </summary>
internal sealed class StatementPlan
{
    private readonly QueryContext _context;
    private readonly Func<ResultBuilder> _rows;

    /// <param name="context">The query.</param>
    /// <param name="operators">The operators, in the order in which they run.</param>
    /// <param name="rows">Makes the rows of the answer, after all operators have run.</param>
    public StatementPlan(QueryContext context, IReadOnlyList<Operator> operators, Func<ResultBuilder> rows)
    {
        _context = context;
        Operators = operators;
        _rows = rows;
    }

    /// <summary>The operators, in the order in which they run.</summary>
    public IReadOnlyList<Operator> Operators { get; }

    /// <summary>Runs the operators and makes the answer.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public QueryResult Run()
    {
        foreach (var each in Operators)
        {
            each.Execute();
        }

        return _rows().Notes(_context.Notes).Build() with { Missing = [.. _context.Missing] };
    }
}
