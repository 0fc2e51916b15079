using CompExplain.Query.Ast;
using CompExplain.Query.Syntax;
using Superpower;
using Superpower.Parsers;

namespace CompExplain.Query.Parsing;

/// <summary><c>SHOW subject [ LIKE pattern ] [ WHERE conditions ] [ ORDER BY columns ] [ LIMIT n ]</c></summary>
internal static class ShowGrammar
{
    private static readonly TokenListParser<SyntaxKind, string?> Like =
        Token.EqualTo(SyntaxKind.Like).IgnoreThen(WhereGrammar.Value)
            .Select(static value => (string?)WhereGrammar.TextOf(value)).OptionalOrDefault();

    private static readonly TokenListParser<SyntaxKind, Ordering> Ordering =
        from column in WhereGrammar.Column
        from down in Token.EqualToValueIgnoreCase(SyntaxKind.Word, "ASC").Value(false)
            .Or(Token.EqualToValueIgnoreCase(SyntaxKind.Word, "DESC").Value(true))
            .OptionalOrDefault()
        select new Ordering(WhereGrammar.TextOf(column), down) { Span = column.SourceSpan() };

    private static readonly TokenListParser<SyntaxKind, EquatableList<Ordering>> OrderBy =
        Token.EqualTo(SyntaxKind.Order).IgnoreThen(Token.EqualTo(SyntaxKind.By))
            .IgnoreThen(Ordering.AtLeastOnceDelimitedBy(Token.EqualTo(SyntaxKind.Comma)))
            .Select(static orderings => EquatableList.Create<Ordering>(orderings))
            .OptionalOrDefault([]);

    private static readonly TokenListParser<SyntaxKind, int?> Limit =
        Token.EqualTo(SyntaxKind.Limit).IgnoreThen(NumberGrammar.Whole).Select(static limit => (int?)limit).OptionalOrDefault();

    public static readonly TokenListParser<SyntaxKind, Statement> Show =
        from word in Token.EqualTo(SyntaxKind.Show)
        from subject in EnumGrammar.OneOf<ShowSubject>()
        from like in Like
        from conditions in WhereGrammar.Where
        from order in OrderBy
        from limit in Limit
        select (Statement)new ShowQuery(subject, like, conditions, order, limit);
}
