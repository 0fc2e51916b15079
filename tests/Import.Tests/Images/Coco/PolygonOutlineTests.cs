using System.Globalization;
using CompExplain.Import.Images.Coco;

namespace CompExplain.Import.Tests.Images.Coco;

public class PolygonOutlineTests
{
    // The run lengths are those that COCO's rleFrPoly and rleToString give.
    [Theory]
    [InlineData(5, 6, "1 1 4 1 4 4 1 4", "6320009")]
    [InlineData(7, 9, "0.3 0.2 8.4 2.6 3.1 6.7", "8252N1O01N1O1O6")]
    [InlineData(8, 8, "-3 -2 12 1.5 4 15", "062Z1OgN")]
    [InlineData(6, 6, "0 0 6 6 6 0 0 6", "052N2N10O2N2O")]
    [InlineData(9, 5, "2.5 0 2.5 0 4.9 8.8 0.1 4.4 0.1 4.4", "4163M23N3MH")]
    [InlineData(
        40,
        30,
        "24.15 32.32 15.46 11.43 1.62 15.33 12.25 1.81 1.46 39.97 19.57 9.38 13.05 38.97 26.93 33.77 11.77 19.72 20.3 2.43 16.67 "
        + "10.86 26.39 2.57",
        "n21e01J022OON31NL45MH49MC6<KB6?IA7`0GC8=EG9d0LUOKm03UOM<1M0G26281C37JE4069CG220393EI113464FF:5O46KH6;HD7?H_"
        + "O8d0G[O8d0J\\O589Ff0Og2")]
    [InlineData(4, 4, "1 1 1 1 1 1", "`0")]
    public void TryWalk_Polygon_HasThePixelsOfTheReference(int height, int width, string corners, string runs)
    {
        double[] numbers = [.. corners.Split(' ').Select(each => double.Parse(each, CultureInfo.InvariantCulture))];
        List<uint> places = [], counts = [];

        Assert.True(PolygonOutline.TryWalk(numbers, height, width, places));
        Assert.True(RunLengths.TryDecode(runs, counts));

        Assert.Equal(height * width, RunLengths.ToPlaces(counts));
        Assert.Equal(Inside(counts, height * width), Inside(places, height * width));
    }

    [Fact]
    public void TryWalk_OutlineLongerThanAnyPolygonNeeds_GivesUp()
    {
        double[] zigzag = [.. Enumerable.Range(0, 1000).SelectMany(i => new double[] { i % 2 * 1_000_000, 0 })];

        Assert.False(PolygonOutline.TryWalk(zigzag, 10, 10, []));
    }

    private static IEnumerable<int> Inside(List<uint> places, int end) =>
        Enumerable.Range(0, end).Where(at => places.Count(place => place <= at) % 2 == 1);
}
