using CompExplain.Query.Results;
using CompExplain.Tui.Models.Grids;

namespace CompExplain.Tui.Tests.Models.Grids;

public sealed class GridTests
{
    private sealed record Row(string Name, double? Score);

    private static Grid<Row> Make(int rows = 5)
    {
        var grid = new Grid<Row>(
        [
            new("name", 0, new("name", ColumnKind.Text), row => row.Name),
            new("IoU", 6, new("iou", ColumnKind.Score), row => row.Score),
        ]);
        grid.SetRows(
            [.. Enumerable.Range(0, rows).Select(i => new Row($"row {i}", i % 3 == 2 ? null : i / 10.0))], ReferenceEquals);
        return grid;
    }

    [Fact]
    public void SortBy_Numbers_StartsWithTheHighestAndEndsWithNone()
    {
        var grid = Make();
        grid.SortBy(1);
        Assert.Equal(["row 4", "row 3", "row 1", "row 0", "row 2"], grid.Visible.Select(row => row.Name));
        grid.SortBy(1);
        Assert.Equal("row 2", grid.Visible[0].Name);
    }

    [Theory]
    [InlineData("row 3", "row 3")]
    [InlineData("ROW 1", "row 1")]
    [InlineData("iou>0.2", "row 3,row 4")]
    [InlineData("iou<=0.1 row", "row 0,row 1")]
    [InlineData("iou>x", "")]
    [InlineData("nothing", "")]
    public void SetFilter_WordsAndConditions_KeepsWhatHasThem(string filter, string names)
    {
        var grid = Make();
        grid.SetFilter(filter);
        Assert.Equal(names, string.Join(',', grid.Visible.Select(row => row.Name)));
        Assert.Equal(names.Length == 0 ? -1 : 0, grid.Selected);
    }

    [Fact]
    public void SetFilter_SelectedRowStays_KeepsTheSelection()
    {
        var grid = Make();
        grid.Select(3);
        grid.SetFilter("3");
        Assert.Equal("row 3", grid.Current!.Name);
        grid.SetFilter(string.Empty);
        Assert.Equal(3, grid.Selected);
    }

    [Fact]
    public void FirstOf_SelectionMoves_KeepsItInSight()
    {
        var grid = Make(1000);
        grid.Select(500);
        int first = grid.FirstOf(20);
        Assert.InRange(500, first, first + 19);
        grid.Move(-1);
        Assert.Equal(first, grid.FirstOf(20));
        grid.Select(0);
        Assert.Equal(0, grid.FirstOf(20));
    }
}
