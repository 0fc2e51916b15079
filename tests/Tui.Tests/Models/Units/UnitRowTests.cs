using CompExplain.Storage.Results;
using CompExplain.Tui.Models.Units;

namespace CompExplain.Tui.Tests.Models.Units;

public sealed class UnitRowTests
{
    [Theory]
    [InlineData(0.2, "proved: no formula of this length scores more")]
    [InlineData(0.25, "proved: none of this length scores more than 0.2500")]
    [InlineData(0.25001, "proved: none of this length scores more than 0.2501")]
    public void Proof_OfACertificate_SaysWhatIsProved(double bound, string words)
    {
        var found = new Explanation(2, 2, "a OR b", 0.2, new PairCounts(2, 2, 10, 100));
        Assert.Null(UnitRow.Proof(found));
        Assert.Equal(words, UnitRow.Proof(found with { Certificate = new Certificate(bound, 5, 5, null) }));
    }
}
