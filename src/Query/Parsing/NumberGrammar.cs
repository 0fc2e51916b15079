using CompExplain.Query.Syntax;
using Superpower;
using Superpower.Model;

namespace CompExplain.Query.Parsing;

/// <summary>Numbers, which are words to the lexer.</summary>
internal static class NumberGrammar
{
    public static readonly TokenListParser<SyntaxKind, int> Whole = Number<int>(Numbers.TryWhole, "a whole number");

    public static readonly TokenListParser<SyntaxKind, double> Real = Number<double>(Numbers.TryReal, "a number");

    public static readonly TokenListParser<SyntaxKind, double> Percent =
        Number<double>(
            static (ReadOnlySpan<char> word, out double share) => Numbers.TryPercent(word, out share) && share is > 0 and <= 1,
            "a percentage above 0% and at most 100%");

    private delegate bool TryRead<T>(ReadOnlySpan<char> word, out T value);

    private static TokenListParser<SyntaxKind, T> Number<T>(TryRead<T> read, string name) => input =>
    {
        var next = input.ConsumeToken();
        return next.HasValue && next.Value.Kind == SyntaxKind.Word && read(next.Value.Text(), out var value)
            ? TokenListParserResult.Value(value, input, next.Remainder)
            : input.Fail<T>(name);
    };
}
