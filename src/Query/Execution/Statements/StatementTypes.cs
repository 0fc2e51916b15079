using CompExplain.Query.Ast;

namespace CompExplain.Query.Execution.Statements;

/// <summary>The statement that each syntax tree is.</summary>
internal static class StatementTypes
{
    /// <summary>The statement of a syntax tree. A new kind of statement is added here.</summary>
    /// <param name="tree">The tree.</param>
    public static IStatement Of(Statement tree) => tree switch
    {
        PlanQuery query => new PlanStatement(Of(query.Inner)),
        ProfileQuery query => new ProfileStatement(Of(query.Inner)),
        ScoreQuery query => new ScoreStatement(query),
        MaskQuery query => new MaskStatement(query),
        GroupQuery query => new GroupStatement(query),
        TopQuery { Subject: TopSubject.Concepts } query => new TopConceptsStatement(query),
        TopQuery { Subject: TopSubject.Units } query => new TopUnitsStatement(query),
        TopQuery query => new TopInputsStatement(query),
        ExplainQuery query => new ExplainStatement(query),
        LetQuery query => new LetStatement(query),
        DropQuery query => new DropStatement(query),
        ShowQuery query => new ShowStatement(query),
        _ => throw new NotSupportedException(tree.GetType().Name),
    };
}
