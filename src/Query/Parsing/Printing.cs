using CompExplain.Query.Ast;

namespace CompExplain.Query.Parsing;

internal static class Printing
{
    public static string Print(Formula formula) => throw new NotImplementedException(formula.GetType().Name);

    public static string Print(Statement statement) => throw new NotImplementedException(statement.GetType().Name);

    public static string Print(ScoreCall call) => throw new NotImplementedException(call.Score.NameOf());

    public static string Print(Condition condition) => throw new NotImplementedException(condition.GetType().Name);
}
