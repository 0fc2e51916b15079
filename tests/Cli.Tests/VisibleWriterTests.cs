namespace CompExplain.Cli.Tests;

public sealed class VisibleWriterTests
{
    [Fact]
    public void Write_ControlCharacters_AreReplacedAndTextIsWhole()
    {
        using var terminal = new StringWriter { NewLine = "\n" };
        using var writer = new VisibleWriter(terminal);
        writer.WriteLine("a\e]0;b\a\u009Bc\u202Ed\té");
        foreach (char half in "😀")
        {
            writer.Write(half);
        }

        writer.Write(['x', '\r'], 0, 2);
        Assert.Equal("a\uFFFD]0;b\uFFFD\uFFFDc\uFFFDd\té\n😀x\uFFFD", terminal.ToString());
    }
}
