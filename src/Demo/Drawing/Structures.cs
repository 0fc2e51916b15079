using System.Numerics;

namespace CompExplain.Demo.Drawing;

/// <summary>Paints what is built: each stands with its foot at a place.</summary>
internal sealed class Structures(Easel easel)
{
    private readonly Canvas _canvas = easel.Canvas;
    private readonly Dice _dice = easel.Dice;
    private readonly Light _light = easel.Light;

    /// <summary>A house with a pointed roof, a door and windows.</summary>
    public void House(float x, float y, float width, Vector4? paint = null)
    {
        float height = width * _dice.Between(0.5f, 0.65f), roof = width * _dice.Between(
            0.35f, 0.5f), left = x - (width / 2), right = x + (width / 2), eaves = y - height;
        var wall = _dice.Like(paint ?? _dice.Pick(
            Ink.Of(0xEADFC8), Ink.Of(0xF2EFEA), Ink.Of(0xD9A86C), Ink.Of(0xB5654A), Ink.Of(0x9FB7C9), Ink.Of(0xE3C6B0)), 0.03f);
        var tiles = _dice.Like(
            _dice.Pick(Ink.Of(0xA8432F), Ink.Of(0x8C3A2C), Ink.Of(0x6B5747), Ink.Of(0x4E5660), Ink.Of(0xC0603A)), 0.03f);
        if (_dice.Chance(0.6))
        {
            float cx = x + (width * 0.22f), cw = width * 0.06f;
            _canvas.Fill(
                new Box(cx - cw, eaves - (roof * 0.95f), cx + cw, eaves), Thing.House, Parts.Chimney, tiles.Times(0.75f));
        }

        _canvas.Fill(new Box(left, eaves, right, y), Thing.House, Parts.Wall, (px, _) => wall.Times(
            1.04f - (0.14f * (px - left) / width)));
        float over = width * 0.09f, ridge = width * _dice.Between(0, 0.22f);
        _canvas.Fill(Outline.Of(
            (left - over, eaves),
            (x - ridge, eaves - roof),
            (x + ridge, eaves - roof),
            (right + over, eaves)), Thing.House, Parts.Roof, (px, py) =>
            tiles.Times(1.05f - (0.2f * (px - left) / width) + (MathF.Sin((py - eaves) * 22 / width) > 0.4f ? -0.12f : 0)));
        float doorWidth = width * 0.09f, doorX = x + (width * _dice.Pick(0f, -0.12f, 0.12f));
        _canvas.Fill(
            new Box(doorX - doorWidth, y - (height * 0.58f), doorX + doorWidth, y),
            Thing.House,
            Parts.Door | Parts.Wall,
            _dice.Like(_dice.Pick(Ink.Of(0x5B3A24), Ink.Of(0x2E5B45), Ink.Of(0x8A2B2B), Ink.Of(0x33497A))));
        float size = width * 0.095f;
        foreach (float wx in (ReadOnlySpan<float>)[x - (width * 0.33f), x + (width * 0.33f)])
        {
            if (Math.Abs(wx - doorX) < doorWidth + size)
            {
                continue;
            }

            float wy = y - (height * 0.6f);
            _canvas.Fill(
                new Box(wx - (size * 1.25f), wy - (size * 1.25f), wx + (size * 1.25f), wy + (size * 1.25f)),
                Thing.House,
                Parts.Wall,
                Ink.Of(0xF6F3EC));
            Window(Thing.House, wx - size, wy - size, wx + size, wy + size);
        }
    }

    /// <summary>A barn: wide, red, with a large door.</summary>
    public void Barn(float x, float y, float width)
    {
        float height = width * 0.45f, left = x - (width / 2), right = x + (width / 2), eaves = y - height;
        var wall = _dice.Like(_dice.Pick(Ink.Of(0xA63A2E), Ink.Of(0x8F3329), Ink.Of(0xB9B2A6)));
        var tiles = _dice.Like(_dice.Pick(Ink.Of(0x5E5A58), Ink.Of(0x7B4A35), Ink.Of(0x8C9196)));
        _canvas.Fill(new Box(left, eaves, right, y), Thing.House, Parts.Wall, (px, _) => wall.Times(
            MathF.Sin(px * 130) > 0.6f ? 0.85f : 1));
        _canvas.Fill(
            Outline.Of(
                (left - (width * 0.05f), eaves),
                (left + (width * 0.12f), eaves - (height * 0.5f)),
                (x, eaves - (height * 0.75f)),
                (right - (width * 0.12f), eaves - (height * 0.5f)),
                (right + (width * 0.05f), eaves)),
            Thing.House,
            Parts.Roof,
            tiles);
        _canvas.Fill(
            new Box(x - (width * 0.17f), y - (height * 0.75f), x + (width * 0.17f), y),
            Thing.House,
            Parts.Door | Parts.Wall,
            Ink.Of(0xEDE6DA));
        _canvas.Fill(
            new Box(x - (width * 0.14f), y - (height * 0.69f), x + (width * 0.14f), y),
            Thing.House,
            Parts.Door | Parts.Wall,
            wall.Times(0.7f));
        if (_dice.Chance(0.5))
        {
            // A silo beside it.
            float sx = right + (width * 0.16f), half = width * 0.11f, top = eaves - (height * 0.6f);
            var steel = _dice.Like(Ink.Of(0xB9BEC2));
            _canvas.Fill(new Box(sx - half, top, sx + half, y), Thing.Tower, Parts.Wall, (px, _) => steel.Times(
                1.1f - (0.35f * (px - sx + half) / (2 * half))));
            _canvas.Fill(new Disc(sx, top, half, half * 0.8f), Thing.Tower, Parts.Roof, steel.Times(0.85f));
        }
    }

    /// <summary>A building of many floors.</summary>
    public void Skyscraper(float left, float right, float top, float bottom)
    {
        var wall = _dice.Like(_dice.Pick(
            Ink.Of(0x9A9FA6), Ink.Of(0xB9A68C), Ink.Of(0x6E7D8F), Ink.Of(0xA0705A), Ink.Of(0xC9C4BA), Ink.Of(0x59626E)), 0.05f);
        _canvas.Fill(new Box(left, top, right, bottom), Thing.Skyscraper, Parts.Wall, (px, _) => wall.Times(
            1.05f - (0.22f * (px - left) / (right - left))));
        if (_dice.Chance(0.5))
        {
            _canvas.Fill(new Box(
                left - 0.005f, top - 0.012f, right + 0.005f, top + 0.008f), Thing.Skyscraper, Parts.Roof, wall.Times(0.7f));
        }

        float step = _dice.Between(0.05f, 0.07f), wide = step * _dice.Between(0.45f, 0.7f), high = step * _dice.Between(
            0.5f, 0.7f);
        int columns = Math.Max(1, (int)((right - left) / step));
        float margin = ((right - left) - ((columns - 1) * step) - wide) / 2;
        var glass = _dice.Pick(Ink.Of(0x39516B), Ink.Of(0x4A6E8C), Ink.Of(0x2B3440), Ink.Of(0x7FA3BD));
        for (float y = top + (step * 0.5f); y + high < bottom - (step * 0.4f); y += step)
        {
            for (int i = 0; i < columns; i++)
            {
                Window(Thing.Skyscraper, left + margin + (i * step), y, left + margin + (i * step) + wide, y + high, glass);
            }
        }

        float doorX = (left + right) / 2;
        _canvas.Fill(
            new Box(doorX - (step * 0.3f), bottom - (step * 0.9f), doorX + (step * 0.3f), bottom),
            Thing.Skyscraper,
            Parts.Door | Parts.Wall,
            Ink.Of(0x2E2A28));
    }

    /// <summary>A lighthouse with bands.</summary>
    public void Lighthouse(float x, float y, float height)
    {
        float foot = height * 0.13f, head = height * 0.08f, top = y - (height * 0.82f);
        var band = _dice.Pick(Ink.Of(0xC8352B), Ink.Of(0x2C4E8A), Ink.Of(0x333333));
        var white = Ink.Of(0xF3F1EC);
        _canvas.Fill(
            Outline.Of((x - foot, y), (x - head, top), (x + head, top), (x + foot, y)), Thing.Tower, Parts.Wall, (px, py) =>
            ((int)MathF.Floor((y - py) / height * 6) % 2 == 0 ? white : band).Times(
                1.05f - (0.3f * (px - x + foot) / (2 * foot))));
        _canvas.Fill(
            new Box(x - (head * 0.75f), top - (height * 0.09f), x + (head * 0.75f), top),
            Thing.Tower,
            Parts.Lamp,
            _light.IsNight ? Ink.Shining(0xFFF2A8) : Ink.Of(0xF5E8B0));
        _canvas.Fill(
            Outline.Of((x - head, top - (height * 0.08f)), (x, top - (height * 0.18f)), (x + head, top - (height * 0.08f))),
            Thing.Tower,
            Parts.Roof,
            band);
    }

    /// <summary>A bridge over the whole picture.</summary>
    public void Bridge(float y, float thickness)
    {
        var stone = _dice.Like(_dice.Pick(Ink.Of(0x9B9186), Ink.Of(0x86705C), Ink.Of(0xA3543C), Ink.Of(0xB4B6B8)));
        int arches = _dice.Whole(2, 3);
        float span = 1f / arches, rise = thickness * 2.1f;
        _canvas.Fill(new Between(_ => y, x =>
        {
            float t = ((x / span) - MathF.Floor(x / span) - 0.5f) * 2.25f;
            return y + thickness + (rise * (MathF.Abs(t) >= 1 ? 1.6f : 1 - MathF.Sqrt(1 - (t * t))));
        }), Thing.Bridge, Parts.None, (px, py) => stone.Times(0.95f + (0.3f * (Noise.At(px * 40, py * 60, 5) - 0.5f))));
        _canvas.Fill(
            new Box(0, y - (thickness * 0.55f), 1, y - (thickness * 0.35f)), Thing.Bridge, Parts.Railing, stone.Times(0.7f));
        for (float x = 0.02f; x < 1; x += 0.06f)
        {
            _canvas.Fill(new Box(x, y - (thickness * 0.5f), x + 0.012f, y), Thing.Bridge, Parts.Railing, stone.Times(0.7f));
        }
    }

    /// <summary>A fence from one side to the other.</summary>
    public void Fence(float y, float height)
    {
        var wood = _dice.Like(_dice.Pick(Ink.Of(0x7A5A3A), Ink.Of(0xEDEAE2), Ink.Of(0x9A8C78)));
        for (int i = 0; i < 2; i++)
        {
            _canvas.Fill(
                new Box(0, y - (height * (0.85f - (0.4f * i))), 1, y - (height * (0.68f - (0.4f * i)))),
                Thing.Fence,
                Parts.Railing,
                wood);
        }

        for (float x = _dice.Between(0, 0.05f); x < 1; x += height * 1.3f)
        {
            _canvas.Fill(new Box(x, y - height, x + (height * 0.2f), y), Thing.Fence, Parts.None, wood.Times(0.9f));
        }
    }

    /// <summary>A crane of a harbour.</summary>
    public void Crane(float x, float y, float height, bool toLeft)
    {
        var steel = _dice.Like(_dice.Pick(Ink.Of(0xE0A81E), Ink.Of(0xC7472F), Ink.Of(0x3E6FA8)));
        float side = toLeft ? -1 : 1, w = height * 0.05f, top = y - height;
        foreach (float leg in (ReadOnlySpan<float>)[-0.16f, 0.16f])
        {
            _canvas.Fill(Outline.Stroke(
                [new(x + (leg * height), y), new(x + (leg * height * 0.35f), top)], w, w), Thing.Crane, Parts.None, steel);
        }

        _canvas.Fill(
            new Box(x - (height * 0.11f), y - (height * 0.5f), x + (height * 0.11f), y - (height * 0.44f)),
            Thing.Crane,
            Parts.None,
            steel.Times(0.85f));
        _canvas.Fill(Outline.Stroke([new(x - (side * height * 0.3f), top + (height * 0.04f)), new(
            x + (side * height * 0.65f), top - (height * 0.12f))], w * 1.4f, w), Thing.Crane, Parts.None, steel.Times(0.95f));
        float hook = x + (side * height * 0.55f);
        _canvas.Fill(
            new Box(hook - 0.004f, top - (height * 0.08f), hook + 0.004f, top + (height * 0.35f)),
            Thing.Crane,
            Parts.None,
            Ink.Of(0x333333));
    }

    /// <summary>A lamp on a pole.</summary>
    public void Streetlight(float x, float y, float height, bool toLeft)
    {
        var iron = Ink.Of(0x3A3D42);
        float side = toLeft ? -1 : 1, w = Math.Max(0.012f, height * 0.035f), arm = x + (side * height * 0.2f);
        _canvas.Fill(new Box(x - (w / 2), y - height, x + (w / 2), y), Thing.Streetlight, Parts.None, iron);
        _canvas.Fill(
            new Box(Math.Min(x, arm), y - height, Math.Max(x, arm), y - height + w), Thing.Streetlight, Parts.None, iron);
        _canvas.Fill(
            new Disc(arm, y - height + (w * 1.3f), height * 0.06f, height * 0.045f),
            Thing.Streetlight,
            Parts.Lamp,
            _light.IsNight ? Ink.Shining(0xFFE9A0) : Ink.Of(0xE9E4CF));
        if (_light.IsNight)
        {
            _canvas.Tint(new Disc(arm, y - height, height * 0.35f, height * 0.35f), (px, py, color) =>
                color.To(Ink.Shining(0xFFE9A0), 0.35f * MathF.Max(0, 1 - (Vector2.Distance(
                    new(px, py), new(arm, y - height)) / (height * 0.35f)))));
        }
    }

    private void Window(Thing thing, float left, float top, float right, float bottom, Vector4? color = null)
    {
        var glass = _light.IsNight && _dice.Chance(0.55)
            ? _dice.Pick(Ink.Shining(0xFFDF8A), Ink.Shining(0xFFC95E), Ink.Shining(0xF5EBC0))
            : _dice.Like(color ?? _dice.Pick(Ink.Of(0x3E5F80), Ink.Of(0x6F97B5), Ink.Of(0x2B3B4C)), 0.05f);
        _canvas.Fill(new Box(left, top, right, bottom), thing, Parts.Window | Parts.Wall, (px, py) => glass.Times(
            1.12f - (0.25f * (py - top) / (bottom - top))));
    }
}
