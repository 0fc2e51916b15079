using System.Text.Json;
using CompExplain.Fixtures;

namespace CompExplain.Cli.Tests.Commands.Explain;

public sealed class CertifyTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly string _path;

    public CertifyTests() => _path = SmallProbe.Write(_folder);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Explain_Certify_SaysOfEveryLengthWhatIsProved()
    {
        var outcome = Outcome.Of("explain", _path, "--length", "2", "--certify", "--format", "json");
        Assert.Equal(0, outcome.Code);
        Assert.Contains(
            "note: certificates are over all chains ((c1 op c2) op c3) ... of at most so many of the search's candidates",
            outcome.Error,
            StringComparison.Ordinal);
        Assert.Contains("note: 4 of 4 explanations are optimal for their length", outcome.Error, StringComparison.Ordinal);
        var unit = JsonDocument.Parse(outcome.Output).RootElement[0];
        Assert.Equal("optimal", unit.GetProperty("certificate").GetString());
        Assert.Equal(
            [0.8, 1.0], unit.GetProperty("certificates").EnumerateArray().Select(each => each.GetProperty("bound").GetDouble()));

        // They are stored: explain alone and export show them too.
        string again = Outcome.Of("explain", _path, "--length", "2", "--format", "json").Output;
        Assert.Equal(outcome.Output, again);
        Assert.Contains(
            "\"certificate\":\"optimal\"",
            Outcome.Of("export", _path, "--as", "jsonl").Output.Replace(" ", string.Empty, StringComparison.Ordinal),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_CertifyWithoutTime_StillBounds()
    {
        var outcome = Outcome.Of("explain", _path, "--length", "3", "--certify", "--within", "0s", "--format", "json");
        Assert.Equal(0, outcome.Code);
        foreach (var unit in JsonDocument.Parse(outcome.Output).RootElement.EnumerateArray().Take(2))
        {
            Assert.InRange(unit.GetProperty("bound").GetDouble(), unit.GetProperty("iou").GetDouble(), 1);
        }
    }

    [Fact]
    public void Query_Certify_HasItsColumns()
    {
        var outcome = Outcome.Of("query", _path, "EXPLAIN unit 0 LENGTH 2 CERTIFY WITHIN 10 s", "--format", "csv");
        Assert.Equal(0, outcome.Code);
        Assert.StartsWith(
            "target,length,formula,iou,hits,size,targetSize,certificate,bound,expanded,provedAway,beamScore\n",
            outcome.Output,
            StringComparison.Ordinal);
        Assert.Contains("unit 0,2,river OR water,1,10,10,10,optimal,1,", outcome.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--within is the time for proofs; add --certify", "--within", "5s")]
    [InlineData("--within takes a time such as 500ms, 60s, 2m or 1h, not '5x'", "--certify", "--within", "5x")]
    [InlineData(
        "--certify: no bounds are known of PHI: what can be proved is how high IOU, F1, PRECISION and RECALL may be",
        "--certify", "--scorer", "phi")]
    [InlineData("--certify: no bounds are known of scores with a penalty for length", "--certify", "--penalty", "0.1")]
    [InlineData(
        "--certify: a proof is over all candidates, and the search was limited to those that score best alone",
        "--certify", "--candidates", "3")]
    public void Explain_CertifyWhatCannotBe_SaysWhy(string expected, params string[] options)
    {
        var outcome = Outcome.Of(["explain", _path, .. options]);
        Assert.Equal($"error: {expected}\n", outcome.Error);
        Assert.Equal(2, outcome.Code);
    }
}
