using System.Numerics;

namespace CompExplain.Demo.Drawing;

/// <summary>A polygon.</summary>
internal readonly struct Outline(params Vector2[] corners) : IShape
{
    public (float Left, float Top, float Right, float Bottom) Bounds
    {
        get
        {
            Vector2 low = corners[0], high = corners[0];
            foreach (var corner in corners)
            {
                low = Vector2.Min(low, corner);
                high = Vector2.Max(high, corner);
            }

            return (low.X, low.Y, high.X, high.Y);
        }
    }

    public static Outline Of(params ReadOnlySpan<(float X, float Y)> corners)
    {
        var all = new Vector2[corners.Length];
        for (int i = 0; i < all.Length; i++)
        {
            all[i] = new(corners[i].X, corners[i].Y);
        }

        return new(all);
    }

    /// <summary>A stroke through points, whose width goes from one to another.</summary>
    public static Outline Stroke(ReadOnlySpan<Vector2> points, float startWidth, float endWidth)
    {
        var all = new Vector2[2 * points.Length];
        for (int i = 0; i < points.Length; i++)
        {
            var along = Vector2.Normalize(points[Math.Min(i + 1, points.Length - 1)] - points[Math.Max(i - 1, 0)]);
            var across = new Vector2(-along.Y, along.X) * (float.Lerp(startWidth, endWidth, i / (points.Length - 1f)) / 2);
            all[i] = points[i] + across;
            all[^(i + 1)] = points[i] - across;
        }

        return new(all);
    }

    public bool Contains(float x, float y)
    {
        bool inside = false;
        for (int i = 0, j = corners.Length - 1; i < corners.Length; j = i++)
        {
            Vector2 a = corners[i], b = corners[j];
            if (a.Y > y != b.Y > y && x < ((b.X - a.X) * (y - a.Y) / (b.Y - a.Y)) + a.X)
            {
                inside = !inside;
            }
        }

        return inside;
    }
}
