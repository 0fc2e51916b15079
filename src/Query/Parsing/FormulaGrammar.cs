using CompExplain.Query.Ast;
using CompExplain.Query.Syntax;
using Superpower;
using Superpower.Model;

namespace CompExplain.Query.Parsing;

// The grammar of formulas (grammar/formula.ebnf), over tokens. What every query needs is written out as functions, and
// what few need as combinators in classes of their own (UnitConditionGrammar, ShowGrammar, ...): combinators over value types
// are compiled afresh for each use, and a process that answers one query pays for that before anything else. What recurses is
// written out too, and kept in small frames, so that the deepest nesting allowed fits a small stack.
internal static class FormulaGrammar
{
    // What errors call a formula.
    public const string FormulaName = "a formula";

    public static readonly TokenListParser<SyntaxKind, Formula> Formula = FormulaOf;

    public static readonly TokenListParser<SyntaxKind, NameFormula> Name = NameOf;

    // operand { operator operand }; precedence is settled afterwards, which keeps the recursion shallow.
    private static TokenListParserResult<SyntaxKind, Formula> FormulaOf(TokenList<SyntaxKind> input)
    {
        var first = OperandOf(input);
        if (!first.HasValue || NextKind(first.Remainder) is not (SyntaxKind.And or SyntaxKind.Xor or SyntaxKind.Or))
        {
            return first;
        }

        Infix infix = new(first.Value);
        var rest = first.Remainder;
        while (NextKind(rest) is SyntaxKind.And or SyntaxKind.Xor or SyntaxKind.Or)
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

    // { NOT } primary
    public static TokenListParserResult<SyntaxKind, Formula> OperandOf(TokenList<SyntaxKind> input)
    {
        if (NextKind(input) != SyntaxKind.Not)
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
        while (Take(ref rest, SyntaxKind.Not, out var not))
        {
            nots.Push(Lexer.SpanOf(not));
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

    // One token decides what a formula starts with, so nothing is tried in vain.
    private static TokenListParserResult<SyntaxKind, Formula> PrimaryOf(TokenList<SyntaxKind> input) => NextKind(input) switch
    {
        SyntaxKind.Open => ParenthesisedOf(input),
        >= SyntaxKind.Label and <= SyntaxKind.Neighbors => CallGrammar.CallOf(input),
        _ => LeafOf(input),
    };

    // "(" formula ")"
    private static TokenListParserResult<SyntaxKind, Formula> ParenthesisedOf(TokenList<SyntaxKind> input)
    {
        var inside = FormulaOf(input.ConsumeToken().Remainder);
        if (!inside.HasValue)
        {
            return inside;
        }

        var rest = inside.Remainder;
        return Take(ref rest, SyntaxKind.Close, out _)
            ? TokenListParserResult.Value(inside.Value, input, rest)
            : Fail<Formula>(rest, SyntaxKind.Close);
    }

    private static TokenListParserResult<SyntaxKind, Formula> LeafOf(TokenList<SyntaxKind> input)
    {
        var next = input.ConsumeToken();
        if (!next.HasValue)
        {
            return Fail<Formula>(input, FormulaName);
        }

        var span = Lexer.SpanOf(next.Value);
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
            ? Fail<Formula>(input, FormulaName)
            : TokenListParserResult.Value(constant, input, next.Remainder);
    }

    // word { word } | quoted: words that follow each other are one name.
    private static TokenListParserResult<SyntaxKind, NameFormula> NameOf(TokenList<SyntaxKind> input)
    {
        var rest = input;
        if (Take(ref rest, SyntaxKind.Quoted, out var quoted))
        {
            var (category, inside) = Spelling.Unquote(quoted.ToStringValue());
            return TokenListParserResult.Value(new NameFormula(category, inside) { Span = Lexer.SpanOf(quoted) }, input, rest);
        }

        if (!TakeWords(ref rest, out string words, out var span))
        {
            return Fail<NameFormula>(input, "a name");
        }

        var (qualifier, name) = Spelling.Divide(words);
        return TokenListParserResult.Value(new NameFormula(qualifier, name) { Span = span }, input, rest);
    }

    // unit number [ condition ]
    private static TokenListParserResult<SyntaxKind, Formula> UnitOf(TokenList<SyntaxKind> input)
    {
        var word = input.ConsumeToken();
        var token = word.Remainder.ConsumeToken();
        // The lexer made it a unit because it could read the number.
        _ = Lexer.TryUnit(token.Value, out string? layer, out int number);
        UnitFormula unit = new(layer, number) { Span = Between(word.Value, token.Value) };
        if (NextKind(token.Remainder) is not (SyntaxKind.At or SyntaxKind.Greater or SyntaxKind.Word))
        {
            return TokenListParserResult.Value<SyntaxKind, Formula>(unit, input, token.Remainder);
        }

        var condition = UnitConditionGrammar.Condition(token.Remainder);
        if (condition.HasValue)
        {
            var last = LastBefore(condition.Remainder, token.Remainder);
            unit = unit with { Condition = condition.Value, Span = Between(word.Value, last) };
            return TokenListParserResult.Value<SyntaxKind, Formula>(unit, input, condition.Remainder);
        }

        // A word that begins no condition is for whatever comes after the unit.
        return condition.Remainder.Position == token.Remainder.Position
            ? TokenListParserResult.Value<SyntaxKind, Formula>(unit, input, token.Remainder)
            : TokenListParserResult.CastEmpty<SyntaxKind, UnitCondition, Formula>(condition);
    }

    public static Token<SyntaxKind> LastBefore(TokenList<SyntaxKind> end, TokenList<SyntaxKind> start)
    {
        var token = start.ConsumeToken();
        while (token.Remainder.Position < end.Position)
        {
            token = token.Remainder.ConsumeToken();
        }

        return token.Value;
    }

    public static bool TakeWords(ref TokenList<SyntaxKind> rest, out string words, out SourceSpan span)
    {
        words = string.Empty;
        span = default;
        if (!Take(ref rest, SyntaxKind.Word, out var first))
        {
            return false;
        }

        words = first.ToStringValue();
        var last = first;
        if (NextKind(rest) == SyntaxKind.Word)
        {
            List<string> all = [words];
            while (Take(ref rest, SyntaxKind.Word, out var next))
            {
                all.Add(next.ToStringValue());
                last = next;
            }

            words = string.Join(' ', all);
        }

        span = Between(first, last);
        return true;
    }

    public static bool Take(ref TokenList<SyntaxKind> rest, SyntaxKind kind, out Token<SyntaxKind> token)
    {
        var next = rest.ConsumeToken();
        token = next.HasValue ? next.Value : default;
        if (!next.HasValue || next.Value.Kind != kind)
        {
            return false;
        }

        rest = next.Remainder;
        return true;
    }

    public static SyntaxKind NextKind(TokenList<SyntaxKind> input)
    {
        var next = input.ConsumeToken();
        return next.HasValue ? next.Value.Kind : SyntaxKind.None;
    }

    public static TokenListParserResult<SyntaxKind, T> Fail<T>(TokenList<SyntaxKind> at, params string[] expected) =>
        TokenListParserResult.Empty<SyntaxKind, T>(at, expected);

    public static TokenListParserResult<SyntaxKind, T> Fail<T>(TokenList<SyntaxKind> at, SyntaxKind expected) =>
        TokenListParserResult.Empty<SyntaxKind, T>(at, [expected]);

    public static SourceSpan Between(Token<SyntaxKind> first, Token<SyntaxKind> last) =>
        new(first.Position.Absolute, Lexer.EndOf(last) - first.Position.Absolute) { Text = first.Span.Source };
}
