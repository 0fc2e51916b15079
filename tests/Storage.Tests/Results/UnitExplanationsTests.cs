using CompExplain.Storage.Catalog;
using CompExplain.Storage.Results;

namespace CompExplain.Storage.Tests.Results;

public sealed class UnitExplanationsTests
{
    private static readonly Unit Unit = new(1, 1, 1, null, 10, 3, null, null, null);

    [Fact]
    public void Steps_FormulaThatDoesNotChange_IsThereOnce()
    {
        var found = new UnitExplanations(
            Unit,
            null,
            [
                new(1, 1, "a", 0.1, new(1, 1, 10, 100)),
                new(2, 2, "a OR b", 0.2, new(2, 2, 10, 100)),
                new(3, 2, "a OR b", 0.2, new(2, 2, 10, 100)),
            ]);
        Assert.Equal([1, 2], found.Steps.Select(each => each.Length));
        Assert.Equal(2 / 10.0, found.Best!.Iou);
    }

    [Fact]
    public void Best_NothingFound_IsNull() => Assert.Null(new UnitExplanations(Unit, null, []).Best);
}
