using CompExplain.Query.Ast;
using CompExplain.Query.Syntax;
using Superpower;
using Superpower.Model;

namespace CompExplain.Query.Parsing;

// The grammar of statements (grammar/query.ebnf), over tokens. Here are the scores, which most queries are; each of the
// other statements has a class of its own, made when the first of its kind is read.
internal static class StatementGrammar
{
    public static readonly TokenListParser<SyntaxKind, Statement> Statement = StatementOf;

    // [ PLAN | PROFILE ] statement: one token decides which.
    private static TokenListParserResult<SyntaxKind, Statement> StatementOf(TokenList<SyntaxKind> input)
    {
        var kind = FormulaGrammar.NextKind(input);
        if (kind is not (SyntaxKind.Plan or SyntaxKind.Profile))
        {
            return UnmeasuredOf(input, kind);
        }

        var rest = input.ConsumeToken().Remainder;
        var inner = UnmeasuredOf(rest, FormulaGrammar.NextKind(rest));
        if (!inner.HasValue)
        {
            return inner;
        }

        var statement = inner.Value.Span.IsNone ? inner.Value with { Span = SpanOf(rest, inner.Remainder) } : inner.Value;
        Statement measured = kind == SyntaxKind.Plan ? new PlanQuery(statement) : new ProfileQuery(statement);
        return TokenListParserResult.Value(measured, input, inner.Remainder);
    }

    private static SourceSpan SpanOf(TokenList<SyntaxKind> start, TokenList<SyntaxKind> end) =>
        FormulaGrammar.Between(start.ConsumeToken().Value, FormulaGrammar.LastBefore(end, start));

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

    // score { , score } | COUNT ( formula ) GROUP BY column
    private static TokenListParserResult<SyntaxKind, Statement> ScoresOf(TokenList<SyntaxKind> input)
    {
        var calls = ScoreCallsOf(input);
        if (!calls.HasValue)
        {
            return TokenListParserResult.CastEmpty<SyntaxKind, EquatableList<ScoreCall>, Statement>(calls);
        }

        var rest = calls.Remainder;
        bool isOneCount = calls.Value is [{ Score: Score.Count }];
        if (!isOneCount || !FormulaGrammar.Take(ref rest, SyntaxKind.Group, out _))
        {
            return TokenListParserResult.Value<SyntaxKind, Statement>(new ScoreQuery(calls.Value), input, calls.Remainder);
        }

        if (!FormulaGrammar.Take(ref rest, SyntaxKind.By, out _))
        {
            return FormulaGrammar.Fail<Statement>(rest, SyntaxKind.By);
        }

        var column = WhereGrammar.Column(rest);
        return column.HasValue
            ? TokenListParserResult.Value<SyntaxKind, Statement>(
                new GroupQuery(calls.Value[0].Formula, WhereGrammar.TextOf(column.Value)) { Span = Lexer.SpanOf(column.Value) },
                input,
                column.Remainder)
            : TokenListParserResult.CastEmpty<SyntaxKind, Token<SyntaxKind>, Statement>(column);
    }

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
        while (FormulaGrammar.Take(ref rest, SyntaxKind.Comma, out _));
        return TokenListParserResult.Value(EquatableList.Create(calls), input, rest);
    }

    // SCORE ( formula ) | SCORE ( formula , formula ), as the score takes.
    private static TokenListParserResult<SyntaxKind, ScoreCall> ScoreCallOf(TokenList<SyntaxKind> input)
    {
        var rest = input;
        if (!FormulaGrammar.Take(ref rest, SyntaxKind.Score, out var word)
            || !Scores.TryFind(Lexer.Text(word), out var score))
        {
            return FormulaGrammar.Fail<ScoreCall>(input, "a score, such as IOU(unit 483, water)");
        }

        if (!FormulaGrammar.Take(ref rest, SyntaxKind.Open, out _))
        {
            return FormulaGrammar.Fail<ScoreCall>(rest, SyntaxKind.Open);
        }

        var formula = FormulaGrammar.Formula(rest);
        Formula? target = null;
        if (formula.HasValue && score.IsOfPair())
        {
            target = formula.Value;
            rest = formula.Remainder;
            if (!FormulaGrammar.Take(ref rest, SyntaxKind.Comma, out _))
            {
                return FormulaGrammar.Fail<ScoreCall>(rest, SyntaxKind.Comma);
            }

            formula = FormulaGrammar.Formula(rest);
        }

        if (!formula.HasValue)
        {
            return TokenListParserResult.CastEmpty<SyntaxKind, Formula, ScoreCall>(formula);
        }

        rest = formula.Remainder;
        return FormulaGrammar.Take(ref rest, SyntaxKind.Close, out var close)
            ? TokenListParserResult.Value(
                new ScoreCall(score, target, formula.Value) { Span = FormulaGrammar.Between(word, close) }, input, rest)
            : FormulaGrammar.Fail<ScoreCall>(rest, SyntaxKind.Close);
    }
}
