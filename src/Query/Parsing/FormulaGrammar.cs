using CompExplain.Query.Ast;
using CompExplain.Query.Syntax;
using Superpower;
using Superpower.Model;

namespace CompExplain.Query.Parsing;

/// <summary>
/// The grammar of formulas (<c>grammar/formula.ebnf</c>). What every query needs is read by functions, the rest by combinators in
/// classes of their own (<see cref="UnitConditionGrammar"/>, <see cref="ShowGrammar"/>, ...): combinators over value types are
/// compiled anew for each use, which slows a process that answers one query. What recurses is also read by functions, with small
/// stack frames, so that the deepest nesting allowed fits a small stack.
/// </summary>
internal static class FormulaGrammar
{
    /// <summary>The name of a formula in errors.</summary>
    public const string FormulaName = "a formula";

    /// <summary>A formula.</summary>
    public static readonly TokenListParser<SyntaxKind, Formula> Formula = FormulaOf;

    /// <summary>A name, bare or quoted, with its category.</summary>
    public static readonly TokenListParser<SyntaxKind, NameFormula> Name = NameOf;

    /// <summary>
    /// <c>operand { operator operand }</c>; <see cref="Infix"/> settles the precedence, which keeps the recursion shallow.
    /// </summary>
    private static TokenListParserResult<SyntaxKind, Formula> FormulaOf(TokenList<SyntaxKind> input)
    {
        var first = OperandOf(input);
        if (!first.HasValue || first.Remainder.NextKind() is not (SyntaxKind.And or SyntaxKind.Xor or SyntaxKind.Or))
        {
            return first;
        }

        Infix infix = new(first.Value);
        var rest = first.Remainder;
        while (rest.NextKind() is SyntaxKind.And or SyntaxKind.Xor or SyntaxKind.Or)
        {
            var symbol = rest.ConsumeToken();
            var right = OperandOf(symbol.Remainder);
            if (!right.HasValue)
            {
                return right;
            }

            infix.Add(symbol.Value.Kind, right.Value);
            rest = right.Remainder;
        }

        return TokenListParserResult.Value(infix.Finish(), input, rest);
    }

    /// <summary><c>{ NOT } primary</c></summary>
    public static TokenListParserResult<SyntaxKind, Formula> OperandOf(TokenList<SyntaxKind> input)
    {
        if (input.NextKind() != SyntaxKind.Not)
        {
            return PrimaryOf(input);
        }

        var rest = input;
        var nots = TakeNots(ref rest);
        var operand = PrimaryOf(rest);
        return operand.HasValue
            ? TokenListParserResult.Value(Negate(nots, operand.Value), input, operand.Remainder)
            : operand;
    }

    private static Stack<SourceSpan> TakeNots(ref TokenList<SyntaxKind> rest)
    {
        Stack<SourceSpan> nots = new();
        while (rest.Take(SyntaxKind.Not, out var not))
        {
            nots.Push(not.SourceSpan());
        }

        return nots;
    }

    private static Formula Negate(Stack<SourceSpan> nots, Formula formula)
    {
        while (nots.TryPop(out var span))
        {
            formula = new NotFormula(formula) { Span = SourceSpan.Cover(span, formula.Span) };
        }

        return formula;
    }

    /// <summary>A parenthesis, a call or a leaf: the first token decides.</summary>
    private static TokenListParserResult<SyntaxKind, Formula> PrimaryOf(TokenList<SyntaxKind> input) => input.NextKind() switch
    {
        SyntaxKind.Open => ParenthesisedOf(input),
        >= SyntaxKind.Label and <= SyntaxKind.Neighbors => CallGrammar.CallOf(input),
        _ => LeafOf(input),
    };

    /// <summary><c>"(" formula ")"</c></summary>
    private static TokenListParserResult<SyntaxKind, Formula> ParenthesisedOf(TokenList<SyntaxKind> input)
    {
        var inside = FormulaOf(input.ConsumeToken().Remainder);
        if (!inside.HasValue)
        {
            return inside;
        }

        var rest = inside.Remainder;
        return rest.Take(SyntaxKind.Close)
            ? TokenListParserResult.Value(inside.Value, input, rest)
            : rest.Fail<Formula>(SyntaxKind.Close);
    }

    private static TokenListParserResult<SyntaxKind, Formula> LeafOf(TokenList<SyntaxKind> input)
    {
        var next = input.ConsumeToken();
        if (!next.HasValue)
        {
            return input.Fail<Formula>(FormulaName);
        }

        var span = next.Value.SourceSpan();
        switch (next.Value.Kind)
        {
            case SyntaxKind.Word or SyntaxKind.Quoted:
                var name = NameOf(input);
                return TokenListParserResult.Value<SyntaxKind, Formula>(name.Value, input, name.Remainder);
            case SyntaxKind.Unit:
                return UnitOf(input);
        }

        Formula? constant = next.Value.Kind switch
        {
            SyntaxKind.Hole => new HoleFormula { Span = span },
            SyntaxKind.Everything => new AllFormula { Span = span },
            SyntaxKind.Nothing => new NoneFormula { Span = span },
            SyntaxKind.Correct => new CorrectFormula { Span = span },
            _ => null,
        };
        return constant is null
            ? input.Fail<Formula>(FormulaName)
            : TokenListParserResult.Value(constant, input, next.Remainder);
    }

    /// <summary><c>word { word } | quoted</c>; words that follow each other are one name.</summary>
    private static TokenListParserResult<SyntaxKind, NameFormula> NameOf(TokenList<SyntaxKind> input)
    {
        var rest = input;
        if (rest.Take(SyntaxKind.Quoted, out var quoted))
        {
            var (category, inside) = Spelling.Unquote(quoted.ToStringValue());
            return TokenListParserResult.Value(new NameFormula(category, inside) { Span = quoted.SourceSpan() }, input, rest);
        }

        if (!rest.TakeWords(out string words, out var span))
        {
            return input.Fail<NameFormula>("a name");
        }

        var (qualifier, name) = Spelling.Divide(words);
        return TokenListParserResult.Value(new NameFormula(qualifier, name) { Span = span }, input, rest);
    }

    /// <summary><c>unit number [ condition ]</c></summary>
    private static TokenListParserResult<SyntaxKind, Formula> UnitOf(TokenList<SyntaxKind> input)
    {
        var word = input.ConsumeToken();
        var token = word.Remainder.ConsumeToken();
        // The lexer has read the number already: else the word would not be a unit.
        _ = WordClassifier.TryReadUnit(token.Value, out string? layer, out int number);
        UnitFormula unit = new(layer, number) { Span = word.Value.SpanTo(token.Value) };
        if (token.Remainder.NextKind() is not (SyntaxKind.At or SyntaxKind.Greater or SyntaxKind.Word))
        {
            return TokenListParserResult.Value<SyntaxKind, Formula>(unit, input, token.Remainder);
        }

        var condition = UnitConditionGrammar.Condition(token.Remainder);
        if (condition.HasValue)
        {
            unit = unit with { Condition = condition.Value, Span = input.SpanUntil(condition.Remainder) };
            return TokenListParserResult.Value<SyntaxKind, Formula>(unit, input, condition.Remainder);
        }

        // A word that begins no condition is for whatever comes after the unit.
        return condition.Remainder.Position == token.Remainder.Position
            ? TokenListParserResult.Value<SyntaxKind, Formula>(unit, input, token.Remainder)
            : TokenListParserResult.CastEmpty<SyntaxKind, UnitCondition, Formula>(condition);
    }
}
