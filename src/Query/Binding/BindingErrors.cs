using CompExplain.Query.Ast;
using CompExplain.Query.Diagnostics;

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
}
