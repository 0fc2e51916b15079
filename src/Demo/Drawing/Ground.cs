namespace CompExplain.Demo.Drawing;

/// <summary>All that lies below a line from left to right.</summary>
internal readonly struct Ground(Func<float, float> line) : IShape
{
    public (float Left, float Top, float Right, float Bottom) Bounds => (0, 0, 1, 1);

    public bool Contains(float x, float y) => y >= line(x);
}
