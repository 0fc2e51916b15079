using CompExplain.Query.Diagnostics;
using Superpower.Model;

namespace CompExplain.Query.Parsing;

// Which words of a statement are its keywords. None is reserved: a concept may be called top, or beam, so a word is a
// keyword only where the statement has a place for it, outside parentheses, and what follows makes sense.
internal static class Keywords
{
    public static readonly string[] ShowSubjects = ["concepts", "units", "layers", "inputs", "formulas", "categories", "runs"];

    public static void Mark(Token<SyntaxKind>[] tokens)
    {
        // They do not nest, which the parser says: so all of them are marked.
        int first = 0;
        while ((Is(tokens, first, "PLAN") || Is(tokens, first, "PROFILE")) && StartsOperand(tokens, first + 1))
        {
            Set(tokens, first, Is(tokens, first, "PLAN") ? SyntaxKind.Plan : SyntaxKind.Profile);
            first++;
        }

        if (IsTop(tokens, first))
        {
            MarkTop(tokens, first);
        }
        else if (Is(tokens, first, "EXPLAIN") && StartsOperand(tokens, first + 1))
        {
            MarkExplain(tokens, first);
        }
        else if (IsShow(tokens, first))
        {
            MarkShow(tokens, first);
        }
        else if (Is(tokens, first, "LET") && IsName(tokens, first + 1))
        {
            Set(tokens, first, SyntaxKind.Let);
        }
        else if (IsDrop(tokens, first))
        {
            Set(tokens, first, SyntaxKind.Drop);
        }
        else
        {
            MarkGroup(tokens, first);
        }
    }

    // TOP 10 concepts ..., and what is meant to be: TOP concepts BY ..., TOP ten.
    private static bool IsTop(Token<SyntaxKind>[] tokens, int at)
    {
        if (!Is(tokens, at, "TOP"))
        {
            return false;
        }

        if (Lexer.KindAt(tokens, at + 1) == SyntaxKind.Word && !Lexer.Text(tokens[at + 1]).ContainsAnyExceptInRange('0', '9'))
        {
            return Lexer.KindAt(tokens, at + 2) is SyntaxKind.Word or SyntaxKind.None;
        }

        for (int i = at + 1; Lexer.KindAt(tokens, i) == SyntaxKind.Word; i++)
        {
            if (Is(tokens, i, "BY"))
            {
                return true;
            }
        }

        return false;
    }

    private static void MarkTop(Token<SyntaxKind>[] tokens, int at)
    {
        Set(tokens, at, SyntaxKind.Top);
        bool by = false;
        bool where = false;
        foreach (int i in OutsideParentheses(tokens, at + 1))
        {
            if (!by && Is(tokens, i, "BY"))
            {
                Set(tokens, i, SyntaxKind.By);
                by = true;
            }
            else if (by && !where && Is(tokens, i, "WHERE"))
            {
                Set(tokens, i, SyntaxKind.Where);
                where = true;
            }
            else if (where && IsLike(tokens, i))
            {
                Set(tokens, i, SyntaxKind.Like);
            }
        }
    }

    private static void MarkExplain(Token<SyntaxKind>[] tokens, int at)
    {
        Set(tokens, at, SyntaxKind.Explain);
        foreach (int i in OutsideParentheses(tokens, at + 1))
        {
            var before = Lexer.KindAt(tokens, i - 1);
            if (before == SyntaxKind.Certify && Is(tokens, i, "WITHIN"))
            {
                Set(tokens, i, SyntaxKind.Within);
            }

            if (before == SyntaxKind.Honest && Is(tokens, i, "HOLDOUT"))
            {
                Set(tokens, i, SyntaxKind.HoldOut);
            }

            if (tokens[i].Kind != SyntaxKind.Word || !(EndsOperand(before) || before is SyntaxKind.Certify or SyntaxKind.Honest))
            {
                continue;
            }

            bool wordFollows = Lexer.KindAt(tokens, i + 1) == SyntaxKind.Word;
            if (Is(tokens, i, "CERTIFY"))
            {
                Set(tokens, i, SyntaxKind.Certify);
            }
            else if (Is(tokens, i, "HONEST"))
            {
                Set(tokens, i, SyntaxKind.Honest);
            }
            else if (wordFollows && Is(tokens, i, "LENGTH"))
            {
                Set(tokens, i, SyntaxKind.Length);
            }
            else if (wordFollows && Is(tokens, i, "BEAM"))
            {
                Set(tokens, i, SyntaxKind.Beam);
            }
            else if (wordFollows && Is(tokens, i, "SCORER"))
            {
                Set(tokens, i, SyntaxKind.Scorer);
            }
            else if (wordFollows && Is(tokens, i, "GRAMMAR"))
            {
                Set(tokens, i, SyntaxKind.Grammar);
            }
        }
    }

    // SHOW concepts ..., and what is meant to be: SHOW concept. A concept called show room is neither.
    private static bool IsShow(Token<SyntaxKind>[] tokens, int at)
    {
        if (!Is(tokens, at, "SHOW") || Lexer.KindAt(tokens, at + 1) != SyntaxKind.Word)
        {
            return false;
        }

        string subject = tokens[at + 1].ToStringValue();
        return Suggestions.Nearest(subject, ShowSubjects).Count > 0;
    }

    private static void MarkShow(Token<SyntaxKind>[] tokens, int at)
    {
        Set(tokens, at, SyntaxKind.Show);
        bool where = false;
        foreach (int i in OutsideParentheses(tokens, at + 2))
        {
            // A clause may follow what a condition, a name or a number ends.
            bool clause = EndsOperand(Lexer.KindAt(tokens, i - 1)) || Lexer.KindAt(tokens, i - 1) == SyntaxKind.Text;
            if (!clause)
            {
                continue;
            }

            if (IsLike(tokens, i))
            {
                Set(tokens, i, SyntaxKind.Like);
            }
            else if (!where && Is(tokens, i, "WHERE"))
            {
                Set(tokens, i, SyntaxKind.Where);
                where = true;
            }
            else if (Is(tokens, i, "ORDER") && Is(tokens, i + 1, "BY"))
            {
                Set(tokens, i, SyntaxKind.Order);
                Set(tokens, i + 1, SyntaxKind.By);
            }
            else if (Is(tokens, i, "LIMIT") && Lexer.KindAt(tokens, i + 1) is SyntaxKind.Word or SyntaxKind.None)
            {
                Set(tokens, i, SyntaxKind.Limit);
            }
        }
    }

    private static bool IsDrop(Token<SyntaxKind>[] tokens, int at)
    {
        if (!Is(tokens, at, "DROP") || !IsName(tokens, at + 1))
        {
            return false;
        }

        for (int i = at + 2; i < tokens.Length; i++)
        {
            if (tokens[i].Kind != SyntaxKind.Word)
            {
                return false;
            }
        }

        return true;
    }

    // COUNT(f) GROUP BY: no word can follow a parenthesis in a formula.
    private static void MarkGroup(Token<SyntaxKind>[] tokens, int at)
    {
        foreach (int i in OutsideParentheses(tokens, at))
        {
            if (Lexer.KindAt(tokens, i - 1) != SyntaxKind.Close || !Is(tokens, i, "GROUP"))
            {
                continue;
            }

            Set(tokens, i, SyntaxKind.Group);
            if (Is(tokens, i + 1, "BY"))
            {
                Set(tokens, i + 1, SyntaxKind.By);
            }

            return;
        }
    }

    // After a column and before a pattern, or where one is missing.
    private static bool IsLike(Token<SyntaxKind>[] tokens, int at) =>
        Is(tokens, at, "LIKE")
        && Lexer.KindAt(tokens, at - 1) is SyntaxKind.Word or SyntaxKind.Quoted
        && Lexer.KindAt(tokens, at + 1) is SyntaxKind.Word or SyntaxKind.Quoted or SyntaxKind.Text or SyntaxKind.None;

    public static bool EndsOperand(SyntaxKind kind) => kind is SyntaxKind.Word or SyntaxKind.Quoted or SyntaxKind.Close
        or SyntaxKind.Hole or SyntaxKind.Everything or SyntaxKind.Nothing or SyntaxKind.Correct;

    private static bool StartsOperand(Token<SyntaxKind>[] tokens, int at) =>
        IsName(tokens, at) || Lexer.KindAt(tokens, at) is SyntaxKind.Open or SyntaxKind.Not or SyntaxKind.Hole;

    private static bool IsName(Token<SyntaxKind>[] tokens, int at) =>
        Lexer.KindAt(tokens, at) is SyntaxKind.Word or SyntaxKind.Quoted;

    private static IEnumerable<int> OutsideParentheses(Token<SyntaxKind>[] tokens, int from)
    {
        int depth = 0;
        for (int i = from; i < tokens.Length; i++)
        {
            if (tokens[i].Kind == SyntaxKind.Open)
            {
                depth++;
            }
            else if (tokens[i].Kind == SyntaxKind.Close)
            {
                depth--;
            }

            if (depth <= 0)
            {
                yield return i;
            }
        }
    }

    private static bool Is(Token<SyntaxKind>[] tokens, int at, string keyword) =>
        Lexer.KindAt(tokens, at) == SyntaxKind.Word && Spelling.Is(Lexer.Text(tokens[at]), keyword);

    private static void Set(Token<SyntaxKind>[] tokens, int at, SyntaxKind kind) =>
        tokens[at] = new Token<SyntaxKind>(kind, tokens[at].Span);
}
