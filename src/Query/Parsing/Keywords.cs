using CompExplain.Query.Syntax;
using Superpower.Model;

namespace CompExplain.Query.Parsing;

/// <summary>
/// Marks the keywords of a statement among its words: by <see cref="StatementWords"/>, and outside parentheses.
/// </summary>
internal static class Keywords
{
    /// <summary>Gives keywords their kind, in place.</summary>
    /// <param name="tokens">All tokens of the statement, of which the words are still plain.</param>
    public static void Mark(Token<SyntaxKind>[] tokens)
    {
        // PLAN and PROFILE do not nest, which the parser reports: so all of them are marked.
        int first = 0;
        var opening = OpeningOf(tokens, first);
        while (opening is SyntaxKind.Plan or SyntaxKind.Profile)
        {
            Set(tokens, first, opening);
            first++;
            opening = OpeningOf(tokens, first);
        }

        switch (opening)
        {
            case SyntaxKind.Top:
                MarkTop(tokens, first);
                break;
            case SyntaxKind.Explain:
                MarkExplain(tokens, first);
                break;
            case SyntaxKind.Show:
                MarkShow(tokens, first);
                break;
            case SyntaxKind.Let or SyntaxKind.Drop:
                Set(tokens, first, opening);
                break;
            default:
                MarkGroup(tokens, first);
                break;
        }
    }

    /// <summary>The keyword that opens the statement at a token, or <see cref="SyntaxKind.None"/>.</summary>
    private static SyntaxKind OpeningOf(Token<SyntaxKind>[] tokens, int at)
    {
        if (tokens.KindAt(at) != SyntaxKind.Word)
        {
            return SyntaxKind.None;
        }

        var possible = StatementWords.PossibleOpeningOf(tokens[at].Text());
        var next = tokens.KindAt(at + 1);
        bool opens = possible switch
        {
            SyntaxKind.Plan or SyntaxKind.Profile or SyntaxKind.Explain => next
                is SyntaxKind.Word or SyntaxKind.Quoted or SyntaxKind.Open or SyntaxKind.Not or SyntaxKind.Hole,
            SyntaxKind.Let => next is SyntaxKind.Word or SyntaxKind.Quoted,
            SyntaxKind.Drop when next == SyntaxKind.Quoted => WordsEnd(tokens, at + 2) == tokens.Length,
            SyntaxKind.Top or SyntaxKind.Show or SyntaxKind.Drop => OpensByWords(tokens, at),
            _ => false,
        };
        return opens ? possible : SyntaxKind.None;
    }

    private static bool OpensByWords(Token<SyntaxKind>[] tokens, int at)
    {
        int end = WordsEnd(tokens, at);
        string[] words = Array.ConvertAll(tokens[at..end], static token => token.ToStringValue());
        return StatementWords.OpeningOf(words, isAll: end == tokens.Length) != SyntaxKind.None;
    }

    /// <summary>The index past the words that start at a token.</summary>
    private static int WordsEnd(Token<SyntaxKind>[] tokens, int at)
    {
        while (tokens.KindAt(at) == SyntaxKind.Word)
        {
            at++;
        }

        return at;
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
            var before = tokens.KindAt(i - 1);
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

            var clause = StatementWords.ClauseOf(tokens[i].Text(), tokens.KindAt(i + 1) == SyntaxKind.Word);
            if (clause != SyntaxKind.None)
            {
                Set(tokens, i, clause);
            }
        }
    }

    private static void MarkShow(Token<SyntaxKind>[] tokens, int at)
    {
        Set(tokens, at, SyntaxKind.Show);
        bool where = false;
        foreach (int i in OutsideParentheses(tokens, at + 2))
        {
            // A clause may follow what a condition, a name or a number ends.
            bool clause = EndsOperand(tokens.KindAt(i - 1)) || tokens.KindAt(i - 1) == SyntaxKind.Text;
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
            else if (Is(tokens, i, "LIMIT") && tokens.KindAt(i + 1) is SyntaxKind.Word or SyntaxKind.None)
            {
                Set(tokens, i, SyntaxKind.Limit);
            }
        }
    }

    /// <summary><c>COUNT(f) GROUP BY</c>: no word can follow a parenthesis in a formula.</summary>
    private static void MarkGroup(Token<SyntaxKind>[] tokens, int at)
    {
        foreach (int i in OutsideParentheses(tokens, at))
        {
            if (tokens.KindAt(i - 1) != SyntaxKind.Close || !Is(tokens, i, "GROUP"))
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

    /// <summary>Whether a <c>LIKE</c> is after a column and before a pattern, or where one is missing.</summary>
    private static bool IsLike(Token<SyntaxKind>[] tokens, int at) =>
        Is(tokens, at, "LIKE")
        && tokens.KindAt(at - 1) is SyntaxKind.Word or SyntaxKind.Quoted
        && tokens.KindAt(at + 1) is SyntaxKind.Word or SyntaxKind.Quoted or SyntaxKind.Text or SyntaxKind.None;

    public static bool EndsOperand(SyntaxKind kind) => kind is SyntaxKind.Word or SyntaxKind.Quoted or SyntaxKind.Close
        or SyntaxKind.Hole or SyntaxKind.Everything or SyntaxKind.Nothing or SyntaxKind.Correct;

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
        tokens.KindAt(at) == SyntaxKind.Word && Spelling.Is(tokens[at].Text(), keyword);

    private static void Set(Token<SyntaxKind>[] tokens, int at, SyntaxKind kind) =>
        tokens[at] = new Token<SyntaxKind>(kind, tokens[at].Span);
}
