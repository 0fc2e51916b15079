using System.Numerics;

namespace CompExplain.Demo.Drawing;

/// <summary>
/// What is painted on: every pixel is 3 x 3 spots, each with its colour and what it is of. What is painted later hides what
/// was there. A pixel's colour is the mean of its spots, and it is of what its middle spot is of.
/// </summary>
internal sealed class Canvas
{
    private const int Spots = 3;

    private readonly int _side;
    private readonly Vector4[] _colors;
    private readonly Thing[] _things;
    private readonly Parts[] _parts;

    public Canvas(int size)
    {
        Size = size;
        _side = Spots * size;
        _colors = new Vector4[_side * _side];
        _things = new Thing[_side * _side];
        _parts = new Parts[_side * _side];
    }

    /// <summary>Pixels a side.</summary>
    public int Size { get; }

    /// <summary>Paints a shape in one colour.</summary>
    public void Fill<TShape>(TShape shape, Thing thing, Parts parts, Vector4 color)
        where TShape : struct, IShape => Fill(shape, thing, parts, (_, _) => color);

    /// <summary>Paints a shape with a colour for every place. Red, green and blue go from 0 to 1; the fourth number is how
    /// much the place shines by itself, whatever the light.</summary>
    public void Fill<TShape>(TShape shape, Thing thing, Parts parts, Func<float, float, Vector4> paint)
        where TShape : struct, IShape => Each(shape, (at, x, y) =>
        {
            _colors[at] = paint(x, y);
            _things[at] = thing;
            _parts[at] = parts;
        });

    /// <summary>Changes colours, and nothing else: shadow and shine.</summary>
    public void Tint<TShape>(TShape shape, Func<float, float, Vector4, Vector4> change)
        where TShape : struct, IShape => Each(shape, (at, x, y) => _colors[at] = change(x, y, _colors[at]));

    /// <summary>Changes the colours of things of one kind.</summary>
    public void Tint<TShape>(TShape shape, Thing only, Func<float, float, Vector4, Vector4> change)
        where TShape : struct, IShape => Each(shape, (at, x, y) =>
        {
            if (_things[at] == only)
            {
                _colors[at] = change(x, y, _colors[at]);
            }
        });

    /// <summary>A pixel's colour, from 0 to 1 and how much of it shines.</summary>
    public Vector4 Color(int row, int column)
    {
        int start = (Spots * row * _side) + (Spots * column);
        var sum = Vector4.Zero;
        for (int y = 0; y < Spots; y++)
        {
            for (int x = 0; x < Spots; x++)
            {
                sum += _colors[start + (y * _side) + x];
            }
        }

        return sum / (Spots * Spots);
    }

    /// <summary>What a pixel is of.</summary>
    public (Thing Thing, Parts Parts) Content(int row, int column)
    {
        int middle = (((Spots * row) + (Spots / 2)) * _side) + (Spots * column) + (Spots / 2);
        return (_things[middle], _parts[middle]);
    }

    private void Each<TShape>(TShape shape, Action<int, float, float> visit)
        where TShape : struct, IShape
    {
        var (left, top, right, bottom) = shape.Bounds;
        int firstX = Spot(left, 0), lastX = Spot(right, 1), firstY = Spot(top, 0), lastY = Spot(bottom, 1);
        for (int row = firstY; row < lastY; row++)
        {
            float y = (row + 0.5f) / _side;
            for (int column = firstX; column < lastX; column++)
            {
                float x = (column + 0.5f) / _side;
                if (shape.Contains(x, y))
                {
                    visit((row * _side) + column, x, y);
                }
            }
        }
    }

    private int Spot(float at, int more) => (int)Math.Clamp(MathF.Floor(at * _side) + more, 0, _side);
}
