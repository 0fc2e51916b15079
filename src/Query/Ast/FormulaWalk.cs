namespace CompExplain.Query.Ast;

/// <summary>
/// Visits the nodes of a formula. A chain of thousands of terms is a tree thousands deep on its left, too deep for the thread's
/// stack: so the walk keeps a stack of its own.
/// </summary>
internal static class FormulaWalk
{
    public static int CountLeaves(Formula formula) => Leaves(formula).Count();

    /// <summary>The leaves, left to right, each as often as it stands there; NEIGHBORS is one.</summary>
    public static IEnumerable<Formula> Leaves(Formula formula)
    {
        Stack<Formula> open = new();
        open.Push(formula);
        while (open.TryPop(out var node))
        {
            switch (node)
            {
                case BinaryFormula binary:
                    open.Push(binary.Right);
                    open.Push(binary.Left);
                    break;
                case NotFormula not:
                    open.Push(not.Operand);
                    break;
                case SomeFormula some:
                    open.Push(some.Operand);
                    break;
                case EveryFormula every:
                    open.Push(every.Operand);
                    break;
                case ExpandFormula expand:
                    open.Push(expand.Operand);
                    break;
                case NearFormula near:
                    open.Push(near.Other);
                    open.Push(near.Operand);
                    break;
                case DirectionFormula direction:
                    open.Push(direction.Other);
                    open.Push(direction.Operand);
                    break;
                default:
                    yield return node;
                    break;
            }
        }
    }

    public static bool Equal(Formula first, Formula? second)
    {
        if (ReferenceEquals(first, second))
        {
            return true;
        }

        if (second is null)
        {
            return false;
        }

        Stack<(Formula, Formula)> open = new();
        open.Push((first, second));
        while (open.TryPop(out (Formula First, Formula Second) pair))
        {
            switch (pair)
            {
                case var (a, b) when ReferenceEquals(a, b):
                    break;
                case (AndFormula or OrFormula or XorFormula, BinaryFormula) when pair.First.GetType() == pair.Second.GetType():
                    var (left, right) = ((BinaryFormula)pair.First, (BinaryFormula)pair.Second);
                    open.Push((left.Left, right.Left));
                    open.Push((left.Right, right.Right));
                    break;
                case (NotFormula a, NotFormula b):
                    open.Push((a.Operand, b.Operand));
                    break;
                case (BinaryFormula or NotFormula, _):
                    return false;
                default:
                    if (!pair.First.Equals(pair.Second))
                    {
                        return false;
                    }

                    break;
            }
        }

        return true;
    }

    public static int Hash(Formula formula)
    {
        HashCode hash = new();
        Stack<Formula> open = new();
        open.Push(formula);
        while (open.TryPop(out var node))
        {
            switch (node)
            {
                case BinaryFormula binary:
                    hash.Add(binary.GetType());
                    open.Push(binary.Right);
                    open.Push(binary.Left);
                    break;
                case NotFormula not:
                    hash.Add(typeof(NotFormula));
                    open.Push(not.Operand);
                    break;
                default:
                    hash.Add(node);
                    break;
            }
        }

        return hash.ToHashCode();
    }
}
