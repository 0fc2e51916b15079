using System.Text;
using CompExplain.Query.Syntax;

namespace CompExplain.Query.Ast;

/// <summary>
/// The canonical text of formulas: parentheses wherever AND, XOR and OR mix and none where they add nothing, keywords in
/// capitals, names quoted only where they would be read as something else.
/// </summary>
internal static class FormulaPrinter
{
    public static string Print(Formula formula)
    {
        StringBuilder output = new();
        Append(output, formula);
        return output.ToString();
    }

    public static void Append(StringBuilder output, Formula formula)
    {
        // Down the left, where chains are long, without recursion: first all the parentheses that open there.
        List<BinaryFormula>? spine = null;
        while (formula is BinaryFormula binary)
        {
            (spine ??= []).Add(binary);
            if (WrapsLeft(binary))
            {
                output.Append('(');
            }

            formula = binary.Left;
        }

        AppendTerm(output, formula);
        for (int i = (spine?.Count ?? 0) - 1; i >= 0; i--)
        {
            var binary = spine![i];
            if (WrapsLeft(binary))
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

    public static void AppendWrapped(StringBuilder output, Formula formula)
    {
        output.Append('(');
        Append(output, formula);
        output.Append(')');
    }

    /// <summary>The names that stand outside all parentheses when a formula is printed, from right to left.</summary>
    public static IEnumerable<NameFormula> NamesOutsideParentheses(Formula formula)
    {
        while (formula is BinaryFormula binary)
        {
            if (WithoutNots(binary.Right) is NameFormula right)
            {
                yield return right;
            }

            if (WrapsLeft(binary))
            {
                yield break;
            }

            formula = binary.Left;
        }

        if (WithoutNots(formula) is NameFormula first)
        {
            yield return first;
        }
    }

    /// <summary>The term that a formula starts with when it is printed; null if it starts with a parenthesis.</summary>
    public static Formula? FirstTerm(Formula formula)
    {
        while (formula is BinaryFormula binary)
        {
            if (WrapsLeft(binary))
            {
                return null;
            }

            formula = binary.Left;
        }

        return formula;
    }

    /// <summary>The term that a formula ends with when it is printed, after any NOTs.</summary>
    public static Formula LastTerm(Formula formula) => WithoutNots(formula is BinaryFormula binary ? binary.Right : formula);

    /// <summary>
    /// Operators associate to the left: the same one on the left needs no parentheses, and any on the right does.
    /// </summary>
    private static bool WrapsLeft(BinaryFormula formula) =>
        formula.Left is BinaryFormula left && left.GetType() != formula.GetType();

    private static Formula WithoutNots(Formula formula)
    {
        while (formula is NotFormula not)
        {
            formula = not.Operand;
        }

        return formula;
    }

    /// <summary>Appends what is not one of the three operators.</summary>
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
                output.Append(NameSpelling.Name(name.Qualifier, name.Name));
                break;
            case UnitFormula unit:
                AppendUnit(output, unit);
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
                output.Append("LABEL(").Append(NameSpelling.Label(label.Name)).Append(')');
                break;
            case PredictedFormula predicted:
                output.Append("PREDICTED(").Append(NameSpelling.Label(predicted.Name)).Append(')');
                break;
            case SplitFormula split:
                output.Append("SPLIT(").Append(NameSpelling.Label(split.Name)).Append(')');
                break;
            case SomeFormula some:
                AppendCall(output, "SOME", some.Operand);
                break;
            case EveryFormula every:
                AppendCall(output, "EVERY", every.Operand);
                break;
            case ExpandFormula expand:
                AppendCall(output, "EXPAND", expand.Operand, number: expand.Pixels);
                break;
            case NearFormula near:
                AppendCall(output, "NEAR", near.Operand, near.Other, near.Pixels);
                break;
            case DirectionFormula direction:
                AppendCall(output, NameOf(direction.Direction), direction.Operand, direction.Other);
                break;
            case NeighborsFormula neighbors:
                AppendCall(output, "NEIGHBORS", neighbors.Concept, number: neighbors.Count);
                break;
        }
    }

    private static void AppendCall(
        StringBuilder output, string name, Formula first, Formula? second = null, int? number = null)
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

    private static void AppendUnit(StringBuilder output, UnitFormula unit)
    {
        output.Append("unit ");
        if (unit.Layer is { } layer)
        {
            output.Append(NameSpelling.Qualifier(layer)).Append(':');
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
                output.Append(" BETWEEN ").Append(Numbers.Print(between.Low));
                output.Append(" AND ").Append(Numbers.Print(between.High));
                break;
            case UnitRange range:
                output.Append(" range ").Append(Numbers.Print(range.Number));
                break;
        }
    }

    private static string NameOf(Direction direction) => direction switch
    {
        Direction.Above => "ABOVE",
        Direction.Below => "BELOW",
        Direction.LeftOf => "LEFTOF",
        _ => "RIGHTOF",
    };
}
