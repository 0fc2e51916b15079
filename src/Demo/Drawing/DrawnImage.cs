namespace CompExplain.Demo.Drawing;

/// <summary>A picture of the drawn world: its pixels, and what each of them is of.</summary>
public sealed class DrawnImage
{
    private readonly byte[] _pixels;
    private readonly Thing[] _things;
    private readonly Parts[] _parts;
    private readonly int _scene;

    internal DrawnImage(int size, byte[] pixels, Thing[] things, Parts[] parts, int scene)
    {
        Size = size;
        (_pixels, _things, _parts, _scene) = (pixels, things, parts, scene);
    }

    /// <summary>Pixels a side.</summary>
    public int Size { get; }

    /// <summary>The scene: one of <see cref="DemoWorld.Scenes"/>.</summary>
    public string Scene => DemoWorld.Scenes[_scene];

    /// <summary>Red, green and blue of every pixel, row by row.</summary>
    public ReadOnlySpan<byte> Pixels => _pixels;

    /// <summary>The numbers, in the order of the world's concepts, of the concepts that a pixel has, ascending.</summary>
    /// <param name="position">The pixel, row by row.</param>
    internal int[] Concepts(int position)
    {
        int at = 3 * position;
        return WorldConcepts.Of(
            _things[position], _parts[position], _scene, ColorNames.Of(_pixels[at], _pixels[at + 1], _pixels[at + 2]));
    }

    /// <summary>What the concepts of a pixel depend on: two of one picture with the same key have the same.</summary>
    internal long Key(int position)
    {
        int at = 3 * position;
        return ((long)_things[position] << 40) | ((long)_parts[position] << 8) | (long)ColorNames.Of(
            _pixels[at], _pixels[at + 1], _pixels[at + 2]);
    }
}
