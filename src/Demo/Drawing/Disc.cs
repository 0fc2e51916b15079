namespace CompExplain.Demo.Drawing;

/// <summary>An ellipse, or a lump: one whose edge goes in and out.</summary>
internal readonly record struct Disc(float X, float Y, float RadiusX, float RadiusY, float Roughness = 0, int Pattern = 0)
    : IShape
{
    public (float Left, float Top, float Right, float Bottom) Bounds
    {
        get
        {
            float grow = 1 + (Roughness / 2);
            return (X - (RadiusX * grow), Y - (RadiusY * grow), X + (RadiusX * grow), Y + (RadiusY * grow));
        }
    }

    public bool Contains(float x, float y)
    {
        float u = (x - X) / RadiusX, v = (y - Y) / RadiusY;
        float reach = 1;
        if (Roughness > 0)
        {
            reach += Roughness * (Noise.At((u * 2.6f) + 31, (v * 2.6f) + 17, Pattern) - 0.5f);
        }

        return (u * u) + (v * v) < reach * reach;
    }
}
