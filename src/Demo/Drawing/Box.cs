namespace CompExplain.Demo.Drawing;

/// <summary>A rectangle.</summary>
internal readonly record struct Box(float Left, float Top, float Right, float Bottom) : IShape
{
    public static Box All => new(0, 0, 1, 1);

    public (float Left, float Top, float Right, float Bottom) Bounds => (Left, Top, Right, Bottom);

    public bool Contains(float x, float y) => x >= Left && x < Right && y >= Top && y < Bottom;
}
