using CompExplain.Storage.Catalog;
using CompExplain.Storage.Results;
using CompExplain.Tui.Models;

namespace CompExplain.Tui.Tests.Models;

public sealed class UnitRowTests
{
    private static readonly Unit Unit = new(1, 1, 1, null, 10, 3, null, null, null);

    [Fact]
    public void Steps_FormulaThatDoesNotChange_IsThereOnce()
    {
        var row = new UnitRow(Unit, null, [new(1, 1, 1, "a", 0.1, 1, 1), new(1, 2, 2, "a OR b", 0.2, 2, 2), new(1, 3, 2, "a OR b", 0.2, 2, 2)]);
        Assert.Equal([1, 2], row.Steps.Select(each => each.Length));
        Assert.Equal(2 / 10.0, row.Iou(row.Best));
    }

    [Theory]
    [InlineData(0.2, "proved: no formula of this length scores more")]
    [InlineData(0.25, "proved: none of this length scores more than 0.2500")]
    public void Proof_OfACertificate_SaysWhatIsProved(double bound, string words)
    {
        var found = new ExplanationRecord(1, 2, 2, "a OR b", 0.2, 2, 2);
        Assert.Null(new UnitRow(Unit, null, [found]).Proof(found));
        Assert.Equal(words, new UnitRow(Unit, null, [found]) { Certificates = [new(1, 2, bound, 5, 5, null)] }.Proof(found));
    }
}
