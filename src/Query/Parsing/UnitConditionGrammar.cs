using CompExplain.Query.Ast;
using CompExplain.Query.Syntax;
using Superpower;
using Superpower.Parsers;

namespace CompExplain.Query.Parsing;

/// <summary>
/// The conditions of a unit: <c>@ 1%</c>, <c>&gt; 2.5</c>, <c>BETWEEN 1 AND 2</c>, <c>range 2</c>.
/// </summary>
internal static class UnitConditionGrammar
{
    private static readonly TokenListParser<SyntaxKind, UnitCondition> Top =
        Token.EqualTo(SyntaxKind.At)
            .IgnoreThen(NumberGrammar.Percent)
            .Select(static share => (UnitCondition)new UnitTopShare(share));

    private static readonly TokenListParser<SyntaxKind, UnitCondition> Above =
        Token.EqualTo(SyntaxKind.Greater)
            .IgnoreThen(NumberGrammar.Real)
            .Select(static value => (UnitCondition)new UnitAbove(value));

    private static readonly TokenListParser<SyntaxKind, UnitCondition> Between =
        from word in Token.EqualToValueIgnoreCase(SyntaxKind.Word, "BETWEEN")
        from low in NumberGrammar.Real
        from and in Token.EqualTo(SyntaxKind.And)
        from high in NumberGrammar.Real
        select (UnitCondition)new UnitBetween(low, high);

    private static readonly TokenListParser<SyntaxKind, UnitCondition> Range =
        Token.EqualToValueIgnoreCase(SyntaxKind.Word, "range").IgnoreThen(NumberGrammar.Whole)
            .Select(static number => (UnitCondition)new UnitRange(number));

    public static readonly TokenListParser<SyntaxKind, UnitCondition> Condition = Top.Or(Above).Or(Between).Or(Range);
}
