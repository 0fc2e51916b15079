using CompExplain.Query.Syntax;
using Superpower;
using Superpower.Model;

namespace CompExplain.Query.Parsing;

/// <summary>Words that are the names of an enumeration's members, such as <c>concepts</c> or <c>full</c>.</summary>
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
                if (Spelling.Is(word.Value.Text(), names[i]))
                {
                    return TokenListParserResult.Value(Enum.GetValues<T>()[i], input, word.Remainder);
                }
            }
        }

        return input.Fail<T>([.. names.Select(static name => name.ToLowerInvariant())]);
    };
}
