using System.Numerics;

namespace CompExplain.Demo.Drawing;

/// <summary>Colours from their usual numbers.</summary>
internal static class Ink
{
    /// <summary>A colour that light falls on.</summary>
    public static Vector4 Of(int rgb) => new(((rgb >> 16) & 255) / 255f, ((rgb >> 8) & 255) / 255f, (rgb & 255) / 255f, 0);

    /// <summary>A colour that shines.</summary>
    public static Vector4 Shining(int rgb) => Of(rgb) with { W = 1 };

    /// <summary>The colour lighter, or darker below 1; as much shine.</summary>
    public static Vector4 Times(this Vector4 color, float light) =>
        new(color.X * light, color.Y * light, color.Z * light, color.W);

    /// <summary>The colour on its way to another.</summary>
    public static Vector4 To(this Vector4 color, Vector4 other, float share) => Vector4.Lerp(color, other, share);
}
