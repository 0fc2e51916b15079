using CompExplain.Query.Ast;
using CompExplain.Query.Syntax;
using Superpower.Model;

namespace CompExplain.Query.Parsing;

/// <summary>
/// The calls in a formula: <c>LABEL(street)</c>, <c>EXPAND(f, 5)</c>, ... Calls nest, so they are read by functions: combinators
/// would need a dozen stack frames for each.
/// </summary>
internal static class CallGrammar
{
    /// <summary><c>function "(" argument { "," argument } ")"</c></summary>
    public static TokenListParserResult<SyntaxKind, Formula> CallOf(TokenList<SyntaxKind> input)
    {
        var rest = input;
        _ = rest.Take(rest.NextKind(), out var word);
        if (!rest.Take(SyntaxKind.Open))
        {
            return rest.Fail<Formula>(SyntaxKind.Open);
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
        return rest.Take(SyntaxKind.Close, out var close)
            ? TokenListParserResult.Value(call.Value with { Span = word.SpanTo(close) }, input, rest)
            : rest.Fail<Formula>(SyntaxKind.Close);
    }

    /// <summary><c>f | f "," px | f "," g | f "," g "," px</c>, which of them depends on the function.</summary>
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

        if (!rest.Take(SyntaxKind.Comma))
        {
            return rest.Fail<Formula>(SyntaxKind.Comma);
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

        return rest.Take(SyntaxKind.Comma)
            ? WithNumber(rest, pixels => new NearFormula(first, second, pixels))
            : rest.Fail<Formula>(SyntaxKind.Comma);
    }

    /// <summary><c>name [ "," k ]</c></summary>
    private static TokenListParserResult<SyntaxKind, Formula> NeighborsOf(TokenList<SyntaxKind> input)
    {
        var concept = FormulaGrammar.Name(input);
        if (!concept.HasValue)
        {
            return TokenListParserResult.CastEmpty<SyntaxKind, NameFormula, Formula>(concept);
        }

        var rest = concept.Remainder;
        return rest.Take(SyntaxKind.Comma)
            ? WithNumber(rest, count => new NeighborsFormula(concept.Value, count))
            : TokenListParserResult.Value<SyntaxKind, Formula>(new NeighborsFormula(concept.Value), input, rest);
    }

    /// <summary>A label or a split. Neither has a category, so a colon in it is a character like any other.</summary>
    private static TokenListParserResult<SyntaxKind, Formula> LabelOf(SyntaxKind word, TokenList<SyntaxKind> input)
    {
        var rest = input;
        string name;
        if (rest.Take(SyntaxKind.Quoted, out var quoted))
        {
            name = Spelling.UnquoteText(quoted.ToStringValue());
        }
        else if (!rest.TakeWords(out name, out _))
        {
            return input.Fail<Formula>("a name");
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
