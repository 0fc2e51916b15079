using System.Text;
using CompExplain.Query.Diagnostics;

namespace CompExplain.Cli;

/// <summary>
/// Writes to a terminal what is meant for programs, such as CSV: a name in a database may not move the cursor. Into a pipe or a
/// file everything goes as it is.
/// </summary>
internal sealed class VisibleWriter : TextWriter
{
    private readonly TextWriter _writer;
    private char _high;

    /// <param name="writer">The terminal; not closed here.</param>
    public VisibleWriter(TextWriter writer)
        : base(writer.FormatProvider)
    {
        _writer = writer;
        CoreNewLine = writer.NewLine.ToCharArray();
    }

    /// <inheritdoc/>
    public override Encoding Encoding => _writer.Encoding;

    /// <inheritdoc/>
    public override void Write(char value) => Write([value]);

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    /// <inheritdoc/>
    public override void Write(string? value) => Write(value.AsSpan());

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<char> buffer)
    {
        if (buffer.IsEmpty)
        {
            return;
        }

        // Half a character waits for its other half.
        string text = _high == '\0' ? buffer.ToString() : _high + buffer.ToString();
        _high = char.IsHighSurrogate(text[^1]) ? text[^1] : '\0';
        _writer.Write(VisibleText.Of(_high == '\0' ? text : text[..^1]));
    }

    /// <inheritdoc/>
    public override void Flush() => _writer.Flush();
}
