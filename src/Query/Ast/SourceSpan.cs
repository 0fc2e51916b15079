namespace CompExplain.Query.Ast;

/// <summary>
/// A place in the text of a query: <paramref name="Start"/> and <paramref name="Length"/> in UTF-16 code units,
/// so that <c>text.Substring(Start, Length)</c> is the spot. The default value is no place at all. A place that the parser found
/// carries the text that it is in, so that an error can be shown there whatever became of the formula in between.
/// </summary>
/// <param name="Start">Offset of the first code unit.</param>
/// <param name="Length">Number of code units; 0 where there is nothing to show, as at the end of the text.</param>
public readonly record struct SourceSpan(int Start, int Length)
{
    /// <summary>No place: what was built by a program and never stood in a text.</summary>
    public static SourceSpan None => default;

    /// <summary>The whole text that the place is in; null if that is not known. Takes no part in equality.</summary>
    public string? Text { get; init; }

    /// <summary>Offset just past the last code unit.</summary>
    public int End => Start + Length;

    /// <summary>Whether this is <see cref="None"/>.</summary>
    public bool IsNone => Start == 0 && Length == 0;

    /// <summary>The smallest span that holds both; one that <see cref="IsNone"/> adds nothing.</summary>
    /// <param name="first">A span.</param>
    /// <param name="second">Another span.</param>
    public static SourceSpan Cover(SourceSpan first, SourceSpan second)
    {
        if (first.IsNone)
        {
            return second;
        }

        if (second.IsNone)
        {
            return first;
        }

        int start = Math.Min(first.Start, second.Start);
        return new SourceSpan(start, Math.Max(first.End, second.End) - start) { Text = first.Text };
    }

    /// <summary>Equality of start and length.</summary>
    /// <param name="other">The place compared with.</param>
    public bool Equals(SourceSpan other) => Start == other.Start && Length == other.Length;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Start, Length);
}
