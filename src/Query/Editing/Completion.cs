using System.Buffers;
using CompExplain.Query.Ast;
using CompExplain.Storage;

namespace CompExplain.Query.Editing;

/// <summary>What may follow in a query: keywords, functions, and the names of concepts, formulas and layers.</summary>
public sealed class Completion
{
    private static readonly string[] Words =
    [
        "ALL", "AND", "ASC", "BEAM", "BETWEEN", "BY", "concepts", "CORRECT", "DESC", "DROP", "EXPLAIN", "GROUP BY", "HONEST",
        "inputs", "LENGTH", "LET", "LIKE", "LIMIT", "NONE", "NOT", "OR", "ORDER BY", "PLAN", "PROFILE", "SCORER", "SHOW", "TOP",
        "unit", "units", "WHERE", "XOR", "categories", "formulas", "layers", "runs",
    ];

    private static readonly string[] Functions =
    [
        "ABOVE", "BELOW", "DICE", "EVERY", "EXPAND", "JACCARD", "LABEL", "LEFTOF", "NEAR", "NEIGHBORS", "PREDICTED", "RIGHTOF",
        "SOME", "SPLIT",
    ];

    private static readonly SearchValues<char> NoName = SearchValues.Create("(),&|^~!?<>=");

    private readonly Lazy<List<string>> _names;
    private readonly Func<IEnumerable<string>> _formulas;

    /// <summary>Completes with the names of an engine's database.</summary>
    /// <param name="engine">The engine.</param>
    public Completion(QueryEngine engine)
        : this(NotNull(engine).ConceptSpellings, () => Formulas(engine.Database))
    {
    }

    /// <summary>Completes with names.</summary>
    /// <param name="concepts">The concepts, as they are written; asked for once.</param>
    /// <param name="formulas">Named formulas and layers; asked for each time.</param>
    public Completion(Func<IEnumerable<string>> concepts, Func<IEnumerable<string>> formulas)
    {
        _names = new(() => [.. Words, .. Functions.Concat(Scores.Names).Select(name => name + "("), .. concepts()]);
        _formulas = formulas;
    }

    /// <summary>
    /// What may stand in place of the end of a text. Names may have several words, so the longest end of the text that
    /// anything begins with is taken.
    /// </summary>
    /// <param name="text">What is before the cursor.</param>
    /// <returns>Where the end starts that is to be replaced, and what by, in order; none where nothing fits.</returns>
    public (int Start, IReadOnlyList<string> Choices) Complete(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var names = _names.Value.Concat(_formulas()).ToList();
        var starts = Starts(text).ToList();
        foreach (int start in starts)
        {
            string begun = text[start..];
            var found = names.Where(name => Begins(name, begun)).ToList();
            if (found.Count > 0)
            {
                return (start, Sort(found));
            }
        }

        // Nobody remembers every category: man finds pre:man and hyp:man.
        foreach (int start in starts)
        {
            string begun = text[start..];
            var found = names
                .Where(name => name.IndexOf(':') is > 0 and var colon && Begins(name[(colon + 1)..], begun))
                .ToList();
            if (found.Count > 0)
            {
                return (start, Sort(found));
            }
        }

        return (text.Length, []);
    }

    /// <summary>The longest beginning that all have, but for case, as the first has it.</summary>
    /// <param name="choices">At least one.</param>
    public static string CommonStart(IReadOnlyList<string> choices)
    {
        ArgumentNullException.ThrowIfNull(choices);
        string common = choices[0];
        foreach (string choice in choices)
        {
            int length = 0;
            while (length < common.Length && length < choice.Length
                && char.ToUpperInvariant(common[length]) == char.ToUpperInvariant(choice[length]))
            {
                length++;
            }

            common = common[..length];
        }

        return common;
    }

    private static QueryEngine NotNull(QueryEngine? engine) => engine ?? throw new ArgumentNullException(nameof(engine));

    private static List<string> Sort(List<string> found) => found
        .Distinct()
        .OrderBy(name => name.Trim('"'), StringComparer.OrdinalIgnoreCase)
        .ThenBy(name => name, StringComparer.Ordinal)
        .ToList();

    // Where a name may start: after a space or an operator, but not before the last character that no name has.
    private static IEnumerable<int> Starts(string text)
    {
        int first = text.AsSpan().LastIndexOfAny(NoName) + 1;
        for (int start = first; start < text.Length; start++)
        {
            if (text[start] != ' ' && (start == first || text[start - 1] == ' '))
            {
                yield return start;
            }
        }
    }

    private static bool Begins(string name, string begun) =>
        name.StartsWith(begun, StringComparison.OrdinalIgnoreCase)
            || (name is ['"', ..] && name.AsSpan(1).StartsWith(begun, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<string> Formulas(ProbeDatabase database) =>
        database.Formulas.All()
            .Select(formula => new NameFormula(formula.Name).ToString())
            .Concat(database.Layers.Select(layer => layer.Name + ":"));
}
