namespace CompExplain.Query.Ast;

/// <summary>
/// What every node of the syntax tree has: the place where it stood in the text. The place takes no part in equality,
/// so a formula that was typed equals the same formula built by the search.
/// </summary>
public abstract record SyntaxNode
{
    private protected SyntaxNode()
    {
    }

    /// <summary>Where the node stood in the text; <see cref="SourceSpan.None"/> for one built by a program.</summary>
    public SourceSpan Span { get; init; }

    /// <summary>Equality of kind; the cases add their parts. <see cref="Span"/> is left out.</summary>
    /// <param name="other">The node compared with.</param>
    public virtual bool Equals(SyntaxNode? other) =>
        other is not null && (ReferenceEquals(this, other) || EqualityContract == other.EqualityContract);

    /// <summary>A hash of the kind; the cases add their parts. <see cref="Span"/> is left out.</summary>
    public override int GetHashCode() => EqualityContract.GetHashCode();
}
