using System.Text;

namespace CompExplain.Cli.Tests;

/// <summary>An output that fails.</summary>
internal sealed class FailingWriter : TextWriter
{
    private readonly Exception _failure;

    public FailingWriter(Exception failure) => _failure = failure;

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value) => throw _failure;

    public override void Write(char[] buffer, int index, int count) => throw _failure;

    public override void Write(string? value) => throw _failure;

    public override void Write(ReadOnlySpan<char> buffer) => throw _failure;

    public override void WriteLine(string? value) => throw _failure;
}
