using System.Text.RegularExpressions;

namespace CompExplain.Fixtures;

/// <summary>
/// Queries that were damaged in up to four places, made from given ones and the golden cases of <c>grammar/cases</c>. The same
/// number gives the same query.
/// </summary>
public sealed partial class QueryMutator
{
    private static readonly string[] Characters =
    [
        "\"", "\"\"", "'", "''", "“", "’", "(", ")", ",", "?", "@", ":", "%", "=", "!=", "<", ">=", "&", "|", "^", "~", "!", ";",
        "\\", "`", "#", "\0", "\t", "\n", "\r", "\r\n", "\u001B[31m", "\u00A0", "\u0085", "\u2028", "\u200B", "\u200D", "\u202E",
        "\uFEFF", "\uFFFD", "\uFFFE", "\uD800", "\uDC00", "\uD83C\uDF0A", "\uD83D\uDC69\u200D\uD83D\uDE92", "e\u0301", "\u0301",
        "\uFE0F", "海", "дом", "مسجد", "İ", "ß", "\u3000", "\U000E0041", "\uE000", "/*", "*/", "--", "//", "/* ", " -- ", "#!",
    ];

    private static readonly string[] Words =
    [
        "AND", "OR", "XOR", "NOT", "ALL", "NONE", "CORRECT", "LABEL(", "PREDICTED(", "SPLIT(", "SOME(", "EVERY(", "EXPAND(",
        "NEAR(", "ABOVE(", "NEIGHBORS(", "IOU(", "F1(", "PMI(", "PVALUE(", "AUC(", "COUNT(", "SHARE(", "TOP", "concepts", "units",
        "inputs", "BY", "WHERE", "EXPLAIN", "LENGTH", "BEAM", "SCORER", "GRAMMAR", "CERTIFY", "WITHIN", "HONEST", "HOLDOUT",
        "LET", "DROP", "SHOW", "LIKE", "ORDER BY", "LIMIT", "PLAN", "PROFILE", "GROUP BY", "unit", "unit 3", "layer4:2", "range",
        "BETWEEN", "water", "river", "blue", "hyp:couch", "pre:water", "pool", "wet", "size", "category", "name", "object", "val",
        "street",
    ];

    private static readonly string[] Numbers =
    [
        "0", "-1", "2147483647", "2147483648", "-2147483649", "9223372036854775808", "4294967296", "1e308", "1e309", "-1e-320",
        "1e999999999", "1e99999999999", "0.1", ".5", "5.", "1%", "0%", "100%", "101%", "1e-300%", "NaN", "Infinity", "0x10",
        "1_000", "+7", "--7", "00", "1.2.3", new('9', 400), "0." + new string('0', 400) + "1", "٣",
    ];

    private static readonly (string Open, string Close)[] Nests =
    [
        ("(", ")"), ("NOT ", ""), ("SOME(", ")"), ("NEAR(water, ", ", 2)"), ("NOT (", ")"), ("water OR (", ")"),
        ("ABOVE(", ", river)"), ("PLAN ", ""), ("[", "]"), ("\"", "\""),
    ];

    private readonly string[] _queries;
    private readonly string[] _cases;

    /// <summary>Damages queries, and as often golden cases.</summary>
    /// <param name="queries">Queries that can be answered.</param>
    public QueryMutator(string[] queries)
    {
        List<string> cases = [];
        cases.AddRange(GrammarFiles.Cases("cases/formulas.txt").Select(item => item.Text));
        cases.AddRange(GrammarFiles.Cases("cases/queries.txt").Select(item => item.Text));
        cases.AddRange(GrammarFiles.Cases("cases/paper.txt").Select(item => item.Canonical));
        cases.AddRange(GrammarFiles.Errors().Select(item => item.Text));
        _queries = queries;
        _cases = [.. cases];
    }

    /// <summary>The query of a number.</summary>
    /// <param name="number">The number, from 0.</param>
    public string Mutate(int number)
    {
        Random random = new(number);
        string text = Pick(random, random.Next(2) == 0 ? _queries : _cases);
        for (int edits = random.Next(0, 5); edits > 0; edits--)
        {
            text = Edit(text, random);
        }

        return text;
    }

    private string Edit(string text, Random random)
    {
        var (start, end) = random.Next(2) == 0 ? Range(text, random) : TokenRange(text, random);
        string part = text[start..end];
        switch (random.Next(12))
        {
            case 0:
                return text.Remove(start, end - start);
            case 1:
                return text.Insert(end, string.Concat(Enumerable.Repeat(part, random.Next(1, 4))));
            case 2:
                var (from, to) = TokenRange(text, random);
                return from < end && start < to
                    ? new string([.. text.Reverse()])
                    : Swap(text, Math.Min(start, from), Math.Min(end, to), Math.Max(start, from), Math.Max(end, to));
            case 3:
                return text.Insert(start, Pick(random, Characters));
            case 4:
                return text.Insert(start, $" {Pick(random, Words)} ");
            case 5:
                return string.Concat(text.AsSpan(0, start), Pick(random, Words), text.AsSpan(end));
            case 6:
                return string.Concat(text.AsSpan(0, start), Pick(random, Numbers), text.AsSpan(end));
            case 7:
                string mark = random.Next(2) == 0 ? "\"" : "'";
                return $"{text[..start]}{mark}{part}{(random.Next(3) == 0 ? "" : mark)}{text[end..]}";
            case 8:
                return Nest(text, start, end, random);
            case 9:
                string other = Pick(random, _cases);
                return string.Concat(text.AsSpan(0, start), other.AsSpan(Range(other, random).Start));
            case 10:
                string cased = random.Next(2) == 0 ? part.ToUpperInvariant() : part.ToLowerInvariant();
                return string.Concat(text.AsSpan(0, start), cased, text.AsSpan(end));
            default:
                char bit = text.Length == 0 ? 'x' : (char)(text[Math.Min(start, text.Length - 1)] ^ (1 << random.Next(16)));
                return $"{text[..start]}{bit}{text[Math.Min(start + 1, text.Length)..]}";
        }
    }

    private static string Nest(string text, int start, int end, Random random)
    {
        var (open, close) = Nests[random.Next(Nests.Length)];
        int depth = random.Next(20) == 0 ? random.Next(400, 3000) : random.Next(1, 8);
        int closes = random.Next(3) == 0 ? random.Next(depth + 2) : depth;
        return string.Concat(
            [
                text[..start],
                string.Concat(Enumerable.Repeat(open, depth)),
                text[start..end],
                string.Concat(Enumerable.Repeat(close, closes)),
                text[end..],
            ]);
    }

    private static string Swap(string text, int start, int end, int from, int to) =>
        string.Concat([text[..start], text[from..to], text[end..from], text[start..end], text[to..]]);

    private static (int Start, int End) Range(string text, Random random)
    {
        int start = random.Next(text.Length + 1);
        return (start, Math.Min(text.Length, start + random.Next(0, 12)));
    }

    private static (int Start, int End) TokenRange(string text, Random random)
    {
        var tokens = Token().Matches(text);
        if (tokens.Count == 0)
        {
            return (0, text.Length);
        }

        int first = random.Next(tokens.Count);
        var last = tokens[Math.Min(tokens.Count - 1, first + random.Next(0, 3))];
        return (tokens[first].Index, last.Index + last.Length);
    }

    private static T Pick<T>(Random random, T[] items) => items[random.Next(items.Length)];

    [GeneratedRegex(@"\w+|""[^""]*""?|\s+|.", RegexOptions.Singleline)]
    private static partial Regex Token();
}
