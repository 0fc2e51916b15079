namespace CompExplain.Demo.Drawing;

/// <summary>Smooth noise that repeats: values on a lattice, and between them what lies between.</summary>
internal static class Noise
{
    /// <summary>One number of two that looks like neither.</summary>
    public static int Mix(int a, int b)
    {
        unchecked
        {
            uint h = ((uint)a * 0x9E3779B1u) ^ ((uint)b * 0x85EBCA77u) ^ 0x5BD1E995u;
            h = (h ^ (h >> 15)) * 0x2C1B3C6Du;
            h = (h ^ (h >> 12)) * 0x297A2D39u;
            return (int)((h ^ (h >> 15)) & 0x7FFFFFFF);
        }
    }

    /// <summary>Noise of a plane, from 0 to 1, whose grains are one unit wide.</summary>
    public static float At(float x, float y, int pattern)
    {
        float fx = MathF.Floor(x), fy = MathF.Floor(y);
        int ix = (int)fx, iy = (int)fy;
        float u = Smooth(x - fx), v = Smooth(y - fy);
        float top = float.Lerp(Lattice(ix, iy, pattern), Lattice(ix + 1, iy, pattern), u);
        float bottom = float.Lerp(Lattice(ix, iy + 1, pattern), Lattice(ix + 1, iy + 1, pattern), u);
        return float.Lerp(top, bottom, v);
    }

    /// <summary>Noise of a line, from 0 to 1: two sizes of grain, one unit and half of it.</summary>
    public static float Along(float x, int pattern) => (0.67f * At(x, 0.5f, pattern)) + (0.33f * At(2 * x, 7.5f, pattern));

    /// <summary>Noise of a plane in two sizes of grain, from 0 to 1.</summary>
    public static float Rough(float x, float y, int pattern) =>
        (0.65f * At(x, y, pattern)) + (0.35f * At(2.3f * x, 2.3f * y, pattern + 1));

    private static float Smooth(float t) => t * t * (3 - (2 * t));

    private static float Lattice(int x, int y, int pattern)
    {
        unchecked
        {
            uint h = ((uint)x * 374761393u) + ((uint)y * 668265263u) + ((uint)pattern * 2246822519u);
            h = (h ^ (h >> 13)) * 1274126177u;
            return ((h ^ (h >> 16)) & 0xFFFFFF) / (float)0xFFFFFF;
        }
    }
}
