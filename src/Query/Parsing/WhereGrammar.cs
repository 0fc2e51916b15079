using CompExplain.Query.Ast;
using CompExplain.Query.Syntax;
using Superpower;
using Superpower.Model;
using Superpower.Parsers;

namespace CompExplain.Query.Parsing;

/// <summary>The clause <c>WHERE</c>, and columns and values, which other clauses have too.</summary>
internal static class WhereGrammar
{
    public static readonly TokenListParser<SyntaxKind, Token<SyntaxKind>> Column =
        Token.Matching<SyntaxKind>(static kind => IsName(kind), "a column");

    public static readonly TokenListParser<SyntaxKind, Token<SyntaxKind>> Value =
        Token.Matching<SyntaxKind>(static kind => IsName(kind) || kind == SyntaxKind.Text, "a value");

    private static readonly TokenListParser<SyntaxKind, Condition> ColumnCondition =
        from column in Column
        from comparison in Token.Matching<SyntaxKind>(static kind => ComparisonOf(kind) is not null, "a comparison")
        from value in Value
        select (Condition)new ColumnCondition(TextOf(column), ComparisonOf(comparison.Kind)!.Value, TextOf(value))
        {
            Span = column.SourceSpan(),
            ValueSpan = value.SourceSpan(),
        };

    private static readonly TokenListParser<SyntaxKind, Condition> FormulaCondition =
        new TokenListParser<SyntaxKind, Formula>(FormulaGrammar.OperandOf).Select(ConditionOf);

    // What AND may join: in a WHERE it joins conditions before it joins formulas.
    private static readonly TokenListParser<SyntaxKind, Condition> JoinedCondition = static input =>
        StartsComparison(input) ? ColumnCondition(input) : FormulaCondition(input);

    private static readonly TokenListParser<SyntaxKind, Condition[]> JoinedConditions =
        JoinedCondition.AtLeastOnceDelimitedBy(Token.EqualTo(SyntaxKind.And));

    private static readonly TokenListParser<SyntaxKind, Condition[]> LooseCondition =
        FormulaGrammar.Formula.Select(static formula => new[] { ConditionOf(formula) });

    // Between commas: conditions joined by AND, or one formula with an OR in it.
    private static readonly TokenListParser<SyntaxKind, Condition[]> Conditions = static input =>
        HoldsOr(input) ? LooseCondition(input) : JoinedConditions(input);

    public static readonly TokenListParser<SyntaxKind, EquatableList<Condition>> Where =
        Token.EqualTo(SyntaxKind.Where)
            .IgnoreThen(Conditions.AtLeastOnceDelimitedBy(Token.EqualTo(SyntaxKind.Comma)))
            .Select(static parts => EquatableList.Create(parts.SelectMany(static part => part)))
            .OptionalOrDefault([]);

    /// <summary>The text of a column, a value or a pattern, without its quotes.</summary>
    public static string TextOf(Token<SyntaxKind> token)
    {
        string text = token.ToStringValue();
        return token.Kind switch
        {
            SyntaxKind.Quoted => Spelling.UnquoteText(text),
            SyntaxKind.Text => text[1..^1].Replace("''", "'", StringComparison.Ordinal),
            _ => text,
        };
    }

    /// <summary>Whether a token can be a column or a value. Words that are constants in a formula are words here.</summary>
    public static bool IsName(SyntaxKind kind) =>
        kind is SyntaxKind.Word or SyntaxKind.Quoted or SyntaxKind.Correct or SyntaxKind.Everything or SyntaxKind.Nothing;

    private static Condition ConditionOf(Formula formula) => new FormulaCondition(formula) { Span = formula.Span };

    /// <summary>Whether an OR or XOR stands before the next comma or clause, outside parentheses.</summary>
    private static bool HoldsOr(TokenList<SyntaxKind> input)
    {
        int depth = 0;
        for (var next = input.ConsumeToken(); next.HasValue; next = next.Remainder.ConsumeToken())
        {
            switch (next.Value.Kind)
            {
                case SyntaxKind.Open:
                    depth++;
                    break;
                case SyntaxKind.Close:
                    depth--;
                    break;
                case SyntaxKind.Comma or >= SyntaxKind.Top when depth <= 0:
                    return false;
                case SyntaxKind.Or or SyntaxKind.Xor when depth <= 0:
                    return true;
            }
        }

        return false;
    }

    private static bool StartsComparison(TokenList<SyntaxKind> input)
    {
        var column = input.ConsumeToken();
        return column.HasValue
            && IsName(column.Value.Kind)
            && ComparisonOf(column.Remainder.NextKind()) is not null;
    }

    private static Comparison? ComparisonOf(SyntaxKind kind) => kind switch
    {
        SyntaxKind.Equal => Comparison.Equal,
        SyntaxKind.NotEqual => Comparison.NotEqual,
        SyntaxKind.Less => Comparison.Less,
        SyntaxKind.LessOrEqual => Comparison.LessOrEqual,
        SyntaxKind.Greater => Comparison.Greater,
        SyntaxKind.GreaterOrEqual => Comparison.GreaterOrEqual,
        SyntaxKind.Like => Comparison.Like,
        _ => null,
    };
}
