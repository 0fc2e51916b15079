using CompExplain.Query.Ast;
using CompExplain.Query.Diagnostics;
using CompExplain.Query.Syntax;
using Superpower.Model;

namespace CompExplain.Query.Parsing;

/// <summary>The functions: words that are calls before a parenthesis.</summary>
internal static class Functions
{
    private static readonly (string Name, SyntaxKind Kind, string Usage)[] All =
    [
        ("LABEL", SyntaxKind.Label, "LABEL(street)"),
        ("PREDICTED", SyntaxKind.Predicted, "PREDICTED(street)"),
        ("SPLIT", SyntaxKind.Split, "SPLIT(val)"),
        ("SOME", SyntaxKind.Some, "SOME(water)"),
        ("EVERY", SyntaxKind.Every, "EVERY(water)"),
        ("EXPAND", SyntaxKind.Expand, "EXPAND(water, 5)"),
        ("NEAR", SyntaxKind.Near, "NEAR(boat, water, 5)"),
        ("ABOVE", SyntaxKind.Above, "ABOVE(boat, water)"),
        ("BELOW", SyntaxKind.Below, "BELOW(boat, water)"),
        ("LEFTOF", SyntaxKind.LeftOf, "LEFTOF(boat, water)"),
        ("RIGHTOF", SyntaxKind.RightOf, "RIGHTOF(boat, water)"),
        ("NEIGHBORS", SyntaxKind.Neighbors, "NEIGHBORS(hyp:couch, 5)"),
    ];

    /// <summary>The kind of a word before a parenthesis, or <see cref="SyntaxKind.None"/> if it is no function.</summary>
    public static SyntaxKind KindOf(ReadOnlySpan<char> word)
    {
        foreach (var (name, kind, _) in All)
        {
            if (Spelling.Is(word, name))
            {
                return kind;
            }
        }

        return Scores.TryFind(word, out _) ? SyntaxKind.Score : SyntaxKind.None;
    }

    /// <summary>How a function is called, for an error inside its parentheses; null if the token is no function.</summary>
    public static string? UsageOf(Token<SyntaxKind> token)
    {
        foreach (var (name, kind, usage) in All)
        {
            if (token.Kind == kind)
            {
                return $"{name} is written {usage}";
            }
        }

        if (token.Kind != SyntaxKind.Score || !Scores.TryFind(token.Text(), out var score))
        {
            return null;
        }

        return score.IsOfPair()
            ? $"{score.NameOf()} is of a unit and a formula: {score.NameOf()}(unit 483, water)"
            : $"{score.NameOf()} is of one formula: {score.NameOf()}(water)";
    }

    /// <summary>The error of a word before a parenthesis that is no function.</summary>
    public static Diagnostic Unknown(string text, Token<SyntaxKind> word)
    {
        string name = word.ToStringValue();
        List<string> hints = [];
        if (Spelling.IsUnitWord(name))
        {
            hints.Add("a unit is written unit 483");
        }
        else
        {
            List<string> known = [.. Scores.Names, "JACCARD", "DICE"];
            foreach (var (function, _, _) in All)
            {
                known.Add(function);
            }

            var near = Suggestions.Nearest(name, known);
            hints.Add(near.Count > 0
                ? Suggestions.DidYouMean(near)
                : "a name that holds a parenthesis is written in double quotes");
        }

        return new Diagnostic($"unknown function '{name}'", text, word.SourceSpan(), EquatableList.Create(hints));
    }
}
