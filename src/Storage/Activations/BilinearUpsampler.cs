using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CompExplain.Storage.Activations;

/// <summary>
/// Bilinear interpolation from a unit's grid (h x w) to the label maps (H x W): pixel centres at half pixels, edges
/// clamped, which is PyTorch's <c>interpolate(mode="bilinear", align_corners=False)</c> up to the last bit of rounding.
/// Immutable and safe to share between threads.
/// </summary>
/// <remarks>
/// Every result lies within the minimum and maximum of the grid values it is made of, a constant grid gives exactly that
/// constant, and a grid of the target's size gives itself. Values must be finite, and no larger than a quarter of
/// <see cref="float.MaxValue"/>, so that differences do not overflow.
/// </remarks>
public sealed class BilinearUpsampler
{
    private readonly int[] _rowBelow;
    private readonly float[] _rowWeight;
    private readonly float[] _columnWeight;

    // Target columns [_segmentStart[i], _segmentStart[i + 1]) lie between source columns i and i + 1.
    private readonly int[] _segmentStart;

    /// <summary>Prepares the weights.</summary>
    /// <param name="gridHeight">h, rows of the grid.</param>
    /// <param name="gridWidth">w, columns of the grid.</param>
    /// <param name="height">H, rows of the target.</param>
    /// <param name="width">W, columns of the target.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size below 1 or above 65,536.</exception>
    public BilinearUpsampler(int gridHeight, int gridWidth, int height, int width)
    {
        foreach (int size in (ReadOnlySpan<int>)[gridHeight, gridWidth, height, width])
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(size, 1 << 16);
        }

        GridHeight = gridHeight;
        GridWidth = gridWidth;
        Height = height;
        Width = width;
        (_rowBelow, _rowWeight) = Weights(gridHeight, height);
        (int[] left, _columnWeight) = Weights(gridWidth, width);
        _segmentStart = new int[gridWidth + 1];
        Array.Fill(_segmentStart, -1);
        for (int x = width - 1; x >= 0; x--)
        {
            _segmentStart[left[x]] = x;
        }

        _segmentStart[gridWidth] = width;
        for (int i = gridWidth - 1; i >= 0; i--)
        {
            if (_segmentStart[i] < 0)
            {
                _segmentStart[i] = _segmentStart[i + 1];
            }
        }
    }

    /// <summary>h, rows of the grid.</summary>
    public int GridHeight { get; }

    /// <summary>w, columns of the grid.</summary>
    public int GridWidth { get; }

    /// <summary>H, rows of the target.</summary>
    public int Height { get; }

    /// <summary>W, columns of the target.</summary>
    public int Width { get; }

    /// <summary>Whether grid and target have the same size, so that interpolation changes nothing.</summary>
    public bool IsIdentity => GridHeight == Height && GridWidth == Width;

    /// <summary>Interpolates one input's grid.</summary>
    /// <param name="grid">h x w values, row by row.</param>
    /// <param name="destination">Receives H x W values, row by row; the caller's buffer.</param>
    /// <exception cref="ArgumentException">A span of another length.</exception>
    public void Upsample(ReadOnlySpan<float> grid, Span<float> destination)
    {
        if (grid.Length != GridHeight * GridWidth)
        {
            throw new ArgumentException("the grid's length is not h x w", nameof(grid));
        }

        if (destination.Length != Height * Width)
        {
            throw new ArgumentException("the destination's length is not H x W", nameof(destination));
        }

        float[] row = ArrayPool<float>.Shared.Rent(GridWidth);
        for (int y = 0; y < Height; y++)
        {
            BlendRows(grid, y, row.AsSpan(0, GridWidth));
            BlendColumns(row.AsSpan(0, GridWidth), destination.Slice(y * Width, Width));
        }

        ArrayPool<float>.Shared.Return(row);
    }

    /// <summary>The vertical half: row y of the target, still w columns wide.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void BlendRows(ReadOnlySpan<float> grid, int y, Span<float> row)
    {
        int upper = _rowBelow[y];
        var above = grid.Slice(upper * GridWidth, GridWidth);
        var below = upper + 1 < GridHeight ? grid.Slice((upper + 1) * GridWidth, GridWidth) : above;
        float weight = _rowWeight[y];
        for (int x = 0; x < row.Length; x++)
        {
            row[x] = above[x] + ((below[x] - above[x]) * weight);
        }
    }

    /// <summary>The horizontal half: w values to W values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void BlendColumns(ReadOnlySpan<float> row, Span<float> destination)
    {
        for (int i = 0; i < GridWidth; i++)
        {
            int start = _segmentStart[i], end = _segmentStart[i + 1];
            if (start >= end)
            {
                continue;
            }

            float left = row[i];
            float step = i + 1 < GridWidth ? row[i + 1] - left : 0f;
            var weights = _columnWeight.AsSpan(start, end - start);
            var target = destination[start..end];
            int x = 0;
            for (; x + Vector<float>.Count <= target.Length; x += Vector<float>.Count)
            {
                (new Vector<float>(left) + (new Vector<float>(weights[x..]) * step)).CopyTo(target[x..]);
            }

            // A grid enlarged fourfold has four columns between two cells.
            if (x + Vector128<float>.Count <= target.Length)
            {
                (Vector128.Create(left) + (Vector128.Create(weights[x..]) * step)).CopyTo(target[x..]);
                x += Vector128<float>.Count;
            }

            for (; x < target.Length; x++)
            {
                target[x] = left + (step * weights[x]);
            }
        }
    }

    // Exact in integers: the source coordinate of target centre i is ((2i + 1) s - t) / 2t, clamped below at 0.
    private static (int[] Below, float[] Weight) Weights(int source, int target)
    {
        int[] below = new int[target];
        float[] weight = new float[target];
        for (int i = 0; i < target; i++)
        {
            long numerator = Math.Max(0, (((2L * i) + 1) * source) - target);
            long denominator = 2L * target;
            below[i] = (int)(numerator / denominator);
            weight[i] = below[i] >= source - 1 ? 0f : (float)((numerator % denominator) / (double)denominator);
        }

        return (below, weight);
    }
}
