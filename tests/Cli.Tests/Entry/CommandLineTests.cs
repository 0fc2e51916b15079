using CompExplain.Cli.Entry;
using CompExplain.Fixtures;

namespace CompExplain.Cli.Tests.Entry;

public sealed class CommandLineTests
{
    [Fact]
    public void Run_WithoutArguments_NamesTheCommands()
    {
        var outcome = Outcome.Of();
        Assert.Equal(2, outcome.Code);
        Assert.Equal(
            "error: a command is missing: demo, import, train, probe, query, tui, explain, show, verify, analyze, export\n"
                + "see: compexplain --help\n",
            outcome.Error);
        Assert.Empty(outcome.Output);
    }

    [Theory]
    [InlineData("error: unknown command 'qurey'; did you mean: query?\nsee: compexplain --help\n", "qurey")]
    [InlineData("error: unknown command 'tensors'\nsee: compexplain import --help\n", "import", "tensors")]
    [InlineData("error: required argument 'DB' missing for command: 'verify'\nsee: compexplain verify --help\n", "verify")]
    [InlineData(
        "error: unknown option '--limt'; did you mean: --limit, --within?\nsee: compexplain explain --help\n",
        "explain", "db", "--limt")]
    [InlineData("error: one argument too many: 'more'\nsee: compexplain verify --help\n", "verify", "db", "more")]
    [InlineData(
        "error: --length takes a whole number, not 'five'\nsee: compexplain explain --help\n",
        "explain", "db", "--length", "five")]
    [InlineData("error: option '--layer' is required\nsee: compexplain import units --help\n", "import", "units", "db", "file")]
    [InlineData(
        "error: unknown option '--fromat'; there are --format, --path and --timeout\n",
        "query",
        "db",
        "water",
        "--fromat",
        "json")]
    [InlineData(
        "error: --timeout takes a time such as 500ms, 60s, 2m or 1h, not 'soon'\n", "query", "db", "water", "--timeout", "soon")]
    [InlineData(
        "error: --format takes table, csv, json or markdown, not 'jsn'; did you mean: json?\n", "show", "db", "--format", "jsn")]
    [InlineData(
        "error: --units takes numbers and ranges of them such as 0-99,200, not '9-3'\n", "explain", "db", "--units", "9-3")]
    [InlineData("error: --beam goes from 1 to 10,000, not 0\n", "explain", "db", "--beam", "0")]
    [InlineData(
        "error: --above, --top and --mask exclude each other; give one\n",
        "import", "units", "db", "f", "--layer", "l", "--above", "0", "--mask")]
    [InlineData(
        "error: --top takes a share over 0% and under 100% such as 0.5%, not '0.005'\n",
        "import", "units", "db", "f", "--layer", "l", "--top", "0.005")]
    [InlineData(
        "error: --grid takes a height and a width such as 7x7, not '7'\n",
        "import", "units", "db", "f", "--layer", "l", "--mask", "--grid", "7")]
    public void Run_WrongArguments_SaysInALineWhatIsWrong(string expected, params string[] args)
    {
        var outcome = Outcome.Of(args);
        Assert.Equal(expected, outcome.Error);
        Assert.Equal(2, outcome.Code);
        Assert.Empty(outcome.Output);
    }

    [Theory]
    [InlineData("")]
    [InlineData("import")]
    [InlineData("import nli")]
    [InlineData("import broden")]
    [InlineData("import units")]
    [InlineData("import concepts")]
    [InlineData("query")]
    [InlineData("explain")]
    [InlineData("show")]
    [InlineData("verify")]
    [InlineData("export")]
    public void Run_Help_DescribesAndEndsWithExamples(string command)
    {
        var outcome = Outcome.Of([.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);
        Assert.Equal(0, outcome.Code);
        Assert.Empty(outcome.Error);
        Assert.StartsWith("Description:\n", outcome.Output, StringComparison.Ordinal);
        Assert.Contains(
            $"\n  compexplain {command}".TrimEnd(),
            outcome.Output[outcome.Output.IndexOf("Example", StringComparison.Ordinal)..],
            StringComparison.Ordinal);
    }

    [Fact]
    public void Run_RootHelp_EndsWithTheExitCodes() => Assert.EndsWith(
        "\nExit codes:\n    0  done\n    1  done, and nothing was found\n    2  an error; standard error says why\n"
            + "  124  stopped by --timeout\n  130  cancelled by Ctrl-C\n",
        Outcome.Of("--help").Output,
        StringComparison.Ordinal);

    [Fact]
    public void Query_Timeout_StopsWithItsOwnCode()
    {
        using var folder = new TempFolder();
        string path = SmallProbe.Write(folder);

        var stopped = Outcome.Of("query", path, "TOP 3 concepts BY IOU(unit 0, EXPAND(?, 1))", "--timeout", "0s");
        Assert.Equal((ExitCode.TimedOut, "error: stopped after 0 s (--timeout)\n"), (stopped.Code, stopped.Error));

        var done = Outcome.Of("query", path, "COUNT(water)", "--timeout", "99999h");
        Assert.Equal(0, done.Code);
    }

    [Fact]
    public void Run_NoDatabase_SaysHowToMakeOne()
    {
        using var folder = new TempFolder();
        string path = folder.File("none.cxdb");
        var outcome = Outcome.Of("query", path, "water");
        Assert.StartsWith(
            $"error: there is no {path}; make one of images with: compexplain import folder|coco|broden {path} ...,",
            outcome.Error,
            StringComparison.Ordinal);
        Assert.Equal(2, outcome.Code);
    }

    [Theory]
    [InlineData("query", "water")]
    [InlineData("verify")]
    [InlineData("show")]
    [InlineData("explain")]
    [InlineData("export")]
    public void Run_FileOfSomethingElse_IsAnError(string command, params string[] more)
    {
        using var folder = new TempFolder();
        string path = folder.File("notes.txt");
        File.WriteAllText(path, "not a database");
        var outcome = Outcome.Of([command, path, .. more]);
        Assert.Equal($"error: {path} is not a probe database (it is no SQLite file)\n", outcome.Error);
        Assert.Equal(2, outcome.Code);
        Assert.Equal("not a database", File.ReadAllText(path));
    }

    [Fact]
    public void Run_FileCutInHalf_IsDamaged()
    {
        using var folder = new TempFolder();
        string path = SmallProbe.Write(folder);
        using (var file = new FileStream(path, FileMode.Open))
        {
            file.SetLength(file.Length / 2);
        }

        var outcome = Outcome.Of("query", path, "water");
        Assert.StartsWith($"error: {path} is damaged: it is cut short", outcome.Error, StringComparison.Ordinal);
        Assert.Equal(2, outcome.Code);
    }

    [Fact]
    public void Run_Interrupted_Exits130WithoutATrace()
    {
        using var folder = new TempFolder();
        using var output = new StringWriter();
        using var error = new StringWriter();
        var terminal = new Terminal(TextReader.Null, output, error);
        Assert.True(terminal.Interruption.Interrupt());
        Assert.Equal(130, CommandLine.Run(["query", SmallProbe.Write(folder), "COUNT(water)"], terminal));
        Assert.Empty(error.ToString());
        Assert.False(terminal.Interruption.Interrupt());
    }

    [Fact]
    public void Run_OutputThatCannotBeWritten_IsAnError()
    {
        using var folder = new TempFolder();
        using var output = new FailingWriter(new IOException("No space left on device"));
        using var error = new StringWriter { NewLine = "\n" };
        Assert.Equal(2, CommandLine.Run(["query", SmallProbe.Write(folder), "COUNT(water)"], TextReader.Null, output, error));
        Assert.Equal("error: No space left on device\n", error.ToString());
    }

    [Fact]
    public void Run_OutputThatNobodyReads_IsNoError()
    {
        using var folder = new TempFolder();
        using var output = new FailingWriter(new BrokenPipeException(new IOException("Broken pipe")));
        using var error = new StringWriter();
        Assert.Equal(0, CommandLine.Run(["query", SmallProbe.Write(folder), "COUNT(water)"], TextReader.Null, output, error));
        Assert.Empty(error.ToString());
    }

    [Fact]
    public void Run_FaultOfOurOwn_AsksToReportIt()
    {
        using var folder = new TempFolder();
        using var output = new FailingWriter(new InvalidOperationException("what a surprise"));
        using var error = new StringWriter { NewLine = "\n" };
        Assert.Equal(2, CommandLine.Run(["query", SmallProbe.Write(folder), "COUNT(water)"], TextReader.Null, output, error));
        Assert.StartsWith(
            "error: internal error: InvalidOperationException: what a surprise\nthis is a fault of CompExplain; please report it",
            error.ToString(),
            StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error.ToString(), StringComparison.Ordinal);
    }
}
