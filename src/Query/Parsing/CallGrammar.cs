using CompExplain.Query.Ast;
using CompExplain.Query.Syntax;
using Superpower.Model;

namespace CompExplain.Query.Parsing;

// The calls that may stand in a formula: LABEL(street), EXPAND(f, 5), ... Calls nest, so they are functions: combinators would
// put a dozen frames on the stack for each.
internal static class CallGrammar
{
    // word ( argument { , argument } )
    public static TokenListParserResult<SyntaxKind, Formula> CallOf(TokenList<SyntaxKind> input)
    {
        var rest = input;
        _ = FormulaGrammar.Take(ref rest, FormulaGrammar.NextKind(rest), out var word);
        if (!FormulaGrammar.Take(ref rest, SyntaxKind.Open, out _))
        {
            return FormulaGrammar.Fail<Formula>(rest, SyntaxKind.Open);
        }

        var call = word.Kind switch
        {
            SyntaxKind.Label or SyntaxKind.Predicted or SyntaxKind.Split => LabelOf(word.Kind, rest),
            SyntaxKind.Neighbors => NeighborsOf(rest),
            _ => SpaceOf(word.Kind, rest),
        };
        if (!call.HasValue)
        {
            return call;
        }

        rest = call.Remainder;
        return FormulaGrammar.Take(ref rest, SyntaxKind.Close, out var close)
            ? TokenListParserResult.Value(call.Value with { Span = FormulaGrammar.Between(word, close) }, input, rest)
            : FormulaGrammar.Fail<Formula>(rest, SyntaxKind.Close);
    }

    // f | f , px | f , g | f , g , px: as the word takes.
    private static TokenListParserResult<SyntaxKind, Formula> SpaceOf(SyntaxKind word, TokenList<SyntaxKind> input)
    {
        var argument = FormulaGrammar.Formula(input);
        if (!argument.HasValue)
        {
            return argument;
        }

        var first = argument.Value;
        var rest = argument.Remainder;
        if (word is SyntaxKind.Some or SyntaxKind.Every)
        {
            Formula lift = word == SyntaxKind.Some ? new SomeFormula(first) : new EveryFormula(first);
            return TokenListParserResult.Value(lift, input, rest);
        }

        if (!FormulaGrammar.Take(ref rest, SyntaxKind.Comma, out _))
        {
            return FormulaGrammar.Fail<Formula>(rest, SyntaxKind.Comma);
        }

        if (word == SyntaxKind.Expand)
        {
            return WithNumber(rest, pixels => new ExpandFormula(first, pixels));
        }

        argument = FormulaGrammar.Formula(rest);
        if (!argument.HasValue)
        {
            return argument;
        }

        var second = argument.Value;
        rest = argument.Remainder;
        if (word != SyntaxKind.Near)
        {
            return TokenListParserResult.Value<SyntaxKind, Formula>(
                new DirectionFormula(DirectionOf(word), first, second), input, rest);
        }

        return FormulaGrammar.Take(ref rest, SyntaxKind.Comma, out _)
            ? WithNumber(rest, pixels => new NearFormula(first, second, pixels))
            : FormulaGrammar.Fail<Formula>(rest, SyntaxKind.Comma);
    }

    // name [ , k ]
    private static TokenListParserResult<SyntaxKind, Formula> NeighborsOf(TokenList<SyntaxKind> input)
    {
        var concept = FormulaGrammar.Name(input);
        if (!concept.HasValue)
        {
            return TokenListParserResult.CastEmpty<SyntaxKind, NameFormula, Formula>(concept);
        }

        var rest = concept.Remainder;
        return FormulaGrammar.Take(ref rest, SyntaxKind.Comma, out _)
            ? WithNumber(rest, count => new NeighborsFormula(concept.Value, count))
            : TokenListParserResult.Value<SyntaxKind, Formula>(new NeighborsFormula(concept.Value), input, rest);
    }

    // A label or a split has no category, so a colon is a character like any other.
    private static TokenListParserResult<SyntaxKind, Formula> LabelOf(SyntaxKind word, TokenList<SyntaxKind> input)
    {
        var rest = input;
        string name;
        if (FormulaGrammar.Take(ref rest, SyntaxKind.Quoted, out var quoted))
        {
            name = Spelling.UnquoteText(quoted.ToStringValue());
        }
        else if (!FormulaGrammar.TakeWords(ref rest, out name, out _))
        {
            return FormulaGrammar.Fail<Formula>(input, "a name");
        }

        Formula formula = word switch
        {
            SyntaxKind.Label => new LabelFormula(name),
            SyntaxKind.Predicted => new PredictedFormula(name),
            _ => new SplitFormula(name),
        };
        return TokenListParserResult.Value(formula, input, rest);
    }

    private static TokenListParserResult<SyntaxKind, Formula> WithNumber(TokenList<SyntaxKind> input, Func<int, Formula> make)
    {
        var number = NumberGrammar.Whole(input);
        return number.HasValue
            ? TokenListParserResult.Value(make(number.Value), input, number.Remainder)
            : TokenListParserResult.CastEmpty<SyntaxKind, int, Formula>(number);
    }

    private static Direction DirectionOf(SyntaxKind word) => word switch
    {
        SyntaxKind.Above => Direction.Above,
        SyntaxKind.Below => Direction.Below,
        SyntaxKind.LeftOf => Direction.LeftOf,
        _ => Direction.RightOf,
    };
}
