using CompExplain.Query.Syntax;
using Superpower;
using Superpower.Model;

namespace CompExplain.Query.Parsing;

// A word that is the name of a member of an enumeration: concepts, full.
internal static class EnumGrammar
{
    public static TokenListParser<SyntaxKind, T> OneOf<T>()
        where T : struct, Enum => static input =>
    {
        string[] names = Enum.GetNames<T>();
        var word = input.ConsumeToken();
        if (word.HasValue && word.Value.Kind == SyntaxKind.Word)
        {
            for (int i = 0; i < names.Length; i++)
            {
                if (Spelling.Is(Lexer.Text(word.Value), names[i]))
                {
                    return TokenListParserResult.Value(Enum.GetValues<T>()[i], input, word.Remainder);
                }
            }
        }

        return FormulaGrammar.Fail<T>(input, [.. names.Select(static name => name.ToLowerInvariant())]);
    };
}
