using CompExplain.Import.Images.Coco;

namespace CompExplain.Import.Tests.Images.Coco;

public class RunLengthsTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("6320009", "6 3 2 3 2 3 11")]
    [InlineData("8252N1O01N1O1O6", "8 2 5 4 3 5 2 5 3 3 4 2 5 1 11")]
    [InlineData("062Z1OgN", "0 6 2 48 1 7")]
    public void TryDecode_Compressed_HasTheLengths(string text, string lengths)
    {
        List<uint> counts = [];

        Assert.True(RunLengths.TryDecode(text, counts));
        Assert.Equal(lengths, string.Join(" ", counts));
    }

    [Theory]
    [InlineData("p")]
    [InlineData("6 3")]
    [InlineData("6\u01312")]
    [InlineData("P")]
    [InlineData("@")]
    [InlineData("ooooooooo0")]
    [InlineData("633333PPPPPPP1")]
    public void TryDecode_OtherText_IsNone(string text) => Assert.False(RunLengths.TryDecode(text, []));

    [Fact]
    public void ToPlaces_Lengths_AreSums()
    {
        List<uint> counts = [2, 3, uint.MaxValue, 5];

        Assert.Equal(10L + uint.MaxValue, RunLengths.ToPlaces(counts));
        Assert.Equal([2, 5, uint.MaxValue, uint.MaxValue], counts);
    }
}
