using System.Globalization;
using CompExplain.Storage.Catalog;
using CompExplain.Storage.Masks;

namespace CompExplain.Import.Arrays;

/// <summary>Masks given as arrays of zeros and ones.</summary>
internal static class BooleanMask
{
    /// <summary>Checks that a matrix of masks has a row an input and a grid that is the label maps', or 1 x 1.</summary>
    public static void CheckShape(ActivationMatrix matrix, DatasetDescription dataset, string path)
    {
        CheckRows(matrix, dataset, path);
        bool whole = matrix.GridHeight == 1 && matrix.GridWidth == 1;
        if (whole || (matrix.GridHeight == dataset.Height && matrix.GridWidth == dataset.Width))
        {
            return;
        }

        throw new ImportException(string.Create(
            CultureInfo.InvariantCulture,
            $"{path} has masks of {matrix.GridHeight} x {matrix.GridWidth}, and the data set's positions are {dataset.Height} x "
            + $"{dataset.Width}; give masks of that size, or one value an input"));
    }

    /// <summary>Checks that a matrix has as many rows as the data set has inputs.</summary>
    public static void CheckRows(ActivationMatrix matrix, DatasetDescription dataset, string path)
    {
        matrix.FitTo(dataset.InputCount);
        if (matrix.Rows == dataset.InputCount)
        {
            return;
        }

        throw new ImportException(string.Create(
            CultureInfo.InvariantCulture,
            $"{path} has {matrix.Rows} rows, and the data set {dataset.Name} has {dataset.InputCount} inputs; every input needs "
            + $"one row, in the data set's order"));
    }

    /// <summary>Adds the positions whose value is 1.</summary>
    /// <param name="values">Inputs x grid values.</param>
    /// <param name="layout">The data set's shards.</param>
    /// <param name="mask">Receives the positions.</param>
    /// <returns>The index of the first value that is neither 0 nor 1, or -1.</returns>
    public static int Build(ReadOnlySpan<float> values, ShardLayout layout, MaskBuilder mask)
    {
        int cells = values.Length / layout.InputCount;
        for (int input = 0; input < layout.InputCount; input++)
        {
            var grid = values.Slice(input * cells, cells);
            int bad = grid.IndexOfAnyExcept(0f, 1f);
            if (bad >= 0)
            {
                return (input * cells) + bad;
            }

            if (cells == 1 && layout.PositionsPerInput > 1)
            {
                if (grid[0] == 1f)
                {
                    mask.AddInput(input);
                }

                continue;
            }

            int at = 0;
            while (at < grid.Length)
            {
                int start = grid[at..].IndexOf(1f);
                if (start < 0)
                {
                    break;
                }

                start += at;
                int length = grid[start..].IndexOfAnyExcept(1f);
                at = length < 0 ? grid.Length : start + length;
                mask.Add(input, start, at - 1);
            }
        }

        return -1;
    }
}
