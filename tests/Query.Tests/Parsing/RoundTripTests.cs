using CompExplain.Fixtures;
using CompExplain.Query.Ast;
using CompExplain.Query.Parsing;
using CsCheck;

namespace CompExplain.Query.Tests.Parsing;

public sealed class RoundTripTests
{
    // Names that lie in wait: keywords, quotes, colons, what cannot be seen, what is no text at all.
    private static readonly string[] Nasty =
    [
        "water", "swimming pool", "batters box", "a", "", " ", "  ", " a", "a ", "a  b", "AND", "and", "not", "Or", "XOR",
        "do not enter", "ALL", "none", "Correct", "all saints", "unit", "unit 5", "unit layer4:5", "unit fan", "UNIT 5 x",
        "label", "LABEL(x)", "near", "top", "top 10 concepts by x", "show units", "show room", "let x", "drop x", "plan view",
        "profile x", "explain x", "beam", "balance beam", "length 5", "x length 5", "certify", "x certify",
        "x certify within 3 s", "honest", "x honest", "x honest holdout y", "x grammar full", "where", "like", "speed limit",
        "order by x", "group by", "x LIKE y", "between", "range", "range 2", "count", "IOU", "iou(a, b)", ":", "::", ":a", "a:",
        "a:b", "a:b:c", "10:30 am", "tag:NN", "a b:c", "x y:", "\"", "\"\"", "a\"b", "'", "'s", "rock 'n' roll", "it's", "?", "#",
        "$", "PRP$", "``", "''", ".", ",", ";", "(", ")", "a(b", "&", "|", "^", "~", "!", "<", ">", "=", "@", "1%", "483", "-1",
        "1e5", "overlap-50%", "street-s", "t-shirt", "+", "*", "\0", "\n", "\r\n", "\t", "a\tb", "\u200B", "a\u200Db",
        "\u202Eabc", "\uFEFF", "\uFEFFa", "\u0301", "e\u0301", "\u00E9", "\u00A0", "a\u00A0b", "\u2028", "\uD800", "\uDC00a",
        "\uDC00\uD800", "\uFFFD", "\uFFFE", "\uE000", "海", "дом", "مسجد", "🌊", "👩\u200D🚒", "“x”", "’s", "İ", "ı", "ß",
        "\U0001F1E9\U0001F1EA", "ไม้", "\uFF08", "\u3000", "[x]", "{", "\\", "\\n", "//", "--", "=> x",
    ];

    private static readonly Gen<string> GenName = Gen.Frequency(
        (6, Gen.OneOf(Nasty)),
        (2, Gen.OneOf(Nasty).Array[1, 4].Select(parts => string.Concat(parts))),
        (2, Gen.OneOf(Nasty).Array[1, 4].Select(parts => string.Join(' ', parts))),
        (1, Gen.Char.Array[0, 6].Select(characters => new string(characters))),
        (1, Gen.Char["aA:\" '?.-0( "].Array[0, 8].Select(characters => new string(characters))));

    private static readonly Gen<double> GenReal = Gen.Frequency(
        (3, Gen.OneOf(0, 1, -1, 2.5, 0.1, 1e300, -1e-300, double.Epsilon, double.MaxValue, -0.0)),
        (2, Gen.Double.Where(double.IsFinite)));

    private static readonly Gen<double> GenShare = Gen.Frequency(
        (3, Gen.OneOf(1, 0.01, 0.005, 0.1, 0.07, 0.29, 1e-7, 1.1e-12, 1e-13, 1e-300, double.Epsilon)),
        (2, Gen.Double[0, 1].Where(share => share > 0)));

    private static readonly Gen<UnitCondition?> GenCondition = Gen.OneOf<UnitCondition?>(
        Gen.Const((UnitCondition?)null),
        GenShare.Select(share => (UnitCondition?)new UnitTopShare(share)),
        GenReal.Select(value => (UnitCondition?)new UnitAbove(value)),
        Gen.Select(GenReal, GenReal, (low, high) => (UnitCondition?)new UnitBetween(low, high)),
        Gen.Int[0, 9].Select(number => (UnitCondition?)new UnitRange(number)));

    private static readonly Gen<NameFormula> GenNameFormula = Gen.Select(
        GenName.Null(), GenName, (qualifier, name) => new NameFormula(qualifier, name));

    private static readonly Gen<int> GenWhole = Gen.OneOf(Gen.Int[0, 20], Gen.Const(int.MaxValue));

    private static readonly Gen<Formula> GenLeaf = Gen.Frequency(
        (8, GenNameFormula.Select(name => (Formula)name)),
        (3, Gen.Select(
            GenName.Null(),
            GenWhole,
            GenCondition,
            (layer, number, condition) => (Formula)new UnitFormula(layer, number, condition))),
        (1, GenName.Select(name => (Formula)new LabelFormula(name))),
        (1, GenName.Select(name => (Formula)new PredictedFormula(name))),
        (1, GenName.Select(name => (Formula)new SplitFormula(name))),
        (1, Gen.Select(GenNameFormula, GenWhole.Nullable(), (name, count) => (Formula)new NeighborsFormula(name, count))),
        (1, Gen.OneOf<Formula>(new AllFormula(), new NoneFormula(), new CorrectFormula(), new HoleFormula())));

    private static readonly Gen<Formula> GenFormula = Gen.Recursive<Formula>((depth, self) => depth > 5
        ? GenLeaf
        : Gen.Frequency(
            (3, GenLeaf),
            (1, self.Select(f => (Formula)new NotFormula(f))),
            (2, Gen.Select(self, self, (f, g) => (Formula)new AndFormula(f, g))),
            (2, Gen.Select(self, self, (f, g) => (Formula)new OrFormula(f, g))),
            (1, Gen.Select(self, self, (f, g) => (Formula)new XorFormula(f, g))),
            (1, Gen.OneOf(
                self.Select(f => (Formula)new SomeFormula(f)),
                self.Select(f => (Formula)new EveryFormula(f)),
                Gen.Select(self, GenWhole, (f, pixels) => (Formula)new ExpandFormula(f, pixels)),
                Gen.Select(self, self, GenWhole, (f, g, pixels) => (Formula)new NearFormula(f, g, pixels)),
                Gen.Select(
                    Gen.Enum<Direction>(), self, self, (direction, f, g) => (Formula)new DirectionFormula(direction, f, g))))));

    private static readonly Gen<ScoreCall> GenCall = Gen.Select(
        Gen.Enum<Score>(), GenFormula, GenFormula, (score, f, g) => new ScoreCall(score, score.IsOfPair() ? f : null, g));

    private static readonly Gen<Condition> GenWhere = Gen.OneOf(
        Gen.Select(
            GenName,
            Gen.Enum<Comparison>(),
            GenName,
            (column, comparison, value) => (Condition)new ColumnCondition(column, comparison, value)),
        GenFormula.Select(f => (Condition)new FormulaCondition(f)));

    private static readonly Gen<EquatableList<Condition>> GenConditions =
        GenWhere.Array[0, 3].Select(items => EquatableList.Create<Condition>(items));

    private static readonly Gen<EquatableList<ScoreCall>> GenCalls =
        GenCall.Array[1, 3].Select(items => EquatableList.Create<ScoreCall>(items));

    private static readonly Gen<CertifyClause?> GenCertify = GenReal.Nullable().Select(seconds =>
        seconds is null ? null : seconds < 0 ? new CertifyClause() : new CertifyClause(seconds));

    private static readonly Gen<HonestClause?> GenHonest =
        Gen.Select(Gen.Bool, GenName.Null(), (isThere, split) => isThere ? new HonestClause(split) : null);

    private static readonly Gen<Statement> GenPlain = Gen.OneOf(
        GenFormula.Select(f => (Statement)new MaskQuery(f)),
        GenCalls.Select(calls => (Statement)new ScoreQuery(calls)),
        Gen.Select(GenFormula, GenName, (f, column) => (Statement)new GroupQuery(f, column)),
        Gen.Select(GenWhole, Gen.Enum<TopSubject>(), GenCalls, GenConditions, (count, subject, by, where) =>
            (Statement)new TopQuery(count, subject, by, where)),
        Gen.Select(
            GenFormula,
            Gen.Select(GenWhole.Nullable(), GenWhole.Nullable()),
            Gen.Select(Gen.Enum<Score>().Where(score => score.IsOfPair()).Nullable(), Gen.Enum<SearchGrammar>().Nullable()),
            Gen.Select(GenCertify, GenHonest),
            (f, sizes, kinds, checks) => (Statement)new ExplainQuery(
                f, sizes.Item1, sizes.Item2, kinds.Item1, kinds.Item2, checks.Item1, checks.Item2)),
        Gen.Select(GenName, GenFormula, (name, f) => (Statement)new LetQuery(name, f)),
        GenName.Select(name => (Statement)new DropQuery(name)),
        Gen.Select(
            Gen.Enum<ShowSubject>(),
            GenName.Null(),
            GenConditions,
            Gen.Select(GenName, Gen.Bool, (column, down) => new Ordering(column, down)).Array[0, 3],
            GenWhole.Nullable(),
            (subject, like, where, order, limit) =>
                (Statement)new ShowQuery(subject, like, where, EquatableList.Create<Ordering>(order), limit)));

    private static readonly Gen<Statement> GenStatement = Gen.Select(GenPlain, Gen.Int[0, 5], (plain, kind) => kind switch
    {
        0 => new PlanQuery(plain),
        1 => new ProfileQuery(plain),
        _ => plain,
    });

    // Pieces of which texts are made that are almost queries.
    private static readonly string[] Soup =
    [
        .. Nasty, "(", ")", "(", ")", ",", " ", " AND ", " OR ", " XOR ", " NOT ", "&", "|", "^", "~", "!", "?", "@", ">", "<",
        "=", "!=", ">=", "\"", "'", ":", "unit 3", "unit layer4:3", "@ 1%", "BETWEEN 1 AND 2", "LABEL(", "NEAR(", "NEIGHBORS(",
        "IOU(", "COUNT(", "TOP 10 concepts BY ", "EXPLAIN ", "LENGTH 3", "LET ", "DROP ", "SHOW concepts ", "LIKE ", "WHERE ",
        "ORDER BY ", "LIMIT 3", "GROUP BY ", "PLAN ", "CERTIFY WITHIN 3 s", "HONEST HOLDOUT val",
    ];

    [Fact]
    public void Formula_AnyNames_PrintsAndReadsBack() => GenFormula.Sample(
        formula =>
        {
            string text = formula.ToString();
            var back = FormulaParser.Parse(text);
            return back == formula
                && back.GetHashCode() == formula.GetHashCode()
                && back.ToString() == text
                && back.Leaves == formula.Leaves;
        },
        iter: 10_000);

    [Fact]
    public void Formula_OneName_PrintsAndReadsBack() => GenNameFormula.Sample(
        name => FormulaParser.Parse(name.ToString()) == name
            && FormulaParser.Parse("NOT " + name + " OR x") == FormulaParser.Parse("(NOT " + name + ") OR x"),
        iter: 10_000);

    [Fact]
    public void Statement_AnyNames_PrintsAndReadsBack() => GenStatement.Sample(
        statement =>
        {
            string text = statement.ToString();
            var back = QueryParser.Parse(text);
            return back == statement && back.GetHashCode() == statement.GetHashCode() && back.ToString() == text;
        },
        iter: 10_000);

    [Fact]
    public void Parse_TokenSoup_GivesATreeThatReadsBackOrADiagnosticThatRenders() =>
        Gen.OneOf(Soup).Array[0, 30].Select(pieces => string.Concat(pieces)).Sample(Holds, iter: 10_000);

    [Fact]
    public void Parse_MutatedQuery_GivesATreeThatReadsBackOrADiagnosticThatRenders()
    {
        string[] queries = [.. GrammarFiles.Cases("cases/queries.txt").Select(item => item.Text)];
        var mutated = Gen.Select(
            Gen.OneOf(queries),
            Gen.Select(Gen.Int[0, 1000], Gen.Int[0, 4], Gen.OneOf(Soup)).Array[1, 3],
            (query, edits) =>
            {
                foreach (var (at, length, piece) in edits)
                {
                    int start = at % (query.Length + 1);
                    query = query[..start] + piece + query[Math.Min(query.Length, start + length)..];
                }

                return query;
            });
        mutated.Sample(Holds, iter: 10_000);
    }

    private static bool Holds(string text)
    {
        if (QueryParser.TryParse(text, out var statement, out var diagnostic))
        {
            return QueryParser.Parse(statement.ToString()) == statement;
        }

        if (diagnostic.Render().Length == 0 || diagnostic.Span.Start < 0 || diagnostic.Span.End > text.Length)
        {
            return false;
        }

        return FormulaParser.TryParse(text, out var formula, out diagnostic)
            ? FormulaParser.Parse(formula.ToString()) == formula
            : diagnostic.Render().Length > 0;
    }
}
