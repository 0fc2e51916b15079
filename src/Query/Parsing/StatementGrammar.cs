using CompExplain.Query.Ast;
using Superpower;
using Superpower.Model;
using Superpower.Parsers;

namespace CompExplain.Query.Parsing;

// The grammar of statements (grammar/query.ebnf), over tokens.
internal static class StatementGrammar
{
    private static readonly TokenListParser<SyntaxKind, Formula> Formula = FormulaGrammar.Formula;

    private static readonly TokenListParser<SyntaxKind, int> Whole = FormulaGrammar.Whole;

    private static readonly TokenListParser<SyntaxKind, ScoreCall> ScoreCall = ScoreCallOf;

    private static readonly TokenListParser<SyntaxKind, EquatableList<ScoreCall>> ScoreCalls =
        ScoreCall.AtLeastOnceDelimitedBy(Token.EqualTo(SyntaxKind.Comma)).Select(static calls => EquatableList.Create<ScoreCall>(calls));

    private static readonly TokenListParser<SyntaxKind, Token<SyntaxKind>> Column =
        Token.Matching<SyntaxKind>(static kind => kind is SyntaxKind.Word or SyntaxKind.Quoted or SyntaxKind.Correct
            or SyntaxKind.Everything or SyntaxKind.Nothing, "a column");

    private static readonly TokenListParser<SyntaxKind, Token<SyntaxKind>> Value =
        Token.Matching<SyntaxKind>(static kind => kind is SyntaxKind.Word or SyntaxKind.Quoted or SyntaxKind.Text or SyntaxKind.Correct
            or SyntaxKind.Everything or SyntaxKind.Nothing, "a value");

    private static readonly TokenListParser<SyntaxKind, Condition> ColumnCondition =
        from column in Column
        from comparison in Token.Matching<SyntaxKind>(static kind => ComparisonOf(kind) is not null, "a comparison")
        from value in Value
        select (Condition)new ColumnCondition(TextOf(column), ComparisonOf(comparison.Kind)!.Value, TextOf(value))
        {
            Span = Lexer.SpanOf(column),
            ValueSpan = Lexer.SpanOf(value),
        };

    // What AND may join: in a WHERE it joins conditions before it joins formulas.
    private static readonly TokenListParser<SyntaxKind, Condition> JoinedCondition = input =>
        StartsComparison(input) ? ColumnCondition(input) : FormulaCondition!(input);

    private static readonly TokenListParser<SyntaxKind, Condition> FormulaCondition = FormulaGrammar.Operand.Select(ConditionOf);

    private static readonly TokenListParser<SyntaxKind, Condition[]> LooseCondition =
        Formula.Select(static formula => new[] { ConditionOf(formula) });

    private static readonly TokenListParser<SyntaxKind, Condition[]> JoinedConditions =
        JoinedCondition.AtLeastOnceDelimitedBy(Token.EqualTo(SyntaxKind.And));

    // Between commas: conditions joined by AND, or one formula with an OR in it.
    private static readonly TokenListParser<SyntaxKind, Condition[]> Conditions = input =>
        HoldsOr(input) ? LooseCondition(input) : JoinedConditions(input);

    private static readonly TokenListParser<SyntaxKind, EquatableList<Condition>> Where =
        Token.EqualTo(SyntaxKind.Where)
            .IgnoreThen(Conditions.AtLeastOnceDelimitedBy(Token.EqualTo(SyntaxKind.Comma)))
            .Select(static parts => EquatableList.Create(parts.SelectMany(static part => part)))
            .OptionalOrDefault([]);

    private static readonly TokenListParser<SyntaxKind, Statement> Top =
        from word in Token.EqualTo(SyntaxKind.Top)
        from count in Whole
        from subject in OneOf<TopSubject>()
        from separator in Token.EqualTo(SyntaxKind.By)
        from calls in ScoreCalls
        from conditions in Where
        select (Statement)new TopQuery(count, subject, calls, conditions);

    private static readonly TokenListParser<SyntaxKind, CertifyClause> CertifyClause =
        from word in Token.EqualTo(SyntaxKind.Certify)
        from seconds in Token.EqualTo(SyntaxKind.Within).IgnoreThen((TokenListParser<SyntaxKind, double>)SecondsOf)
            .Select(static seconds => (double?)seconds).OptionalOrDefault()
        select new CertifyClause(seconds);

    private static readonly TokenListParser<SyntaxKind, Func<ExplainQuery, ExplainQuery>> ExplainClause =
        Token.EqualTo(SyntaxKind.Length).IgnoreThen(Whole)
            .Select(static length => (Func<ExplainQuery, ExplainQuery>)(query => query with { Length = length }))
            .Or(Token.EqualTo(SyntaxKind.Beam).IgnoreThen(Whole)
                .Select(static beam => (Func<ExplainQuery, ExplainQuery>)(query => query with { Beam = beam })))
            .Or(Token.EqualTo(SyntaxKind.Scorer).IgnoreThen((TokenListParser<SyntaxKind, Score>)ScoreOf)
                .Select(static score => (Func<ExplainQuery, ExplainQuery>)(query => query with { Scorer = score })))
            .Or(Token.EqualTo(SyntaxKind.Grammar).IgnoreThen(OneOf<SearchGrammar>())
                .Select(static grammar => (Func<ExplainQuery, ExplainQuery>)(query => query with { Grammar = grammar })))
            .Or(CertifyClause
                .Select(static certify => (Func<ExplainQuery, ExplainQuery>)(query => query with { Certify = certify })));

    private static readonly TokenListParser<SyntaxKind, Statement> Explain =
        from word in Token.EqualTo(SyntaxKind.Explain)
        from target in Formula
        from clauses in ((TokenListParser<SyntaxKind, List<Func<ExplainQuery, ExplainQuery>>>)ClausesOf)
        select (Statement)clauses.Aggregate(new ExplainQuery(target), static (query, clause) => clause(query));

    private static readonly TokenListParser<SyntaxKind, NameFormula> PlainName = input =>
    {
        TokenListParserResult<SyntaxKind, NameFormula> name = FormulaGrammar.Name(input);
        return name.HasValue && name.Value.Qualifier is not null
            ? TokenListParserResult.Empty<SyntaxKind, NameFormula>(input, ["a name without a category"])
            : name;
    };

    private static readonly TokenListParser<SyntaxKind, Statement> Let =
        from word in Token.EqualTo(SyntaxKind.Let)
        from name in PlainName
        from equal in Token.EqualTo(SyntaxKind.Equal)
        from formula in Formula
        select (Statement)new LetQuery(name.Name, formula) { Span = name.Span };

    private static readonly TokenListParser<SyntaxKind, Statement> Drop =
        from word in Token.EqualTo(SyntaxKind.Drop)
        from name in PlainName
        select (Statement)new DropQuery(name.Name) { Span = name.Span };

    private static readonly TokenListParser<SyntaxKind, string?> ShowLike =
        Token.EqualTo(SyntaxKind.Like).IgnoreThen(Value).Select(static value => (string?)TextOf(value)).OptionalOrDefault();

    private static readonly TokenListParser<SyntaxKind, Ordering> Ordering =
        from column in Column
        from down in Token.EqualToValueIgnoreCase(SyntaxKind.Word, "ASC").Value(false)
            .Or(Token.EqualToValueIgnoreCase(SyntaxKind.Word, "DESC").Value(true))
            .OptionalOrDefault()
        select new Ordering(TextOf(column), down) { Span = Lexer.SpanOf(column) };

    private static readonly TokenListParser<SyntaxKind, EquatableList<Ordering>> OrderBy =
        Token.EqualTo(SyntaxKind.Order).IgnoreThen(Token.EqualTo(SyntaxKind.By))
            .IgnoreThen(Ordering.AtLeastOnceDelimitedBy(Token.EqualTo(SyntaxKind.Comma)))
            .Select(static orderings => EquatableList.Create<Ordering>(orderings))
            .OptionalOrDefault([]);

    private static readonly TokenListParser<SyntaxKind, Statement> Show =
        from word in Token.EqualTo(SyntaxKind.Show)
        from subject in OneOf<ShowSubject>()
        from like in ShowLike
        from conditions in Where
        from order in OrderBy
        from limit in Token.EqualTo(SyntaxKind.Limit).IgnoreThen(Whole).Select(static limit => (int?)limit).OptionalOrDefault()
        select (Statement)new ShowQuery(subject, like, conditions, order, limit);

    private static readonly TokenListParser<SyntaxKind, Token<SyntaxKind>> GroupBy =
        Token.EqualTo(SyntaxKind.Group).IgnoreThen(Token.EqualTo(SyntaxKind.By)).IgnoreThen(Column);

    private static readonly TokenListParser<SyntaxKind, Statement> ScoresOrGroup =
        from calls in ScoreCalls
        from statement in GroupsCount(calls)
            ? GroupBy.Select(column => (Statement)new GroupQuery(calls[0].Formula, TextOf(column)) { Span = Lexer.SpanOf(column) })
                .OptionalOrDefault(new ScoreQuery(calls))
            : Parse.Return<SyntaxKind, Statement>(new ScoreQuery(calls))
        select statement;

    private static readonly TokenListParser<SyntaxKind, Statement> Mask = Formula.Select(static formula => (Statement)new MaskQuery(formula));

    private static readonly TokenListParser<SyntaxKind, Statement> Measured =
        from word in Token.Matching<SyntaxKind>(static kind => kind is SyntaxKind.Plan or SyntaxKind.Profile, "PLAN or PROFILE")
        from inner in (TokenListParser<SyntaxKind, Statement>)UnmeasuredOf
        select word.Kind == SyntaxKind.Plan ? (Statement)new PlanQuery(inner) : new ProfileQuery(inner);

    // One token decides what a statement is.
    public static readonly TokenListParser<SyntaxKind, Statement> Statement = input =>
        NextKind(input) is SyntaxKind.Plan or SyntaxKind.Profile ? Measured(input) : UnmeasuredOf(input);

    private static TokenListParserResult<SyntaxKind, Statement> UnmeasuredOf(TokenList<SyntaxKind> input) => (NextKind(input) switch
    {
        SyntaxKind.Top => Top,
        SyntaxKind.Explain => Explain,
        SyntaxKind.Let => Let,
        SyntaxKind.Drop => Drop,
        SyntaxKind.Show => Show,
        SyntaxKind.Score => ScoresOrGroup,
        _ => Mask,
    })(input);

    private static TokenListParserResult<SyntaxKind, ScoreCall> ScoreCallOf(TokenList<SyntaxKind> input)
    {
        var word = input.ConsumeToken();
        return word.HasValue && word.Value.Kind == SyntaxKind.Score && Scores.TryFind(Lexer.Text(word.Value), out Score score)
            ? (score.IsOfPair() ? PairCall : SingleCall)(input)
            : TokenListParserResult.Empty<SyntaxKind, ScoreCall>(input, ["a score, such as IOU(unit 483, water)"]);
    }

    private static readonly TokenListParser<SyntaxKind, ScoreCall> PairCall =
        from word in Token.EqualTo(SyntaxKind.Score)
        from open in Token.EqualTo(SyntaxKind.Open)
        from target in Formula
        from comma in Token.EqualTo(SyntaxKind.Comma)
        from formula in Formula
        from close in Token.EqualTo(SyntaxKind.Close)
        select CallOf(word, target, formula, close);

    private static readonly TokenListParser<SyntaxKind, ScoreCall> SingleCall =
        from word in Token.EqualTo(SyntaxKind.Score)
        from open in Token.EqualTo(SyntaxKind.Open)
        from formula in Formula
        from close in Token.EqualTo(SyntaxKind.Close)
        select CallOf(word, null, formula, close);

    private static ScoreCall CallOf(Token<SyntaxKind> word, Formula? target, Formula formula, Token<SyntaxKind> close)
    {
        _ = Scores.TryFind(Lexer.Text(word), out Score score);
        return new ScoreCall(score, target, formula) { Span = FormulaGrammar.Between(word, close) };
    }

    // A clause may stand anywhere among the others, but not twice.
    private static TokenListParserResult<SyntaxKind, List<Func<ExplainQuery, ExplainQuery>>> ClausesOf(TokenList<SyntaxKind> input)
    {
        List<Func<ExplainQuery, ExplainQuery>> clauses = [];
        HashSet<SyntaxKind> seen = [];
        TokenList<SyntaxKind> rest = input;
        while (NextKind(rest) is SyntaxKind.Length or SyntaxKind.Beam or SyntaxKind.Scorer or SyntaxKind.Grammar or SyntaxKind.Certify)
        {
            if (!seen.Add(NextKind(rest)))
                return TokenListParserResult.Empty<SyntaxKind, List<Func<ExplainQuery, ExplainQuery>>>(rest, ["each clause once"]);
            var clause = ExplainClause(rest);
            if (!clause.HasValue)
                return TokenListParserResult.CastEmpty<SyntaxKind, Func<ExplainQuery, ExplainQuery>, List<Func<ExplainQuery, ExplainQuery>>>(clause);
            clauses.Add(clause.Value);
            rest = clause.Remainder;
        }

        return TokenListParserResult.Value(clauses, input, rest);
    }

    private static TokenListParserResult<SyntaxKind, Score> ScoreOf(TokenList<SyntaxKind> input)
    {
        var word = input.ConsumeToken();
        return word.HasValue && word.Value.Kind == SyntaxKind.Word && Scores.TryFind(Lexer.Text(word.Value), out Score score)
            ? TokenListParserResult.Value(score, input, word.Remainder)
            : TokenListParserResult.Empty<SyntaxKind, Score>(input, [.. Scores.Names.Take((int)Score.Count)]);
    }

    // 30 s, 30s
    private static TokenListParserResult<SyntaxKind, double> SecondsOf(TokenList<SyntaxKind> input)
    {
        var number = input.ConsumeToken();
        if (number.HasValue && number.Value.Kind == SyntaxKind.Word)
        {
            ReadOnlySpan<char> word = Lexer.Text(number.Value);
            if (word[^1] is 's' or 'S' && Numbers.TryReal(word[..^1], out double seconds) && seconds >= 0)
                return TokenListParserResult.Value(seconds, input, number.Remainder);
            var unit = number.Remainder.ConsumeToken();
            if (Numbers.TryReal(word, out seconds) && seconds >= 0)
            {
                return unit.HasValue && unit.Value.Kind == SyntaxKind.Word && Spelling.Is(Lexer.Text(unit.Value), "s")
                    ? TokenListParserResult.Value(seconds, input, unit.Remainder)
                    : TokenListParserResult.Empty<SyntaxKind, double>(number.Remainder, ["s, for seconds"]);
            }
        }

        return TokenListParserResult.Empty<SyntaxKind, double>(input, ["a number of seconds, such as 30 s"]);
    }

    // A word that is the name of a member of an enumeration.
    private static TokenListParser<SyntaxKind, T> OneOf<T>()
        where T : struct, Enum => static input =>
    {
        string[] names = Enum.GetNames<T>();
        var word = input.ConsumeToken();
        if (word.HasValue && word.Value.Kind == SyntaxKind.Word)
        {
            for (int i = 0; i < names.Length; i++)
            {
                if (Spelling.Is(Lexer.Text(word.Value), names[i]))
                    return TokenListParserResult.Value(Enum.GetValues<T>()[i], input, word.Remainder);
            }
        }

        return TokenListParserResult.Empty<SyntaxKind, T>(input, [.. names.Select(static name => name.ToLowerInvariant())]);
    };

    private static Condition ConditionOf(Formula formula) => new FormulaCondition(formula) { Span = formula.Span };

    private static bool GroupsCount(EquatableList<ScoreCall> calls) => calls.Count == 1 && calls[0].Score == Score.Count;

    // Whether an OR or XOR stands between here and the next comma or clause, outside parentheses.
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
        return column.HasValue && column.Value.Kind is not (SyntaxKind.Open or SyntaxKind.Close)
            && ComparisonOf(NextKind(column.Remainder)) is not null;
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

    private static string TextOf(Token<SyntaxKind> token)
    {
        string text = token.ToStringValue();
        return token.Kind switch
        {
            SyntaxKind.Quoted => Spelling.UnquoteText(text),
            SyntaxKind.Text => text[1..^1].Replace("''", "'", StringComparison.Ordinal),
            _ => text,
        };
    }

    private static SyntaxKind NextKind(TokenList<SyntaxKind> input)
    {
        var next = input.ConsumeToken();
        return next.HasValue ? next.Value.Kind : SyntaxKind.None;
    }
}
