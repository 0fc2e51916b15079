using CompExplain.Query.Ast;
using CompExplain.Query.Diagnostics;
using CompExplain.Query.Syntax;
using CompExplain.Storage;

namespace CompExplain.Query.Binding;

/// <summary>The errors of binding.</summary>
internal static class BindingErrors
{
    /// <summary>An error at a formula.</summary>
    /// <param name="formula">The formula.</param>
    /// <param name="message">One sentence without a full stop.</param>
    /// <param name="hints">What would help, a line each.</param>
    public static QueryException At(Formula formula, string message, params ReadOnlySpan<string> hints) =>
        new(new Diagnostic(message, formula.Span, hints));

    /// <summary>An error at a node that needs data that the database is without.</summary>
    /// <param name="node">The node.</param>
    /// <param name="message">One sentence without a full stop.</param>
    /// <param name="missing">What is missing.</param>
    /// <param name="hint">What would help.</param>
    public static QueryException Missing(SyntaxNode node, string message, MissingData missing, string hint) =>
        new(new Diagnostic(message, node.Span, hint) { Missing = missing });

    /// <summary>An error at a name that means nothing.</summary>
    /// <param name="name">The name.</param>
    /// <param name="names">The names that there are.</param>
    /// <param name="database">The database.</param>
    public static QueryException UnknownName(NameFormula name, ConceptNames names, ProbeDatabase database)
    {
        if (name.Qualifier is not null && !names.HasCategory(name.Qualifier))
        {
            string[] categories =
                [.. database.Concepts.Select(concept => concept.Category).Distinct().Order(StringComparer.Ordinal)];
            var near = Suggestions.Nearest(name.Qualifier, categories);
            return At(
                name,
                $"unknown category '{name.Qualifier}'",
                near.Count > 0 ? $"did you mean: {string.Join(", ", near)}?" : "there are: " + string.Join(", ", categories));
        }

        var suggested = name.Qualifier is null
            ? Suggestions.Nearest(name.Name, names.BareNames())
            : Suggestions.Nearest(name.ToString(), names.Spellings());
        if (suggested.Count == 0)
        {
            suggested = Suggestions.Nearest(name.ToString(), names.Spellings());
        }

        return At(
            name,
            $"unknown concept '{Shown(name)}'",
            suggested.Count > 0 ? $"did you mean: {string.Join(", ", suggested)}?" : "list them with: SHOW concepts");
    }

    private static string Shown(NameFormula name) => name.Qualifier is null ? name.Name : $"{name.Qualifier}:{name.Name}";
}
