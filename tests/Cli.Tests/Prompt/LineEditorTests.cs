using CompExplain.Cli.Prompt;
using CompExplain.Query.Editing;

namespace CompExplain.Cli.Tests.Prompt;

public sealed class LineEditorTests
{
    private readonly History _history = new(null);

    [Fact]
    public void ReadLine_TypedText_IsGiven() => Assert.Equal("water", Read("water\r"));

    [Fact]
    public void ReadLine_ControlKeys_EditTheLine()
    {
        Assert.Equal("Xwater!", Read("water", Control('a'), "X", Control('e'), "!\r"));
        Assert.Equal("river", Read("water", Control('u'), "river\r"));
        Assert.Equal("water ", Read("water river", Control('w'), "\r"));
        Assert.Equal("wa", Read("water", Left, Left, Left, Control('k'), "\r"));
        Assert.Equal("waterwater", Read("water", Control('u'), Control('y'), Control('y'), "\r"));
    }

    [Fact]
    public void ReadLine_ControlC_ClearsTheLine() => Assert.Equal("b", Read("a", Control('c'), "b\r"));

    [Fact]
    public void ReadLine_ControlD_EndsOnAnEmptyLineOnly()
    {
        Assert.Null(Read(Control('d')));
        Assert.Equal("ab", Read("axb", Left, Left, Control('d'), "\r"));
    }

    [Fact]
    public void ReadLine_Up_RecallsEarlierLines()
    {
        Read("first\r");
        Read("second\r");
        Assert.Equal("first", Read(Up, Up, "\r"));
        Assert.Equal("draft", Read("draft", Up, Down, "\r"));
    }

    [Fact]
    public void ReadLine_Tab_CompletesAsFarAsItIsClear()
    {
        Assert.Equal("COUNT(water)", Read("COUNT(wat", Tab, ")\r"));
        Assert.Equal("swimming pool", Read("sw", Tab, "p", Tab, "\r"));
        var output = new StringWriter();
        Read(output, 80, "swimming ", Tab, Tab, "\r");
        Assert.Contains("swimming pool  swimming trunks  ", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void ReadLine_LongLine_ScrollsWithinTheTerminal()
    {
        var output = new StringWriter();
        Assert.Equal(new string('a', 50) + "水水", Read(output, 20, new string('a', 50) + "水水\r"));
        foreach (string drawn in output.ToString().Split('\r').Where(part => part.Contains("\e[K", StringComparison.Ordinal)))
        {
            Assert.InRange(drawn[..drawn.IndexOf('\e', StringComparison.Ordinal)].Sum(c => c == '水' ? 2 : 1), 0, 19);
        }
    }

    [Fact]
    public void ReadLine_SurrogatePairs_AreOneCharacter() => Assert.Equal("𝔘", Read("𝔘x", Backspace, "\r"));

    private static ConsoleKeyInfo Left => new('\0', ConsoleKey.LeftArrow, false, false, false);

    private static ConsoleKeyInfo Up => new('\0', ConsoleKey.UpArrow, false, false, false);

    private static ConsoleKeyInfo Down => new('\0', ConsoleKey.DownArrow, false, false, false);

    private static ConsoleKeyInfo Tab => new('\t', ConsoleKey.Tab, false, false, false);

    private static ConsoleKeyInfo Backspace => new('\b', ConsoleKey.Backspace, false, false, false);

    private static ConsoleKeyInfo Control(char letter) =>
        new((char)(letter - 'a' + 1), ConsoleKey.A + (letter - 'a'), false, false, control: true);

    private string? Read(params object[] keys) => Read(new StringWriter(), 80, keys);

    private string? Read(StringWriter output, int width, params object[] keys)
    {
        var pressed = new Queue<ConsoleKeyInfo>(keys.SelectMany(key => key is ConsoleKeyInfo one
            ? [one]
            : ((string)key).Select(
                c => new ConsoleKeyInfo(c, c == '\r' ? ConsoleKey.Enter : ConsoleKey.None, false, false, false))));
        var completion = new Completion(() => ["water", "swimming pool", "swimming trunks"], () => []);
        string? line = new LineEditor(pressed.Dequeue, output, () => width, _history, completion).ReadLine("> ");
        Assert.Empty(pressed);
        return line;
    }
}
