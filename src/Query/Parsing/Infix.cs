using CompExplain.Query.Ast;
using CompExplain.Query.Syntax;

namespace CompExplain.Query.Parsing;

/// <summary>
/// Makes a tree of terms and operators that come from left to right. AND binds tighter than XOR, and XOR than OR; equal operators
/// associate to the left. A term waits on a stack while the operator behind it binds tighter, so a chain of thousands needs no
/// recursion.
/// </summary>
internal sealed class Infix(Formula first)
{
    private readonly Stack<(Formula Left, SyntaxKind Operator)> _waiting = new();
    private Formula _current = first;

    public void Add(SyntaxKind symbol, Formula right)
    {
        while (_waiting.TryPeek(out var top) && Tightness(top.Operator) >= Tightness(symbol))
        {
            Join(_waiting.Pop());
        }

        _waiting.Push((_current, symbol));
        _current = right;
    }

    public Formula Finish()
    {
        while (_waiting.TryPop(out var top))
        {
            Join(top);
        }

        return _current;
    }

    private void Join((Formula Left, SyntaxKind Operator) term)
    {
        var span = SourceSpan.Cover(term.Left.Span, _current.Span);
        _current = term.Operator switch
        {
            SyntaxKind.And => new AndFormula(term.Left, _current) { Span = span },
            SyntaxKind.Xor => new XorFormula(term.Left, _current) { Span = span },
            _ => new OrFormula(term.Left, _current) { Span = span },
        };
    }

    private static int Tightness(SyntaxKind symbol) => symbol switch { SyntaxKind.And => 3, SyntaxKind.Xor => 2, _ => 1 };
}
