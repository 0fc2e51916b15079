namespace CompExplain.Query.Ast;

/// <summary>One condition of a <c>WHERE</c>, all of which must hold.</summary>
public abstract record Condition : SyntaxNode
{
    private protected Condition()
    {
    }

    /// <summary>The canonical text.</summary>
    public sealed override string ToString() => StatementPrinter.Print(this);
}

/// <summary>
/// <c>category = object</c>, <c>size &gt; 100</c>, <c>name LIKE "sw%"</c>. <see cref="SyntaxNode.Span"/> is the column's.
/// </summary>
/// <param name="Column">The column, as written.</param>
/// <param name="Comparison">How it is compared.</param>
/// <param name="Value">The value, as written, without quotes; whether it must be a number is the column's to say.</param>
public sealed record ColumnCondition(string Column, Comparison Comparison, string Value) : Condition
{
    /// <summary>Where the value stood. Takes no part in equality.</summary>
    public SourceSpan ValueSpan { get; init; }

    /// <summary>Equality of column, comparison and value.</summary>
    /// <param name="other">The condition compared with.</param>
    public bool Equals(ColumnCondition? other) =>
        other is not null && Column == other.Column && Comparison == other.Comparison && Value == other.Value;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Column, Comparison, Value);
}

/// <summary>A formula that must be true of the row: <c>SPLIT(val)</c> of an input.</summary>
/// <param name="Formula">The formula.</param>
public sealed record FormulaCondition(Formula Formula) : Condition;
