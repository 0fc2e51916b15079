using System.Globalization;
using CompExplain.Query.Ast;
using CompExplain.Query.Results;

namespace CompExplain.Query.Execution.Statements;

/// <summary>The rows of TOP: what is ranked, the highest scores first.</summary>
internal static class TopRows
{
    /// <summary>
    /// Ranks rows by their scores: the highest first, of p-values the lowest; equal ones in the order of the database.
    /// </summary>
    /// <typeparam name="T">The rows.</typeparam>
    /// <param name="query">The query.</param>
    /// <param name="rows">What is ranked.</param>
    /// <param name="scores">For each score of the query, its value for each row.</param>
    /// <param name="name">The name of a row.</param>
    /// <param name="category">Its category.</param>
    /// <param name="source">Its source; null if the rows have none.</param>
    public static ResultBuilder Rank<T>(
        TopQuery query,
        IReadOnlyList<T> rows,
        IReadOnlyList<object[]> scores,
        Func<T, string> name,
        Func<T, string?> category,
        Func<T, string>? source = null)
    {
        var result = new ResultBuilder()
            .Column("rank", ColumnKind.Integer).Column("name", ColumnKind.Text).Column("category", ColumnKind.Text);
        foreach (var call in query.By)
        {
            result.Column(call.Score);
        }

        if (source is not null)
        {
            result.Column("source", ColumnKind.Text);
        }

        long rank = 0;
        foreach (int row in Order(query, rows.Count, scores).Take(query.Count))
        {
            object?[] last = source is null ? [] : [source(rows[row])];
            result.Row([++rank, name(rows[row]), category(rows[row]), .. scores.Select(all => all[row]), .. last]);
        }

        return result;
    }

    private static IEnumerable<int> Order(TopQuery query, int count, IReadOnlyList<object[]> scores)
    {
        Func<int, double> Key(int i)
        {
            double sign = query.By[i].Score == Score.PValue ? -1 : 1;
            return row => sign * Convert.ToDouble(scores[i][row], CultureInfo.InvariantCulture);
        }

        var order = Enumerable.Range(0, count).OrderByDescending(Key(0));
        for (int i = 1; i < scores.Count; i++)
        {
            order = order.ThenByDescending(Key(i));
        }

        return order.ThenBy(row => row);
    }
}
