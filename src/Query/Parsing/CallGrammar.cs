using CompExplain.Query.Ast;
using Superpower;
using Superpower.Model;
using Superpower.Parsers;

namespace CompExplain.Query.Parsing;

// The calls that may stand in a formula: LABEL(street), EXPAND(f, 5), ...
internal static class CallGrammar
{
    private static readonly TokenListParser<SyntaxKind, Formula> Formula = FormulaGrammar.Formula;

    private static readonly TokenListParser<SyntaxKind, Token<SyntaxKind>> Comma = Token.EqualTo(SyntaxKind.Comma);

    private static readonly TokenListParser<SyntaxKind, Formula> Labels =
        Call((TokenListParser<SyntaxKind, string>)LabelOf, static (kind, name) => kind switch
        {
            SyntaxKind.Label => new LabelFormula(name),
            SyntaxKind.Predicted => new PredictedFormula(name),
            _ => (Formula)new SplitFormula(name),
        });

    private static readonly TokenListParser<SyntaxKind, Formula> Lifts =
        Call(Formula, static (kind, operand) => kind == SyntaxKind.Some ? new SomeFormula(operand) : new EveryFormula(operand));

    private static readonly TokenListParser<SyntaxKind, Formula> Expand =
        Call(
            from operand in Formula
            from comma in Comma
            from pixels in NumberGrammar.Whole
            select new ExpandFormula(operand, pixels),
            static (_, formula) => formula);

    private static readonly TokenListParser<SyntaxKind, Formula> Near =
        Call(
            from operand in Formula
            from comma in Comma
            from other in Formula
            from comma2 in Comma
            from pixels in NumberGrammar.Whole
            select new NearFormula(operand, other, pixels),
            static (_, formula) => formula);

    private static readonly TokenListParser<SyntaxKind, Formula> Directions =
        Call(
            from operand in Formula
            from comma in Comma
            from other in Formula
            select new DirectionFormula(default, operand, other),
            static (kind, formula) => formula with
            {
                Direction = kind switch
                {
                    SyntaxKind.Above => Direction.Above,
                    SyntaxKind.Below => Direction.Below,
                    SyntaxKind.LeftOf => Direction.LeftOf,
                    _ => Direction.RightOf,
                },
            });

    private static readonly TokenListParser<SyntaxKind, Formula> Neighbors =
        Call(
            from concept in FormulaGrammar.Name
            from count in Comma.IgnoreThen(NumberGrammar.Whole).Select(static count => (int?)count).OptionalOrDefault()
            select new NeighborsFormula(concept, count),
            static (_, formula) => formula);

    public static TokenListParser<SyntaxKind, Formula> Of(SyntaxKind word) => word switch
    {
        SyntaxKind.Label or SyntaxKind.Predicted or SyntaxKind.Split => Labels,
        SyntaxKind.Some or SyntaxKind.Every => Lifts,
        SyntaxKind.Expand => Expand,
        SyntaxKind.Near => Near,
        SyntaxKind.Neighbors => Neighbors,
        _ => Directions,
    };

    // word ( argument )
    private static TokenListParser<SyntaxKind, Formula> Call<T>(
        TokenListParser<SyntaxKind, T> argument, Func<SyntaxKind, T, Formula> make) =>
        from word in Token.Matching<SyntaxKind>(static _ => true, "a function")
        from open in Token.EqualTo(SyntaxKind.Open)
        from value in argument
        from close in Token.EqualTo(SyntaxKind.Close)
        select make(word.Kind, value) with { Span = FormulaGrammar.Between(word, close) };

    // A label or a split has no category, so a colon is a character like any other.
    private static TokenListParserResult<SyntaxKind, string> LabelOf(TokenList<SyntaxKind> input)
    {
        TokenList<SyntaxKind> rest = input;
        if (FormulaGrammar.Take(ref rest, SyntaxKind.Quoted, out Token<SyntaxKind> quoted))
            return TokenListParserResult.Value(Spelling.UnquoteText(quoted.ToStringValue()), input, rest);
        return FormulaGrammar.TakeWords(ref rest, out string words, out _)
            ? TokenListParserResult.Value(words, input, rest)
            : FormulaGrammar.Fail<string>(input, "a name");
    }
}
