using CompExplain.Query.Ast;

namespace CompExplain.Query.Diagnostics;

/// <summary>What is wrong with a query, where, and what to do about it.</summary>
/// <param name="Message">One sentence without a full stop: <c>unknown concept 'watr'</c>.</param>
/// <param name="Text">The whole text of the query.</param>
/// <param name="Span">The spot in <paramref name="Text"/>; of length 0 at the end of it.</param>
/// <param name="Hints">What would help, a line each: <c>did you mean: water?</c></param>
public sealed record Diagnostic(string Message, string Text, SourceSpan Span, EquatableList<string> Hints)
{
    /// <summary>A diagnostic without hints.</summary>
    /// <param name="message">One sentence without a full stop.</param>
    /// <param name="text">The whole text of the query.</param>
    /// <param name="span">The spot in the text.</param>
    public Diagnostic(string message, string text, SourceSpan span)
        : this(message, text, span, [])
    {
    }

    /// <summary>A diagnostic at a place that carries its text; of one that does not, the text is empty.</summary>
    /// <param name="message">One sentence without a full stop.</param>
    /// <param name="span">The spot.</param>
    /// <param name="hints">What would help, a line each.</param>
    public Diagnostic(string message, SourceSpan span, params ReadOnlySpan<string> hints)
        : this(message, span.Text ?? string.Empty, span, EquatableList.Create(hints))
    {
    }

    /// <summary>The data that the database is without; null if nothing is missing.</summary>
    public MissingData? Missing { get; init; }

    /// <summary>The line of the spot, from 1. Lines end with LF, CR LF, or CR.</summary>
    public int Line => DiagnosticRendering.Locate(Text, Span.Start).Line;

    /// <summary>The column of the spot, from 1, counted in Unicode characters (code points) of its line.</summary>
    public int Column => DiagnosticRendering.Locate(Text, Span.Start).Column;

    /// <summary>
    /// The diagnostic for people, without a line end at the end: the message, the line of the query with carets under the
    /// spot, and the hints. Carets are aligned by terminal columns; what has no width of its own, or would move the cursor,
    /// is shown as U+FFFD, and a long line is cut to a window round the spot.
    /// </summary>
    public string Render() => DiagnosticRendering.Render(this);

    /// <summary>The same as <see cref="Render"/>.</summary>
    public override string ToString() => Render();
}
