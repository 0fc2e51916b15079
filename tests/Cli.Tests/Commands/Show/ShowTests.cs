using System.Text.Json;
using CompExplain.Fixtures;

namespace CompExplain.Cli.Tests.Commands.Show;

public sealed class ShowTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly string _path;

    public ShowTests() => _path = SmallProbe.Write(_folder);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Show_Alone_SumsTheDatabaseUp()
    {
        var outcome = Outcome.Of("show", _path);
        Assert.Equal(0, outcome.Code);
        string[] lines =
        [
            "│ dataset    │ small",
            "│ kind       │ images",
            "│ positions  │ 16 ",
            "│ concepts   │ 5 ",
            "│ color    │ color  │        1 │    1 │",
            "│ layer4 │     3 │ 1 x 1 │ given     │ none        │",
        ];
        foreach (string line in lines)
        {
            Assert.Contains(line, outcome.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Show_AloneInJson_IsOneObject()
    {
        var summary = JsonDocument.Parse(Outcome.Of("show", _path, "--format", "json").Output).RootElement;
        Assert.Equal(1, summary.GetArrayLength());
        Assert.Equal(6, summary[0].GetProperty("signatures").GetInt32());
        Assert.Equal(new FileInfo(_path).Length, summary[0].GetProperty("bytes").GetInt64());
        Assert.Equal("layer4", summary[0].GetProperty("layers")[0].GetProperty("layer").GetString());
    }

    [Fact]
    public void Show_Concepts_ListsThemByPattern()
    {
        var outcome = Outcome.Of("show", _path, "concepts", "--like", "%r", "--limit", "1", "--format", "csv");
        Assert.Equal(new Outcome(0, "name,category,kind,size,share\nwater,object,object,8,0.5\n", string.Empty), outcome);
    }

    [Theory]
    [InlineData("concepts", 5)]
    [InlineData("units", 3)]
    [InlineData("layers", 1)]
    [InlineData("inputs", 4)]
    [InlineData("categories", 3)]
    public void Show_Subject_ListsAll(string subject, int rows) =>
        Assert.Equal(
            rows, JsonDocument.Parse(Outcome.Of("show", _path, subject, "--format", "json").Output).RootElement.GetArrayLength());

    [Theory]
    [InlineData("formulas")]
    [InlineData("runs")]
    public void Show_Nothing_Exits1(string subject) =>
        Assert.Equal(new Outcome(1, "[]\n", string.Empty), Outcome.Of("show", _path, subject, "--format", "json"));

    [Fact]
    public void Show_UnknownSubject_ListsWhatThereIs() => Assert.Equal(
        "error: show takes concepts, units, layers, inputs, formulas, categories or runs, not 'concept'; "
            + "did you mean: concepts?\n",
        Outcome.Of("show", _path, "concept").Error);

    [Fact]
    public void Show_PatternWithQuotes_IsNoSyntax() =>
        Assert.Equal(1, Outcome.Of("show", _path, "concepts", "--like", "it's \"x\"%' LIMIT 1").Code);
}
