using CompExplain.Cli.Commands.Demo;
using CompExplain.Demo;
using CompExplain.Demo.Drawing;
using CompExplain.Storage.Files;

namespace CompExplain.Cli.Tests.Commands.Demo;

public sealed class DemoTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("compexplain-demo-tests-").FullName;

    private static VisionDemoTask Vision => new(new VisionDemoOptions { Pictures = 60, Size = 16, Units = 16, Epochs = 2 });

    private static NliDemoTask Nli => new(new NliDemoOptions { Pairs = 200, Units = 8, Epochs = 5 });

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Demo_Vision_PrintsAllAndTheSecondTimeDoesNothingAgain()
    {
        string path = Path.Combine(_folder, "world.cxdb");
        var (code, output, error) = Run(Vision, path);
        Assert.Equal(ExitCode.Success, code);
        string[] parts =
            ["60 pictures of 16 x 16", "not trained on", "IoU at 10", "mean IoU by length", "#", "time:", "try next:"];
        foreach (string part in parts)
        {
            Assert.Contains(part, output, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("\e[", output, StringComparison.Ordinal);
        Assert.DoesNotContain("done before", error, StringComparison.Ordinal);
        var queries = Queries(output);
        Assert.Equal(7, queries.Count);
        Assert.Single(queries, NeedsATerminal);
        Assert.All(
            queries.Where(query => !NeedsATerminal(query)), query => Assert.NotEqual(ExitCode.Error, Outcome.Of(query).Code));

        var again = Run(Vision, path);
        Assert.Equal(3, again.Error.Split("done before").Length - 1);
        Assert.Equal(Until(output), Until(again.Output));
    }

    [Fact]
    public void Demo_Nli_PrintsAllAndItsQueriesWork()
    {
        var (code, output, _) = Run(Nli, Path.Combine(_folder, "nli.cxdb"));
        Assert.Equal(ExitCode.Success, code);
        Assert.Contains("200 sentence pairs", output, StringComparison.Ordinal);
        Assert.Contains("IoU at 5", output, StringComparison.Ordinal);
        Assert.All(
            Queries(output).Where(query => !NeedsATerminal(query)),
            query => Assert.NotEqual(ExitCode.Error, Outcome.Of(query).Code));
    }

    [Fact]
    public void Demo_ImportedBefore_StartsAtTheNetwork()
    {
        string path = Path.Combine(_folder, "world.cxdb");
        Vision.Import(path, replace: false, null, default);
        var (code, _, error) = Run(Vision, path);
        Assert.Equal(ExitCode.Success, code);
        Assert.Equal(1, error.Split("done before").Length - 1);
    }

    [Fact]
    public void Demo_DatabaseOfSomethingElse_IsLeftUnlessReplaced()
    {
        string path = Path.Combine(_folder, "world.cxdb");
        Vision.Import(path, replace: false, null, default);
        var failure = Assert.Throws<CommandException>(() => Run(Nli, path));
        Assert.Contains("--replace", failure.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Success, Run(Nli, path, replace: true).Code);
    }

    [Fact]
    public void Demo_NoProbeDatabase_IsLeft()
    {
        string path = Path.Combine(_folder, "notes.txt");
        File.WriteAllText(path, "mine");
        Assert.Throws<StorageException>(() => Run(Vision, path));
        Assert.Throws<StorageException>(() => Run(Vision, path, replace: true));
        Assert.Equal("mine", File.ReadAllText(path));
    }

    [Fact]
    public void Demo_WithoutNetwork_SaysWhyAndAsksAConcept()
    {
        string path = Path.Combine(_folder, "nli.cxdb");
        Nli.Import(path, replace: false, null, default);
        using var output = new StringWriter();
        using var error = new StringWriter();
        int code = new DemoRunner(new Terminal(TextReader.Null, output, error), Nli, path).EndWithoutNetwork(
            "libtorch could not be loaded");
        Assert.Equal(ExitCode.Error, code);
        Assert.Contains("error: libtorch could not be loaded", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("EXPLAIN LABEL(contradiction)", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("hyp:", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Demo_UnknownTask_IsRefused()
    {
        var outcome = Outcome.Of("demo", Path.Combine(_folder, "x.cxdb"), "--task", "visoin");
        Assert.Equal(ExitCode.Error, outcome.Code);
        Assert.Contains("vision", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Picture_NoColors_PlainCharactersWithTheMask()
    {
        var picture = DemoWorld.Draw(1, 0, 16);
        bool[] mask = new bool[256];
        Array.Fill(mask, true, 0, 16);
        using var output = new StringWriter { NewLine = "\n" };
        PictureDrawing.Write(new Terminal(TextReader.Null, output, TextWriter.Null), picture, mask);
        string[] lines = output.ToString().Split('\n');
        Assert.Equal(new string('u', 16), lines[0]);
        Assert.DoesNotContain('u', lines[1]);
        Assert.DoesNotContain('\e', output.ToString());
    }

    private static (int Code, string Output, string Error) Run(DemoTask task, string path, bool replace = false)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        int code = new DemoRunner(new Terminal(TextReader.Null, output, error), task, path).Run(replace);
        return (code, output.ToString(), error.ToString());
    }

    private static bool NeedsATerminal(string[] command) => command[0] == "tui";

    // The commands to try, as arguments.
    private static List<string[]> Queries(string output) =>
    [
        .. output.Split('\n').Where(line => line.StartsWith("  compexplain ", StringComparison.Ordinal)).Select(line =>
        {
            string[] words = line["  compexplain ".Length..].Split('"');
            return words[0].Split(' ', StringSplitOptions.RemoveEmptyEntries).Concat(words.Skip(1).Take(1)).ToArray();
        }),
    ];

    private static string Until(string output) => output[..output.IndexOf("\ntime:", StringComparison.Ordinal)];
}
