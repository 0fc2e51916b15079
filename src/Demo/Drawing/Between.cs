namespace CompExplain.Demo.Drawing;

/// <summary>All that lies below one line and above another.</summary>
internal readonly struct Between(Func<float, float> top, Func<float, float> bottom) : IShape
{
    public (float Left, float Top, float Right, float Bottom) Bounds => (0, 0, 1, 1);

    public bool Contains(float x, float y) => y >= top(x) && y < bottom(x);
}
