namespace CompExplain.Query.Ast;

/// <summary>
/// A formula over concepts: what is true or false at every position of every input. Immutable, equal by structure, and
/// <see cref="ToString"/> is the canonical text, which parses back to an equal formula.
/// </summary>
public abstract record Formula : SyntaxNode
{
    private protected Formula()
    {
    }

    /// <summary>
    /// The length of the formula as the paper counts it (section 2): the number of its leaves. <c>NEIGHBORS</c> and the
    /// constants are one leaf each.
    /// </summary>
    public int Leaves => FormulaWalk.CountLeaves(this);

    /// <summary>The canonical text.</summary>
    public sealed override string ToString() => FormulaPrinter.Print(this);
}

/// <summary>
/// A name: a concept, a formula named by <c>LET</c>, or a unit <c>layer4:483</c>. Which of these it is, the binder decides.
/// </summary>
/// <param name="Qualifier">
/// The category, which stood before the first colon: <c>pre</c> of <c>pre:tag:NN</c>; null where there was none.
/// </param>
/// <param name="Name">The name, exactly as written: no case folding, no normalisation.</param>
public sealed record NameFormula(string? Qualifier, string Name) : Formula
{
    /// <summary>A name without a category.</summary>
    /// <param name="name">The name.</param>
    public NameFormula(string name)
        : this(null, name)
    {
    }
}

/// <summary>A unit's mask: <c>unit 483</c>, <c>unit layer4:483 @ 1%</c>.</summary>
/// <param name="Layer">The layer; null where the database stores only one.</param>
/// <param name="Number">The unit's number, from 0.</param>
/// <param name="Condition">When the unit counts as active; null for the stored threshold.</param>
public sealed record UnitFormula(string? Layer, int Number, UnitCondition? Condition = null) : Formula
{
    /// <summary>The unit's number, from 0.</summary>
    public int Number { get; init; } = Require.NotNegative(Number, nameof(Number));
}

/// <summary>True everywhere.</summary>
public sealed record AllFormula : Formula;

/// <summary>True nowhere.</summary>
public sealed record NoneFormula : Formula;

/// <summary><c>LABEL(street)</c>: true at every position of an input whose true label is this.</summary>
/// <param name="Name">The label.</param>
public sealed record LabelFormula(string Name) : Formula;

/// <summary><c>PREDICTED(street)</c>: true at every position of an input for which the model predicted this label.</summary>
/// <param name="Name">The label.</param>
public sealed record PredictedFormula(string Name) : Formula;

/// <summary><c>CORRECT</c>: true at every position of an input whose predicted label is its true one.</summary>
public sealed record CorrectFormula : Formula;

/// <summary><c>SPLIT(val)</c>: true at every position of an input of this split of the probe dataset.</summary>
/// <param name="Name">The split.</param>
public sealed record SplitFormula(string Name) : Formula;

/// <summary><c>SOME(f)</c>: true at every position of an input in which f is true somewhere.</summary>
/// <param name="Operand">f.</param>
public sealed record SomeFormula(Formula Operand) : Formula;

/// <summary><c>EVERY(f)</c>: true at every position of an input in which f is true everywhere.</summary>
/// <param name="Operand">f.</param>
public sealed record EveryFormula(Formula Operand) : Formula;

/// <summary><c>EXPAND(f, px)</c>: f dilated.</summary>
/// <param name="Operand">f.</param>
/// <param name="Pixels">The radius in pixels of the stored masks, from 0.</param>
public sealed record ExpandFormula(Formula Operand, int Pixels) : Formula
{
    /// <summary>The radius in pixels of the stored masks, from 0.</summary>
    public int Pixels { get; init; } = Require.NotNegative(Pixels, nameof(Pixels));
}

/// <summary><c>NEAR(f, g, px)</c>: <c>f AND EXPAND(g, px)</c>.</summary>
/// <param name="Operand">f, whose positions are kept.</param>
/// <param name="Other">g.</param>
/// <param name="Pixels">The radius in pixels of the stored masks, from 0.</param>
public sealed record NearFormula(Formula Operand, Formula Other, int Pixels) : Formula
{
    /// <summary>The radius in pixels of the stored masks, from 0.</summary>
    public int Pixels { get; init; } = Require.NotNegative(Pixels, nameof(Pixels));
}

/// <summary>
/// <c>ABOVE(f, g)</c> and the like: the positions of f that have a position of g straight in that direction of them, so
/// <c>ABOVE(f, g)</c> is the part of f that lies above some g, in the same column of the same image.
/// </summary>
/// <param name="Direction">Where f lies, seen from g.</param>
/// <param name="Operand">f, whose positions are kept.</param>
/// <param name="Other">g.</param>
public sealed record DirectionFormula(Direction Direction, Formula Operand, Formula Other) : Formula;

/// <summary><c>NEIGHBORS(c, k)</c>: the concept c or any of its k nearest words (paper, section 4.2).</summary>
/// <param name="Concept">c.</param>
/// <param name="Count">k, from 0; null for <see cref="DefaultCount"/>.</param>
public sealed record NeighborsFormula(NameFormula Concept, int? Count = null) : Formula
{
    /// <summary>The default of k.</summary>
    public const int DefaultCount = 5;

    /// <summary>k, from 0; null for <see cref="DefaultCount"/>.</summary>
    public int? Count { get; init; } = Count is { } count ? Require.NotNegative(count, nameof(Count)) : null;
}

/// <summary><c>?</c>: a place that every concept (or unit) takes in turn.</summary>
public sealed record HoleFormula : Formula;

/// <summary><c>NOT f</c>.</summary>
/// <param name="Operand">f.</param>
public sealed record NotFormula(Formula Operand) : Formula
{
    /// <summary>Equality by structure, without recursion along the formula.</summary>
    /// <param name="other">The formula compared with.</param>
    public bool Equals(NotFormula? other) => FormulaWalk.Equal(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => FormulaWalk.Hash(this);
}

/// <summary>A connective of two formulas.</summary>
public abstract record BinaryFormula : Formula
{
    private protected BinaryFormula(Formula left, Formula right)
    {
        Left = left;
        Right = right;
    }

    /// <summary>The formula on the left, where chains grow: <c>a OR b OR c</c> is <c>(a OR b) OR c</c>.</summary>
    public Formula Left { get; init; }

    /// <summary>The formula on the right.</summary>
    public Formula Right { get; init; }

    /// <summary>Equality by structure, without recursion along the formula.</summary>
    /// <param name="other">The formula compared with.</param>
    public virtual bool Equals(BinaryFormula? other) => FormulaWalk.Equal(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => FormulaWalk.Hash(this);

    /// <summary>Takes the formula apart.</summary>
    /// <param name="left">The formula on the left.</param>
    /// <param name="right">The formula on the right.</param>
    public void Deconstruct(out Formula left, out Formula right) => (left, right) = (Left, Right);
}

/// <summary><c>f AND g</c>.</summary>
public sealed record AndFormula : BinaryFormula
{
    /// <summary><c>left AND right</c>.</summary>
    /// <param name="left">The formula on the left.</param>
    /// <param name="right">The formula on the right.</param>
    public AndFormula(Formula left, Formula right)
        : base(left, right)
    {
    }
}

/// <summary><c>f OR g</c>.</summary>
public sealed record OrFormula : BinaryFormula
{
    /// <summary><c>left OR right</c>.</summary>
    /// <param name="left">The formula on the left.</param>
    /// <param name="right">The formula on the right.</param>
    public OrFormula(Formula left, Formula right)
        : base(left, right)
    {
    }
}

/// <summary><c>f XOR g</c>.</summary>
public sealed record XorFormula : BinaryFormula
{
    /// <summary><c>left XOR right</c>.</summary>
    /// <param name="left">The formula on the left.</param>
    /// <param name="right">The formula on the right.</param>
    public XorFormula(Formula left, Formula right)
        : base(left, right)
    {
    }
}
