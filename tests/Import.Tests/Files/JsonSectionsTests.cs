using System.Text;
using CompExplain.Import.Files;

namespace CompExplain.Import.Tests.Files;

public class JsonSectionsTests
{
    [Fact]
    public void Read_ElementsOverManyBuffers_ComeWholeWithTheirOffsets()
    {
        string large = new('x', 300_000);
        var text = new StringBuilder("\uFEFF{\"other\": [1, {\"a\": [2]}], \"b\": null, \"a\": [");
        for (int i = 0; i < 3000; i++)
        {
            text.Append(i == 0 ? "" : " , ").Append(i == 1000 ? $"[\"{large}\"]" : $"{{\"id\": {i}, \"é\": [[]]}}");
        }

        byte[] bytes = Encoding.UTF8.GetBytes(text.Append("], \"info\": \"").Append(large).Append("\"}").ToString());
        int count = 0;
        Read(bytes, (section, index, offset, json) =>
        {
            Assert.Equal("a", section);
            Assert.Equal(count++, index);
            Assert.True(json.SequenceEqual(bytes.AsSpan((int)offset, json.Length)));
            string expected = index == 1000 ? $"[\"{large}\"]" : $"{{\"id\": {index}, \"é\": [[]]}}";
            Assert.Equal(expected, Encoding.UTF8.GetString(json));
        });
        Assert.Equal(3000, count);
    }

    [Theory]
    [InlineData("", "line 1: not the JSON of tests; is it the right file, and whole?")]
    [InlineData("{\"a\": [\n{\"b\": 1}, {\"c\"", "line 2: not the JSON of tests")]
    [InlineData("{\"a\": [{\"b\": 1}]", "line 1: not the JSON of tests")]
    [InlineData("{\"a\": []} 3", "line 1: not the JSON of tests")]
    [InlineData("[1]", "is no JSON object; tests are an object with a, b")]
    [InlineData("3", "is no JSON object")]
    [InlineData("{\"a\": {\"b\": 1}}", "a is no array")]
    [InlineData("{\"a\": 3}", "a is no array")]
    [InlineData("{\"a\": [], \"a\": []}", "a is there twice")]
    [InlineData("<html>", "is a web page, where a JSON file belongs")]
    public void Read_OtherThanAnObjectOfArrays_SaysWhat(string text, string what) => Assert.Contains(
        what,
        Assert.Throws<ImportException>(() => Read(Encoding.UTF8.GetBytes(text), (_, _, _, _) => { })).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Read_NameThatIsNoUnicode_IsPassedOver()
    {
        int count = 0;
        Read([.. "{\""u8, 0xFF, .. "\": [1], \"\\ud800\": [2], \"a\": [3]}"u8], (_, _, _, _) => count++);
        Assert.Equal(1, count);
    }

    [Fact]
    public void Read_DeeplyNested_IsRefused() => Assert.Contains(
        "not the JSON",
        Assert.Throws<ImportException>(
            () => Read(Encoding.UTF8.GetBytes("{\"a\": " + new string('[', 100_000)), (_, _, _, _) => { })).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Read_ElementOverTheLimit_NamesIt()
    {
        string text = $"{{\"a\": [1, [\"{new string('x', JsonSections.MaximumElement)}\"]]}}";

        var error = Assert.Throws<ImportException>(() => Read(Encoding.UTF8.GetBytes(text), (_, _, _, _) => { }));

        Assert.Contains("a[1] has over 16,777,216 bytes", error.Message, StringComparison.Ordinal);
    }

    private static void Read(byte[] bytes, JsonElementAction element)
    {
        using var stream = new PeekedStream(new MemoryStream(bytes));
        JsonSections.Read(stream, "f.json", "tests", ["a", "b"], element, TestContext.Current.CancellationToken);
    }
}
