using System.Globalization;
using CompExplain.Query.Ast;
using Superpower;
using Superpower.Model;
using Superpower.Parsers;

namespace CompExplain.Query.Parsing;

// The grammar of formulas (grammar/formula.ebnf), over tokens.
internal static class FormulaGrammar
{
    // What errors call a formula.
    public const string FormulaName = "a formula";

    // One token decides what a formula starts with, so nothing is tried in vain.
    private static readonly TokenListParser<SyntaxKind, Formula> Primary =
        new TokenListParser<SyntaxKind, Formula>(PrimaryOf).Named(FormulaName);

    // operand { operator operand }; precedence is settled afterwards, which keeps the recursion shallow.
    public static readonly TokenListParser<SyntaxKind, Formula> Operand =
        from nots in Token.EqualTo(SyntaxKind.Not).Many()
        from operand in Primary
        select Negate(nots, operand);

    private static readonly TokenListParser<SyntaxKind, (SyntaxKind Operator, Formula Right)> Tail =
        from symbol in Token.Matching<SyntaxKind>(static kind => kind is SyntaxKind.And or SyntaxKind.Xor or SyntaxKind.Or, "an operator")
        from right in Operand
        select (symbol.Kind, right);

    public static readonly TokenListParser<SyntaxKind, Formula> Formula =
        from first in Operand
        from rest in Tail.Many()
        select Fold(first, rest);

    private static readonly TokenListParser<SyntaxKind, Formula> Parenthesised =
        Formula.Between(Token.EqualTo(SyntaxKind.Open), Token.EqualTo(SyntaxKind.Close));

    // Words that follow each other are one name.
    public static readonly TokenListParser<SyntaxKind, NameFormula> Name =
        Token.EqualTo(SyntaxKind.Word).AtLeastOnce().Select(NameOfWords)
            .Or(Token.EqualTo(SyntaxKind.Quoted).Select(NameOfQuotes))
            .Named("a name");

    public static readonly TokenListParser<SyntaxKind, int> Whole = Number<int>(Numbers.TryWhole, "a whole number");

    public static readonly TokenListParser<SyntaxKind, double> Real = Number<double>(Numbers.TryReal, "a number");

    private static readonly TokenListParser<SyntaxKind, double> Percent =
        Number<double>(
            static (ReadOnlySpan<char> word, out double share) => Numbers.TryPercent(word, out share) && share is > 0 and <= 1,
            "a percentage above 0% and at most 100%");

    private static readonly TokenListParser<SyntaxKind, UnitCondition> Condition =
        Token.EqualTo(SyntaxKind.At).IgnoreThen(Percent).Select(static share => (UnitCondition)new UnitTopShare(share))
            .Or(Token.EqualTo(SyntaxKind.Greater).IgnoreThen(Real).Select(static value => (UnitCondition)new UnitAbove(value)))
            .Or(
                from word in Token.EqualToValueIgnoreCase(SyntaxKind.Word, "BETWEEN")
                from low in Real
                from and in Token.EqualTo(SyntaxKind.And)
                from high in Real
                select (UnitCondition)new UnitBetween(low, high))
            .Or(Token.EqualToValueIgnoreCase(SyntaxKind.Word, "range").IgnoreThen(Whole)
                .Select(static number => (UnitCondition)new UnitRange(number)));

    private static readonly TokenListParser<SyntaxKind, Formula> Unit =
        from word in Token.EqualTo(SyntaxKind.Unit)
        from number in Token.Matching<SyntaxKind>(static kind => kind is SyntaxKind.Word or SyntaxKind.Quoted, "the number of a unit")
        from condition in Condition.AsOptional()
        select (Formula)UnitOf(word, number, condition);

    // A label or a split: no category, so a colon is a character like any other.
    private static readonly TokenListParser<SyntaxKind, string> Label =
        Token.EqualTo(SyntaxKind.Word).AtLeastOnce().Select(JoinWords)
            .Or(Token.EqualTo(SyntaxKind.Quoted).Select(static token => Spelling.UnquoteText(token.ToStringValue())))
            .Named("a name");

    private static readonly TokenListParser<SyntaxKind, Formula> LabelCall =
        Call(Label, static (kind, name) => kind switch
        {
            SyntaxKind.Label => new LabelFormula(name),
            SyntaxKind.Predicted => new PredictedFormula(name),
            _ => (Formula)new SplitFormula(name),
        });

    private static readonly TokenListParser<SyntaxKind, Formula> LiftCall =
        Call(Formula, static (kind, operand) => kind == SyntaxKind.Some ? new SomeFormula(operand) : new EveryFormula(operand));

    private static readonly TokenListParser<SyntaxKind, Formula> ExpandCall =
        Call(
            from operand in Formula
            from comma in Token.EqualTo(SyntaxKind.Comma)
            from pixels in Whole
            select new ExpandFormula(operand, pixels),
            static (_, formula) => formula);

    private static readonly TokenListParser<SyntaxKind, Formula> NearCall =
        Call(
            from operand in Formula
            from comma in Token.EqualTo(SyntaxKind.Comma)
            from other in Formula
            from comma2 in Token.EqualTo(SyntaxKind.Comma)
            from pixels in Whole
            select new NearFormula(operand, other, pixels),
            static (_, formula) => formula);

    private static readonly TokenListParser<SyntaxKind, Formula> DirectionCall =
        Call(
            from operand in Formula
            from comma in Token.EqualTo(SyntaxKind.Comma)
            from other in Formula
            select (operand, other),
            static (kind, pair) => new DirectionFormula(
                kind switch
                {
                    SyntaxKind.Above => Direction.Above,
                    SyntaxKind.Below => Direction.Below,
                    SyntaxKind.LeftOf => Direction.LeftOf,
                    _ => Direction.RightOf,
                },
                pair.operand,
                pair.other));

    private static readonly TokenListParser<SyntaxKind, Formula> NeighborsCall =
        Call(
            from concept in Name
            from count in Token.EqualTo(SyntaxKind.Comma).IgnoreThen(Whole).Select(static count => (int?)count).OptionalOrDefault()
            select new NeighborsFormula(concept, count),
            static (_, formula) => formula);

    private delegate bool TryReadNumber<T>(ReadOnlySpan<char> word, out T value);

    private static TokenListParserResult<SyntaxKind, Formula> PrimaryOf(TokenList<SyntaxKind> input)
    {
        TokenListParserResult<SyntaxKind, Token<SyntaxKind>> next = input.ConsumeToken();
        if (!next.HasValue)
            return TokenListParserResult.Empty<SyntaxKind, Formula>(input);
        Token<SyntaxKind> token = next.Value;
        switch (token.Kind)
        {
            case SyntaxKind.Word:
            case SyntaxKind.Quoted:
                TokenListParserResult<SyntaxKind, NameFormula> name = Name(input);
                return TokenListParserResult.Value<SyntaxKind, Formula>(name.Value, input, name.Remainder);
            case SyntaxKind.Open:
                return Parenthesised(input);
            case SyntaxKind.Unit:
                return Unit(input);
            case SyntaxKind.Hole:
                return Constant(new HoleFormula { Span = Lexer.SpanOf(token) });
            case SyntaxKind.Everything:
                return Constant(new AllFormula { Span = Lexer.SpanOf(token) });
            case SyntaxKind.Nothing:
                return Constant(new NoneFormula { Span = Lexer.SpanOf(token) });
            case SyntaxKind.Correct:
                return Constant(new CorrectFormula { Span = Lexer.SpanOf(token) });
            case SyntaxKind.Label or SyntaxKind.Predicted or SyntaxKind.Split:
                return LabelCall(input);
            case SyntaxKind.Some or SyntaxKind.Every:
                return LiftCall(input);
            case SyntaxKind.Expand:
                return ExpandCall(input);
            case SyntaxKind.Near:
                return NearCall(input);
            case SyntaxKind.Above or SyntaxKind.Below or SyntaxKind.LeftOf or SyntaxKind.RightOf:
                return DirectionCall(input);
            case SyntaxKind.Neighbors:
                return NeighborsCall(input);
            default:
                return TokenListParserResult.Empty<SyntaxKind, Formula>(input);
        }

        TokenListParserResult<SyntaxKind, Formula> Constant(Formula formula) =>
            TokenListParserResult.Value(formula, input, next.Remainder);
    }

    // WORD ( argument )
    private static TokenListParser<SyntaxKind, Formula> Call<T>(
        TokenListParser<SyntaxKind, T> argument, Func<SyntaxKind, T, Formula> make) =>
        from word in Token.Matching<SyntaxKind>(static _ => true, "a function")
        from open in Token.EqualTo(SyntaxKind.Open)
        from value in argument
        from close in Token.EqualTo(SyntaxKind.Close)
        select make(word.Kind, value) with { Span = Between(word, close) };

    private static TokenListParser<SyntaxKind, T> Number<T>(TryReadNumber<T> read, string name) => input =>
    {
        TokenListParserResult<SyntaxKind, Token<SyntaxKind>> next = input.ConsumeToken();
        return next.HasValue && next.Value.Kind == SyntaxKind.Word && read(Lexer.Text(next.Value), out T? value)
            ? TokenListParserResult.Value(value, input, next.Remainder)
            : TokenListParserResult.Empty<SyntaxKind, T>(input, [name]);
    };

    private static TokenListParser<SyntaxKind, T?> AsOptional<T>(this TokenListParser<SyntaxKind, T> parser)
        where T : class => parser.Select(static value => (T?)value).OptionalOrDefault();

    private static Formula Negate(Token<SyntaxKind>[] nots, Formula operand)
    {
        for (int i = nots.Length - 1; i >= 0; i--)
            operand = new NotFormula(operand) { Span = SourceSpan.Cover(Lexer.SpanOf(nots[i]), operand.Span) };
        return operand;
    }

    // Precedence climbing without the climbing: terms wait on a stack for as long as what follows binds tighter.
    private static Formula Fold(Formula first, (SyntaxKind Operator, Formula Right)[] rest)
    {
        if (rest.Length == 0)
            return first;
        Stack<(Formula Left, SyntaxKind Operator)> waiting = new();
        Formula current = first;
        foreach (var (symbol, right) in rest)
        {
            while (waiting.TryPeek(out var top) && Tightness(top.Operator) >= Tightness(symbol))
            {
                waiting.Pop();
                current = Join(top.Left, top.Operator, current);
            }

            waiting.Push((current, symbol));
            current = right;
        }

        while (waiting.TryPop(out var top))
            current = Join(top.Left, top.Operator, current);
        return current;
    }

    private static int Tightness(SyntaxKind symbol) => symbol switch { SyntaxKind.And => 3, SyntaxKind.Xor => 2, _ => 1 };

    private static BinaryFormula Join(Formula left, SyntaxKind symbol, Formula right)
    {
        SourceSpan span = SourceSpan.Cover(left.Span, right.Span);
        return symbol switch
        {
            SyntaxKind.And => new AndFormula(left, right) { Span = span },
            SyntaxKind.Xor => new XorFormula(left, right) { Span = span },
            _ => new OrFormula(left, right) { Span = span },
        };
    }

    private static NameFormula NameOfWords(Token<SyntaxKind>[] words)
    {
        var (qualifier, name) = Spelling.Divide(JoinWords(words));
        return new NameFormula(qualifier, name) { Span = Between(words[0], words[^1]) };
    }

    private static NameFormula NameOfQuotes(Token<SyntaxKind> token)
    {
        var (qualifier, name) = Spelling.Unquote(token.ToStringValue());
        return new NameFormula(qualifier, name) { Span = Lexer.SpanOf(token) };
    }

    private static string JoinWords(Token<SyntaxKind>[] words) => words.Length == 1
        ? words[0].ToStringValue()
        : string.Join(' ', words.Select(static word => word.ToStringValue()));

    private static UnitFormula UnitOf(Token<SyntaxKind> word, Token<SyntaxKind> token, UnitCondition? condition)
    {
        // The lexer made it a unit because it could read the number.
        _ = Lexer.TryUnit(token, out string? layer, out int number);
        return new UnitFormula(layer, number, condition) { Span = Between(word, token) };
    }

    public static SourceSpan Between(Token<SyntaxKind> first, Token<SyntaxKind> last) =>
        new(first.Position.Absolute, Lexer.EndOf(last) - first.Position.Absolute);
}
