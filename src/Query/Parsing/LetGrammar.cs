using CompExplain.Query.Ast;
using CompExplain.Query.Syntax;
using Superpower;
using Superpower.Parsers;

namespace CompExplain.Query.Parsing;

/// <summary><c>LET name = formula</c> and <c>DROP name</c>.</summary>
internal static class LetGrammar
{
    // A formula's own name has no category.
    private static readonly TokenListParser<SyntaxKind, NameFormula> Name = static input =>
    {
        var name = FormulaGrammar.Name(input);
        return name.HasValue && name.Value.Qualifier is not null
            ? input.Fail<NameFormula>("a name without a category")
            : name;
    };

    public static readonly TokenListParser<SyntaxKind, Statement> Let =
        from word in Token.EqualTo(SyntaxKind.Let)
        from name in Name
        from equal in Token.EqualTo(SyntaxKind.Equal)
        from formula in FormulaGrammar.Formula
        select (Statement)new LetQuery(name.Name, formula) { Span = name.Span };

    public static readonly TokenListParser<SyntaxKind, Statement> Drop =
        from word in Token.EqualTo(SyntaxKind.Drop)
        from name in Name
        select (Statement)new DropQuery(name.Name) { Span = name.Span };
}
