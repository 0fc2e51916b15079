using CompExplain.Query.Ast;
using CompExplain.Query.Diagnostics;
using CompExplain.Query.Syntax;

namespace CompExplain.Query.Binding;

/// <summary>Finds the labels, predictions and splits of formulas.</summary>
internal static class InputBinding
{
    /// <summary>Binds what is asked of a whole input, ignoring case if nothing fits exactly.</summary>
    /// <param name="formula">The formula.</param>
    /// <param name="property">What is asked.</param>
    /// <param name="value">The value that inputs must have.</param>
    /// <param name="what">What it is called, for errors.</param>
    /// <param name="column">The value of each input; null where there is none.</param>
    /// <exception cref="QueryException">No input has the value.</exception>
    public static BoundInputs Bind(
        Formula formula, InputProperty property, string value, string what, IReadOnlyList<string?> column)
    {
        string[] values = [.. column.OfType<string>().Distinct().Order(StringComparer.Ordinal)];
        if (values.Length == 0)
        {
            throw BindingErrors.At(formula, $"no {what} is stored in this database");
        }

        string? found = values.FirstOrDefault(each => each == value)
            ?? values.FirstOrDefault(each => each.Equals(value, StringComparison.OrdinalIgnoreCase));
        if (found is null)
        {
            var near = Suggestions.Nearest(value, values);
            throw BindingErrors.At(
                formula,
                $"no input has the {what} '{value}'",
                near.Count > 0
                    ? $"did you mean: {string.Join(", ", near)}?"
                    : "there are: " + string.Join(", ", values.Take(20)) + (values.Length > 20 ? ", ..." : string.Empty));
        }

        return new BoundInputs(property, found);
    }
}
