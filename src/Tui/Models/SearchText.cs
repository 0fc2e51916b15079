using System.Globalization;
using CompExplain.Query.Ast;
using CompExplain.Query.Explaining;

namespace CompExplain.Tui.Models;

/// <summary>The options of a search as text.</summary>
internal static class SearchText
{
    /// <summary>The options in a few words.</summary>
    public static string Describe(SearchOptions options) => string.Create(
        CultureInfo.InvariantCulture,
        $"length {options.Length}, beam {options.Beam}, {options.Scorer.NameOf()}"
            + $"{(options.Grammar == SearchGrammar.Full ? ", full grammar" : string.Empty)}");

    /// <summary>The query that searches a unit with these options.</summary>
    public static string QueryOf(SearchOptions options, Formula unit) => new ExplainQuery(
        unit,
        options.Length,
        options.Beam,
        options.Scorer == SearchOptions.Default.Scorer ? null : options.Scorer,
        options.Grammar == SearchOptions.Default.Grammar ? null : options.Grammar).ToString();
}
