using CompExplain.Query.Diagnostics;
using CompExplain.Query.Execution.Operators;

namespace CompExplain.Query.Execution.Statements;

/// <summary>A statement that can be planned.</summary>
internal interface IStatement
{
    /// <summary>Makes its plan: binds its formulas and takes all decisions. Nothing is counted or changed.</summary>
    /// <param name="context">The query.</param>
    /// <exception cref="QueryException">A name is unknown, or something cannot be asked of this database.</exception>
    StatementPlan Plan(QueryContext context);
}
