using CompExplain.Query.Ast;
using CompExplain.Query.Syntax;
using Superpower;
using Superpower.Parsers;

namespace CompExplain.Query.Parsing;

/// <summary><c>TOP n subject BY scores [ WHERE conditions ]</c></summary>
internal static class TopGrammar
{
    public static readonly TokenListParser<SyntaxKind, Statement> Top =
        from word in Token.EqualTo(SyntaxKind.Top)
        from count in NumberGrammar.Whole
        from subject in EnumGrammar.OneOf<TopSubject>()
        from separator in Token.EqualTo(SyntaxKind.By)
        from calls in new TokenListParser<SyntaxKind, EquatableList<ScoreCall>>(StatementGrammar.ScoreCallsOf)
        from conditions in WhereGrammar.Where
        select (Statement)new TopQuery(count, subject, calls, conditions);
}
