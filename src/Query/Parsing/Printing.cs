using System.Text;
using CompExplain.Query.Ast;

namespace CompExplain.Query.Parsing;

// The canonical text: parentheses wherever AND, XOR and OR mix and none where they add nothing, keywords in capitals,
// names quoted only where they would be read as something else.
internal static class Printing
{
    public static string Print(Formula formula)
    {
        StringBuilder output = new();
        Append(output, formula);
        return output.ToString();
    }

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
        switch (statement)
        {
            case PlanQuery plan:
                return output.Append("PLAN ").Append(Print(plan.Inner)).ToString();
            case ProfileQuery profile:
                return output.Append("PROFILE ").Append(Print(profile.Inner)).ToString();
            case ScoreQuery score:
                AppendList(output, score.Calls, ", ", Append);
                break;
            case MaskQuery mask:
                string text = Print(mask.Formula);
                return OpensStatement(text) ? $"({text})" : text;
            case GroupQuery group:
                output.Append("COUNT(");
                Append(output, group.Formula);
                output.Append(") GROUP BY ").Append(Word(group.Column));
                break;
            case TopQuery top:
                output.Append("TOP ").Append(Numbers.Print(top.Count)).Append(' ').Append(Lower(top.Subject)).Append(" BY ");
                AppendList(output, top.By, ", ", Append);
                AppendWhere(output, top.Where);
                break;
            case ExplainQuery explain:
                Append(output, explain);
                break;
            case LetQuery let:
                output.Append("LET ").Append(Name(null, let.Name)).Append(" = ");
                Append(output, let.Formula);
                break;
            case DropQuery drop:
                output.Append("DROP ").Append(Name(null, drop.Name));
                break;
            case ShowQuery show:
                Append(output, show);
                break;
        }

        return output.ToString();
    }

    private static void Append(StringBuilder output, Formula formula)
    {
        // Down the left, where chains are long, without recursion: first all the parentheses that open there.
        List<BinaryFormula>? spine = null;
        while (formula is BinaryFormula binary)
        {
            (spine ??= []).Add(binary);
            if (Wraps(binary, binary.Left))
            {
                output.Append('(');
            }

            formula = binary.Left;
        }

        AppendTerm(output, formula);
        for (int i = (spine?.Count ?? 0) - 1; i >= 0; i--)
        {
            var binary = spine![i];
            if (Wraps(binary, binary.Left))
            {
                output.Append(')');
            }

            output.Append(binary switch { AndFormula => " AND ", OrFormula => " OR ", _ => " XOR " });
            if (binary.Right is BinaryFormula)
            {
                AppendWrapped(output, binary.Right);
            }
            else
            {
                AppendTerm(output, binary.Right);
            }
        }
    }

    // Operators associate to the left: the same one on the left needs no parentheses, and any on the right does.
    private static bool Wraps(BinaryFormula parent, Formula left) => left is BinaryFormula && left.GetType() != parent.GetType();

    private static void AppendWrapped(StringBuilder output, Formula formula)
    {
        output.Append('(');
        Append(output, formula);
        output.Append(')');
    }

    // Whatever is not one of the three operators.
    private static void AppendTerm(StringBuilder output, Formula formula)
    {
        while (formula is NotFormula not)
        {
            output.Append("NOT ");
            formula = not.Operand;
        }

        switch (formula)
        {
            case BinaryFormula:
                AppendWrapped(output, formula);
                break;
            case NameFormula name:
                output.Append(Name(name.Qualifier, name.Name));
                break;
            case UnitFormula unit:
                Append(output, unit);
                break;
            case AllFormula:
                output.Append("ALL");
                break;
            case NoneFormula:
                output.Append("NONE");
                break;
            case CorrectFormula:
                output.Append("CORRECT");
                break;
            case HoleFormula:
                output.Append('?');
                break;
            case LabelFormula label:
                output.Append("LABEL(").Append(Words(label.Name)).Append(')');
                break;
            case PredictedFormula predicted:
                output.Append("PREDICTED(").Append(Words(predicted.Name)).Append(')');
                break;
            case SplitFormula split:
                output.Append("SPLIT(").Append(Words(split.Name)).Append(')');
                break;
            case SomeFormula some:
                AppendCall(output, "SOME", some.Operand, null, null);
                break;
            case EveryFormula every:
                AppendCall(output, "EVERY", every.Operand, null, null);
                break;
            case ExpandFormula expand:
                AppendCall(output, "EXPAND", expand.Operand, null, expand.Pixels);
                break;
            case NearFormula near:
                AppendCall(output, "NEAR", near.Operand, near.Other, near.Pixels);
                break;
            case DirectionFormula direction:
                AppendCall(output, Upper(direction.Direction), direction.Operand, direction.Other, null);
                break;
            case NeighborsFormula neighbors:
                AppendCall(output, "NEIGHBORS", neighbors.Concept, null, neighbors.Count);
                break;
        }
    }

    private static void AppendCall(StringBuilder output, string name, Formula first, Formula? second, int? number)
    {
        output.Append(name).Append('(');
        Append(output, first);
        if (second is not null)
        {
            output.Append(", ");
            Append(output, second);
        }

        if (number is { } value)
        {
            output.Append(", ").Append(Numbers.Print(value));
        }

        output.Append(')');
    }

    private static void Append(StringBuilder output, UnitFormula unit)
    {
        output.Append("unit ");
        if (unit.Layer is { } layer)
        {
            output.Append(Qualifier(layer)).Append(':');
        }

        output.Append(Numbers.Print(unit.Number));
        switch (unit.Condition)
        {
            case UnitTopShare top:
                output.Append(" @ ").Append(Numbers.PrintPercent(top.Share));
                break;
            case UnitAbove above:
                output.Append(" > ").Append(Numbers.Print(above.Value));
                break;
            case UnitBetween between:
                output.Append(" BETWEEN ").Append(Numbers.Print(between.Low)).Append(" AND ").Append(Numbers.Print(between.High));
                break;
            case UnitRange range:
                output.Append(" range ").Append(Numbers.Print(range.Number));
                break;
        }
    }

    private static void Append(StringBuilder output, ScoreCall call)
    {
        output.Append(call.Score.NameOf()).Append('(');
        if (call.Target is { } target)
        {
            Append(output, target);
            output.Append(", ");
        }

        Append(output, call.Formula);
        output.Append(')');
    }

    private static void Append(StringBuilder output, Condition condition)
    {
        switch (condition)
        {
            case ColumnCondition column:
                output.Append(Word(column.Column)).Append(' ').Append(column.Comparison switch
                {
                    Comparison.Equal => "=",
                    Comparison.NotEqual => "!=",
                    Comparison.Less => "<",
                    Comparison.LessOrEqual => "<=",
                    Comparison.Greater => ">",
                    Comparison.GreaterOrEqual => ">=",
                    _ => "LIKE",
                }).Append(' ').Append(column.Comparison == Comparison.Like ? Spelling.Quote(column.Value, '\'') : Word(column.Value));
                break;
            // A name could begin the next clause, and an operator could join the conditions.
            case FormulaCondition { Formula: NameFormula or UnitFormula or NotFormula or BinaryFormula } formula:
                AppendWrapped(output, formula.Formula);
                break;
            case FormulaCondition formula:
                Append(output, formula.Formula);
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

    private static void Append(StringBuilder output, ExplainQuery explain)
    {
        string target = Print(explain.Target);
        output.Append("EXPLAIN ").Append(OpensClause(target) ? $"({target})" : target);
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
            output.Append(" HOLDOUT ").Append(Word(split));
        }
    }

    private static void Append(StringBuilder output, ShowQuery show)
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
                to.Append(Word(order.Column)).Append(order.Descending ? " DESC" : string.Empty));
        }

        if (show.Limit is { } limit)
        {
            output.Append(" LIMIT ").Append(Numbers.Print(limit));
        }
    }

    private static void AppendList<T>(StringBuilder output, EquatableList<T> items, string separator, Action<StringBuilder, T> append)
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

    // A name of concepts. One with a colon and no category is written :"10:30", for "10:30" has the category 10.
    private static string Name(string? qualifier, string name)
    {
        if (qualifier is not null)
        {
            // After quotes only one word may follow bare: rather quotes again.
            string category = Qualifier(qualifier);
            bool bare = category == qualifier && IsBareAfterCategory(name);
            return $"{category}:{(bare ? name : Spelling.Quote(name))}";
        }

        if (!name.Contains(':', StringComparison.Ordinal) && IsBareWords(name) && !IsMoreThanName(name))
        {
            return name;
        }

        string quoted = Spelling.Quote(name);
        return Spelling.Divide(name).Qualifier is null ? quoted : $":{quoted}";
    }

    // Constants, and what reads as a unit.
    private static bool IsMoreThanName(string name)
    {
        int space = name.IndexOf(' ', StringComparison.Ordinal);
        if (space < 0)
        {
            return Spelling.Constant(name) != SyntaxKind.None;
        }

        string rest = name[(space + 1)..];
        int end = rest.IndexOf(' ', StringComparison.Ordinal);
        return Spelling.IsUnitWord(name.AsSpan(0, space)) && Spelling.IsUnitNumber(end < 0 ? rest : rest[..end]);
    }

    private static bool IsBareWords(string name)
    {
        foreach (var word in name.AsSpan().Split(' '))
        {
            if (!Spelling.IsBareWord(name.AsSpan(word)))
            {
                return false;
            }
        }

        return true;
    }

    // The first word stands after the colon, where more is allowed and nothing is reserved.
    private static bool IsBareAfterCategory(string name)
    {
        int space = name.IndexOf(' ', StringComparison.Ordinal);
        string first = space < 0 ? name : name[..space];
        string rest = space < 0 ? string.Empty : name[(space + 1)..];
        return first.Length > 0 && Spelling.IsBareTail(first) && Spelling.StartsVisibly(first)
            && (space < 0 || (!rest.Contains(':', StringComparison.Ordinal) && IsBareWords(rest)));
    }

    private static string Qualifier(string qualifier) =>
        Spelling.IsBareWord(qualifier) && !qualifier.Contains(':', StringComparison.Ordinal) ? qualifier : Spelling.Quote(qualifier);

    // A label or a split: no category, so a colon is a character like any other.
    private static string Words(string text) =>
        IsBareWords(text) && !IsMoreThanName(text) ? text : Spelling.Quote(text);

    // A column or a value.
    private static string Word(string text) =>
        Spelling.IsBareWord(text) && Spelling.Constant(text) == SyntaxKind.None ? text : Spelling.Quote(text);

    private static string Lower<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static string Upper(Direction direction) => direction switch
    {
        Direction.Above => "ABOVE",
        Direction.Below => "BELOW",
        Direction.LeftOf => "LEFTOF",
        _ => "RIGHTOF",
    };

    // Whether a formula at the start of a statement would be read as a statement of another kind.
    private static bool OpensStatement(string text) =>
        Lexer.Read(text, statement: true, out _) is not { Length: > 0 } tokens || tokens[0].Kind >= SyntaxKind.Top;

    // Whether a name in what is explained would be read as a clause, with another clause after it.
    private static bool OpensClause(string text)
    {
        if (Lexer.Read($"EXPLAIN {text} LENGTH 1", statement: true, out _) is not { } tokens)
        {
            return true;
        }

        int keywords = 0;
        foreach (var token in tokens)
        {
            keywords += token.Kind >= SyntaxKind.Top ? 1 : 0;
        }

        return keywords != 2 || tokens[^2].Kind != SyntaxKind.Length;
    }
}
