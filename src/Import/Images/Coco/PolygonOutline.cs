using System.Runtime.InteropServices;

namespace CompExplain.Import.Images.Coco;

/// <summary>
/// The pixels of a polygon, to the pixel those of COCO's own tools: a port of <c>rleFrPoly</c> (maskApi.c of the COCO API, by
/// P. Dollar and T.-Y. Lin, Simplified BSD License).
/// </summary>
/// <remarks>
/// The outline is walked at five times the resolution, its crossings of the middles of columns become places at which the
/// inside begins or ends, and pixels are counted column by column.
/// </remarks>
internal static class PolygonOutline
{
    private const double Scale = 5;

    /// <summary>How far a coordinate may lie from the image's corner, in pixels.</summary>
    public const double MaximumCoordinate = 1 << 20;

    /// <summary>The places where the inside of a polygon begins and ends by turns, ascending; the last is its end.</summary>
    /// <param name="corners">x and y of each corner in pixels, at least one, each at most
    /// <see cref="MaximumCoordinate"/> from 0.</param>
    /// <param name="height">The image's rows.</param>
    /// <param name="width">The image's columns.</param>
    /// <param name="places">Receives places, column x height + row; cleared before. Their number can be odd: the inside then
    /// ends with the image.</param>
    /// <returns>False if the outline is over <c>10 x height x width + 1,000,000</c> steps long, which no polygon needs.</returns>
    public static bool TryWalk(ReadOnlySpan<double> corners, int height, int width, List<uint> places)
    {
        places.Clear();
        int count = corners.Length / 2;
        var (fromX, fromY) = (Fine(corners[0]), Fine(corners[1]));
        long limit = (10L * height * width) + 1_000_000;
        bool isFirst = true;
        int previousU = 0, previousV = 0;
        for (int corner = 1; corner <= count; corner++)
        {
            int next = corner == count ? 0 : corner;
            var (toX, toY) = (Fine(corners[2 * next]), Fine(corners[(2 * next) + 1]));
            int xs = fromX, xe = toX, ys = fromY, ye = toY;
            int dx = Math.Abs(xe - xs), dy = Math.Abs(ys - ye);
            limit -= Math.Max(dx, dy) + 1;
            if (limit < 0)
            {
                return false;
            }

            bool isWide = dx >= dy, isFlipped = isWide ? xs > xe : ys > ye;
            if (isFlipped)
            {
                (xs, xe, ys, ye) = (xe, xs, ye, ys);
            }

            // A corner that is there twice has no slope, and its only step is not used.
            double slope = isWide ? (double)(ye - ys) / dx : (double)(xe - xs) / dy;
            int steps = isWide ? dx : dy;
            for (int step = 0; step <= steps; step++)
            {
                int t = isFlipped ? steps - step : step;
                int u = isWide ? t + xs : (int)(xs + (slope * t) + 0.5);
                int v = isWide ? (int)(ys + (slope * t) + 0.5) : t + ys;
                if (!isFirst && u != previousU)
                {
                    Cross(u < previousU ? u : u - 1, Math.Min(v, previousV), height, width, places);
                }

                (previousU, previousV, isFirst) = (u, v, false);
            }

            (fromX, fromY) = (toX, toY);
        }

        CollectionsMarshal.AsSpan(places).Sort();
        return true;
    }

    private static int Fine(double coordinate) => (int)((Scale * coordinate) + 0.5);

    // A step of the outline over the line between two fine columns, if it is the middle of a column of the image.
    private static void Cross(int fineColumn, int fineRow, int height, int width, List<uint> places)
    {
        double x = ((fineColumn + 0.5) / Scale) - 0.5;
        if (Math.Floor(x) != x || x < 0 || x > width - 1)
        {
            return;
        }

        double y = Math.Ceiling(Math.Clamp(((fineRow + 0.5) / Scale) - 0.5, 0, height));
        places.Add((uint)(((int)x * height) + (int)y));
    }
}
