using CompExplain.Query.Ast;
using CompExplain.Query.Syntax;
using Superpower;
using Superpower.Model;
using Superpower.Parsers;

namespace CompExplain.Query.Parsing;

/// <summary><c>EXPLAIN formula { clause }</c></summary>
internal static class ExplainGrammar
{
    private delegate ExplainQuery Clause(ExplainQuery query);

    private static readonly TokenListParser<SyntaxKind, Clause> Length =
        Token.EqualTo(SyntaxKind.Length).IgnoreThen(NumberGrammar.Whole)
            .Select(static length => (Clause)(query => query with { Length = length }));

    private static readonly TokenListParser<SyntaxKind, Clause> Beam =
        Token.EqualTo(SyntaxKind.Beam).IgnoreThen(NumberGrammar.Whole)
            .Select(static beam => (Clause)(query => query with { Beam = beam }));

    private static readonly TokenListParser<SyntaxKind, Clause> Scorer =
        Token.EqualTo(SyntaxKind.Scorer).IgnoreThen(new TokenListParser<SyntaxKind, Score>(ScorerOf))
            .Select(static score => (Clause)(query => query with { Scorer = score }));

    private static readonly TokenListParser<SyntaxKind, Clause> Grammar =
        Token.EqualTo(SyntaxKind.Grammar).IgnoreThen(EnumGrammar.OneOf<SearchGrammar>())
            .Select(static grammar => (Clause)(query => query with { Grammar = grammar }));

    private static readonly TokenListParser<SyntaxKind, Clause> Certify =
        from word in Token.EqualTo(SyntaxKind.Certify)
        from seconds in Token.EqualTo(SyntaxKind.Within).IgnoreThen(new TokenListParser<SyntaxKind, double>(SecondsOf))
            .Select(static seconds => (double?)seconds).OptionalOrDefault()
        select (Clause)(query => query with { Certify = new CertifyClause(seconds) });

    private static readonly TokenListParser<SyntaxKind, Clause> Honest =
        from word in Token.EqualTo(SyntaxKind.Honest)
        from split in Token.EqualTo(SyntaxKind.HoldOut)
            .IgnoreThen(Token.Matching<SyntaxKind>(WhereGrammar.IsName, "a split, such as val"))
            .Select(static split => (string?)WhereGrammar.TextOf(split)).OptionalOrDefault()
        select (Clause)(query => query with { Honest = new HonestClause(split) });

    public static readonly TokenListParser<SyntaxKind, Statement> Explain =
        from word in Token.EqualTo(SyntaxKind.Explain)
        from target in FormulaGrammar.Formula
        from clauses in new TokenListParser<SyntaxKind, List<Clause>>(ClausesOf)
        select (Statement)clauses.Aggregate(new ExplainQuery(target), static (query, clause) => clause(query));

    /// <summary>The clauses, in any order, each at most once.</summary>
    private static TokenListParserResult<SyntaxKind, List<Clause>> ClausesOf(TokenList<SyntaxKind> input)
    {
        List<Clause> clauses = [];
        HashSet<SyntaxKind> seen = [];
        var rest = input;
        while (ParserOf(rest.NextKind()) is { } parser)
        {
            var kind = rest.NextKind();
            if (!seen.Add(kind))
            {
                return rest.Fail<List<Clause>>($"{kind.ToString().ToUpperInvariant()} only once");
            }

            var clause = parser(rest);
            if (!clause.HasValue)
            {
                return TokenListParserResult.CastEmpty<SyntaxKind, Clause, List<Clause>>(clause);
            }

            clauses.Add(clause.Value);
            rest = clause.Remainder;
        }

        return TokenListParserResult.Value(clauses, input, rest);
    }

    private static TokenListParser<SyntaxKind, Clause>? ParserOf(SyntaxKind kind) => kind switch
    {
        SyntaxKind.Length => Length,
        SyntaxKind.Beam => Beam,
        SyntaxKind.Scorer => Scorer,
        SyntaxKind.Grammar => Grammar,
        SyntaxKind.Certify => Certify,
        SyntaxKind.Honest => Honest,
        _ => null,
    };

    private static TokenListParserResult<SyntaxKind, Score> ScorerOf(TokenList<SyntaxKind> input)
    {
        var word = input.ConsumeToken();
        return word.HasValue && word.Value.Kind == SyntaxKind.Word && Scores.TryFind(word.Value.Text(), out var score)
            && score.IsOfPair()
            ? TokenListParserResult.Value(score, input, word.Remainder)
            : input.Fail<Score>([.. Scores.Names.Where(static (_, index) => ((Score)index).IsOfPair())]);
    }

    /// <summary>A number of seconds: <c>30 s</c> or <c>30s</c>.</summary>
    private static TokenListParserResult<SyntaxKind, double> SecondsOf(TokenList<SyntaxKind> input)
    {
        var number = input.ConsumeToken();
        if (!number.HasValue || number.Value.Kind != SyntaxKind.Word)
        {
            return input.Fail<double>("a number of seconds, such as 30 s");
        }

        var word = number.Value.Text();
        if (word[^1] is 's' or 'S' && Numbers.TryReal(word[..^1], out double seconds) && seconds >= 0)
        {
            return TokenListParserResult.Value(seconds, input, number.Remainder);
        }

        if (!Numbers.TryReal(word, out seconds) || seconds < 0)
        {
            return input.Fail<double>("a number of seconds, such as 30 s");
        }

        var unit = number.Remainder.ConsumeToken();
        return unit.HasValue && unit.Value.Kind == SyntaxKind.Word && Spelling.Is(unit.Value.Text(), "s")
            ? TokenListParserResult.Value(seconds, input, unit.Remainder)
            : number.Remainder.Fail<double>("s, for seconds");
    }
}
