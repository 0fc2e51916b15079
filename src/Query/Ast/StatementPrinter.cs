using System.Text;
using CompExplain.Query.Syntax;

namespace CompExplain.Query.Ast;

/// <summary>The canonical text of statements and of their parts.</summary>
internal static class StatementPrinter
{
    public static string Print(ScoreCall call)
    {
        StringBuilder output = new();
        Append(output, call);
        return output.ToString();
    }

    public static string Print(Condition condition)
    {
        StringBuilder output = new();
        Append(output, condition);
        return output.ToString();
    }

    public static string Print(Statement statement)
    {
        StringBuilder output = new();
        Append(output, statement);
        return output.ToString();
    }

    private static void Append(StringBuilder output, Statement statement)
    {
        switch (statement)
        {
            case PlanQuery plan:
                output.Append("PLAN ");
                Append(output, plan.Inner);
                break;
            case ProfileQuery profile:
                output.Append("PROFILE ");
                Append(output, profile.Inner);
                break;
            case ScoreQuery score:
                AppendList(output, score.Calls, ", ", Append);
                break;
            case MaskQuery mask:
                AppendWrappedIf(output, mask.Formula, OpensStatement(mask.Formula));
                break;
            case GroupQuery group:
                output.Append("COUNT(");
                FormulaPrinter.Append(output, group.Formula);
                output.Append(") GROUP BY ").Append(NameSpelling.Word(group.Column));
                break;
            case TopQuery top:
                output.Append("TOP ").Append(Numbers.Print(top.Count)).Append(' ').Append(Lower(top.Subject)).Append(" BY ");
                AppendList(output, top.By, ", ", Append);
                AppendWhere(output, top.Where);
                break;
            case ExplainQuery explain:
                AppendExplain(output, explain);
                break;
            case LetQuery let:
                output.Append("LET ").Append(NameSpelling.Name(null, let.Name)).Append(" = ");
                FormulaPrinter.Append(output, let.Formula);
                break;
            case DropQuery drop:
                output.Append("DROP ").Append(NameSpelling.Name(null, drop.Name));
                break;
            case ShowQuery show:
                AppendShow(output, show);
                break;
        }
    }

    private static void Append(StringBuilder output, ScoreCall call)
    {
        output.Append(call.Score.NameOf()).Append('(');
        if (call.Target is { } target)
        {
            FormulaPrinter.Append(output, target);
            output.Append(", ");
        }

        FormulaPrinter.Append(output, call.Formula);
        output.Append(')');
    }

    private static void Append(StringBuilder output, Condition condition)
    {
        switch (condition)
        {
            case ColumnCondition column:
                output.Append(NameSpelling.Word(column.Column)).Append(' ').Append(SignOf(column.Comparison)).Append(' ');
                output.Append(column.Comparison == Comparison.Like
                    ? Spelling.Quote(column.Value, '\'')
                    : NameSpelling.Word(column.Value));
                break;
            case FormulaCondition { Formula: var formula }:
                // A name could begin the next clause, and an operator could join the conditions.
                bool wraps = formula is NameFormula or UnitFormula or NotFormula or BinaryFormula;
                AppendWrappedIf(output, formula, wraps);
                break;
        }
    }

    private static void AppendWhere(StringBuilder output, EquatableList<Condition> where)
    {
        if (where.Count == 0)
        {
            return;
        }

        output.Append(" WHERE ");
        AppendList(output, where, " AND ", Append);
    }

    private static void AppendExplain(StringBuilder output, ExplainQuery explain)
    {
        output.Append("EXPLAIN ");
        AppendWrappedIf(output, explain.Target, OpensClause(explain.Target));
        if (explain.Length is { } length)
        {
            output.Append(" LENGTH ").Append(Numbers.Print(length));
        }

        if (explain.Beam is { } beam)
        {
            output.Append(" BEAM ").Append(Numbers.Print(beam));
        }

        if (explain.Scorer is { } scorer)
        {
            output.Append(" SCORER ").Append(scorer.NameOf());
        }

        if (explain.Grammar is { } grammar)
        {
            output.Append(" GRAMMAR ").Append(Lower(grammar));
        }

        if (explain.Certify is { } certify)
        {
            output.Append(" CERTIFY");
        }

        if (explain.Certify?.WithinSeconds is { } seconds)
        {
            output.Append(" WITHIN ").Append(Numbers.Print(seconds)).Append(" s");
        }

        if (explain.Honest is { } honest)
        {
            output.Append(" HONEST");
        }

        if (explain.Honest?.HeldOut is { } split)
        {
            output.Append(" HOLDOUT ").Append(NameSpelling.Word(split));
        }
    }

    private static void AppendShow(StringBuilder output, ShowQuery show)
    {
        output.Append("SHOW ").Append(Lower(show.Subject));
        if (show.Like is { } like)
        {
            output.Append(" LIKE ").Append(Spelling.Quote(like, '\''));
        }

        AppendWhere(output, show.Where);
        if (show.OrderBy.Count > 0)
        {
            output.Append(" ORDER BY ");
            AppendList(output, show.OrderBy, ", ", static (to, order) =>
                to.Append(NameSpelling.Word(order.Column)).Append(order.Descending ? " DESC" : string.Empty));
        }

        if (show.Limit is { } limit)
        {
            output.Append(" LIMIT ").Append(Numbers.Print(limit));
        }
    }

    private static void AppendList<T>(
        StringBuilder output, EquatableList<T> items, string separator, Action<StringBuilder, T> append)
    {
        for (int i = 0; i < items.Count; i++)
        {
            if (i > 0)
            {
                output.Append(separator);
            }

            append(output, items[i]);
        }
    }

    private static void AppendWrappedIf(StringBuilder output, Formula formula, bool wraps)
    {
        if (wraps)
        {
            FormulaPrinter.AppendWrapped(output, formula);
        }
        else
        {
            FormulaPrinter.Append(output, formula);
        }
    }

    /// <summary>Whether a formula at the start of a statement would be read as a statement of another kind.</summary>
    private static bool OpensStatement(Formula formula) =>
        FormulaPrinter.FirstTerm(formula) is NameFormula name
        && StatementWords.OpeningOf(BareWords(name), isAll: ReferenceEquals(name, formula)) != SyntaxKind.None;

    /// <summary>Whether a word of a name in what is explained would be read as a clause, with another clause after it.</summary>
    private static bool OpensClause(Formula formula)
    {
        var last = FormulaPrinter.LastTerm(formula);
        foreach (var name in FormulaPrinter.NamesOutsideParentheses(formula))
        {
            string[] words = BareWords(name);
            for (int i = 1; i < words.Length; i++)
            {
                bool isWordNext = i + 1 < words.Length || ReferenceEquals(name, last);
                if (StatementWords.ClauseOf(words[i], isWordNext) != SyntaxKind.None)
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>The words of a name that is printed without quotes; none for one in quotes.</summary>
    private static string[] BareWords(NameFormula name)
    {
        string text = NameSpelling.Name(name.Qualifier, name.Name);
        return text.Contains('"', StringComparison.Ordinal) ? [] : text.Split(' ');
    }

    private static string SignOf(Comparison comparison) => comparison switch
    {
        Comparison.Equal => "=",
        Comparison.NotEqual => "!=",
        Comparison.Less => "<",
        Comparison.LessOrEqual => "<=",
        Comparison.Greater => ">",
        Comparison.GreaterOrEqual => ">=",
        _ => "LIKE",
    };

    private static string Lower<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
