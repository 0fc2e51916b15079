using CompExplain.Query.Results;

namespace CompExplain.Query.Tests.Results;

public class ResultBuilderTests
{
    private static readonly IReadOnlyList<ValueColumn<int>> Columns =
    [
        new("length", ColumnKind.Integer, number => (long)number),
        new("score", ColumnKind.Score, number => number > 1 ? 1.0 / number : null),
        new("score", ColumnKind.Score, number => 0.5),
    ];

    [Fact]
    public void Of_ColumnsAndItems_IsARowEach()
    {
        var result = ResultBuilder.Of(Columns, [1, 2]).Build();

        Assert.Equal(["length", "score", "score2"], result.Columns.Select(column => column.Name));
        Assert.Equal<object?>([1L, null, 0.5], result.Rows[0]);
        Assert.Equal<object?>([2L, 0.5, 0.5], result.Rows[1]);
    }

    [Fact]
    public void Of_NoItems_HasItsColumns()
    {
        var result = ResultBuilder.Of(Columns, []).Build();

        Assert.Equal(3, result.Columns.Count);
        Assert.Empty(result.Rows);
    }
}
