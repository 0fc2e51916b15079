using CompExplain.Query.Ast;
using CompExplain.Query.Syntax;
using Superpower;
using Superpower.Model;

namespace CompExplain.Query.Parsing;

/// <summary>
/// The grammar of statements (<c>grammar/query.ebnf</c>). Scores, which most queries ask for, are read here; each of the other
/// statements has a class of its own, whose parsers are made when the first such statement is read.
/// </summary>
internal static class StatementGrammar
{
    /// <summary>A whole statement.</summary>
    public static readonly TokenListParser<SyntaxKind, Statement> Statement = StatementOf;

    /// <summary><c>[ PLAN | PROFILE ] statement</c>; the first token decides which statement it is.</summary>
    private static TokenListParserResult<SyntaxKind, Statement> StatementOf(TokenList<SyntaxKind> input)
    {
        var kind = input.NextKind();
        if (kind is not (SyntaxKind.Plan or SyntaxKind.Profile))
        {
            return UnmeasuredOf(input, kind);
        }

        var rest = input.ConsumeToken().Remainder;
        var inner = UnmeasuredOf(rest, rest.NextKind());
        if (!inner.HasValue)
        {
            return inner;
        }

        var statement = inner.Value.Span.IsNone ? inner.Value with { Span = rest.SpanUntil(inner.Remainder) } : inner.Value;
        Statement measured = kind == SyntaxKind.Plan ? new PlanQuery(statement) : new ProfileQuery(statement);
        return TokenListParserResult.Value(measured, input, inner.Remainder);
    }

    private static TokenListParserResult<SyntaxKind, Statement> UnmeasuredOf(TokenList<SyntaxKind> input, SyntaxKind kind)
    {
        switch (kind)
        {
            case SyntaxKind.Score:
                return ScoresOf(input);
            case SyntaxKind.Top:
                return TopGrammar.Top(input);
            case SyntaxKind.Explain:
                return ExplainGrammar.Explain(input);
            case SyntaxKind.Let:
                return LetGrammar.Let(input);
            case SyntaxKind.Drop:
                return LetGrammar.Drop(input);
            case SyntaxKind.Show:
                return ShowGrammar.Show(input);
        }

        var formula = FormulaGrammar.Formula(input);
        return formula.HasValue
            ? TokenListParserResult.Value<SyntaxKind, Statement>(new MaskQuery(formula.Value), input, formula.Remainder)
            : TokenListParserResult.CastEmpty<SyntaxKind, Formula, Statement>(formula);
    }

    /// <summary><c>score { "," score } | COUNT "(" formula ")" GROUP BY column</c></summary>
    private static TokenListParserResult<SyntaxKind, Statement> ScoresOf(TokenList<SyntaxKind> input)
    {
        var calls = ScoreCallsOf(input);
        if (!calls.HasValue)
        {
            return TokenListParserResult.CastEmpty<SyntaxKind, EquatableList<ScoreCall>, Statement>(calls);
        }

        var rest = calls.Remainder;
        bool isOneCount = calls.Value is [{ Score: Score.Count }];
        if (!isOneCount || !rest.Take(SyntaxKind.Group))
        {
            return TokenListParserResult.Value<SyntaxKind, Statement>(new ScoreQuery(calls.Value), input, calls.Remainder);
        }

        if (!rest.Take(SyntaxKind.By))
        {
            return rest.Fail<Statement>(SyntaxKind.By);
        }

        var column = WhereGrammar.Column(rest);
        return column.HasValue
            ? TokenListParserResult.Value<SyntaxKind, Statement>(
                new GroupQuery(calls.Value[0].Formula, WhereGrammar.TextOf(column.Value)) { Span = column.Value.SourceSpan() },
                input,
                column.Remainder)
            : TokenListParserResult.CastEmpty<SyntaxKind, Token<SyntaxKind>, Statement>(column);
    }

    /// <summary><c>score { "," score }</c></summary>
    public static TokenListParserResult<SyntaxKind, EquatableList<ScoreCall>> ScoreCallsOf(TokenList<SyntaxKind> input)
    {
        List<ScoreCall> calls = [];
        var rest = input;
        do
        {
            var call = ScoreCallOf(rest);
            if (!call.HasValue)
            {
                return TokenListParserResult.CastEmpty<SyntaxKind, ScoreCall, EquatableList<ScoreCall>>(call);
            }

            calls.Add(call.Value);
            rest = call.Remainder;
        }
        while (rest.Take(SyntaxKind.Comma));
        return TokenListParserResult.Value(EquatableList.Create(calls), input, rest);
    }

    /// <summary><c>score "(" [ formula "," ] formula ")"</c>; the scores of a pair take two formulas.</summary>
    private static TokenListParserResult<SyntaxKind, ScoreCall> ScoreCallOf(TokenList<SyntaxKind> input)
    {
        var rest = input;
        if (!rest.Take(SyntaxKind.Score, out var word) || !Scores.TryFind(word.Text(), out var score))
        {
            return input.Fail<ScoreCall>("a score, such as IOU(unit 483, water)");
        }

        if (!rest.Take(SyntaxKind.Open))
        {
            return rest.Fail<ScoreCall>(SyntaxKind.Open);
        }

        var formula = FormulaGrammar.Formula(rest);
        Formula? target = null;
        if (formula.HasValue && score.IsOfPair())
        {
            target = formula.Value;
            rest = formula.Remainder;
            if (!rest.Take(SyntaxKind.Comma))
            {
                return rest.Fail<ScoreCall>(SyntaxKind.Comma);
            }

            formula = FormulaGrammar.Formula(rest);
        }

        if (!formula.HasValue)
        {
            return TokenListParserResult.CastEmpty<SyntaxKind, Formula, ScoreCall>(formula);
        }

        rest = formula.Remainder;
        return rest.Take(SyntaxKind.Close, out var close)
            ? TokenListParserResult.Value(
                new ScoreCall(score, target, formula.Value) { Span = word.SpanTo(close) }, input, rest)
            : rest.Fail<ScoreCall>(SyntaxKind.Close);
    }
}
