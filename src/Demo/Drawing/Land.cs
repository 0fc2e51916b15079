using System.Numerics;

namespace CompExplain.Demo.Drawing;

/// <summary>Paints what a picture begins with: sky, hills, ground, water.</summary>
internal sealed class Land(Easel easel)
{
    private readonly Canvas _canvas = easel.Canvas;
    private readonly Dice _dice = easel.Dice;
    private readonly Light _light = easel.Light;

    /// <summary>Sky all over, with what is in it above the horizon.</summary>
    public void Sky(float horizon)
    {
        var light = _light;
        _canvas.Fill(new Box(0, 0, 1, Math.Min(1, horizon + 0.15f)), Thing.Sky, Parts.None, (_, y) => light.SkyTop.To(
            light.SkyLow, Math.Clamp(MathF.Pow(y / horizon, 1.3f), 0, 1)));
        if (light.IsNight)
        {
            Night(horizon);
        }
        else if (_dice.Chance(0.4))
        {
            Sun(horizon);
        }

        for (int i = _dice.Whole(0, light.Clouds); i > 0; i--)
        {
            Cloud(horizon);
        }

        if (!light.IsNight && _dice.Chance(0.25))
        {
            for (int i = _dice.Whole(2, 5); i > 0; i--)
            {
                Bird(_dice.Between(0.05f, 0.95f), _dice.Between(0.05f, horizon * 0.7f), _dice.Between(0.02f, 0.04f));
            }
        }
    }

    /// <summary>Mountains that stand on the horizon.</summary>
    /// <param name="horizon">Where they stand.</param>
    /// <param name="height">How high they are at most.</param>
    /// <param name="color">Their colour.</param>
    /// <param name="distance">How much of the air is between.</param>
    /// <param name="snowLine">How much of the height lies below the snow; 1 for none.</param>
    public void Mountains(float horizon, float height, Vector4 color, float distance, float snowLine)
    {
        int pattern = _dice.Pattern();
        float phase = _dice.Between(0, 50), peaks = _dice.Between(2.2f, 4f);
        float Line(float x) => horizon - (height * (0.15f + (0.85f * MathF.Pow(Noise.Along(
            (x * peaks) + phase, pattern), 1.2f)))) - (0.012f * Noise.At(x * 22, 3, pattern));
        Vector4 Paint(float x, float y)
        {
            float slope = (Line(x + 0.03f) - Line(x - 0.03f)) * 4;
            float shade = Math.Clamp(0.95f + (0.22f * slope) + (0.25f * (Noise.Rough(
                x * 16, y * 12, pattern) - 0.5f)), 0.6f, 1.3f);
            return _light.Far(color.Times(shade), distance);
        }

        _canvas.Fill(new Ground(Line), Thing.Mountain, Parts.None, Paint);
        if (snowLine >= 1)
        {
            return;
        }

        var white = Ink.Of(0xF4F7FB);
        float Cap(float x) => Line(
            x) + Math.Max(0, (horizon - Line(x)) * (1 - snowLine)) + (0.03f * (Noise.At(x * 26, 9, pattern) - 0.5f));
        _canvas.Fill(
            new Between(Line, x => Math.Min(Cap(x), horizon - (height * snowLine * 0.6f))), Thing.Mountain, Parts.Peak, (x, y) =>
        {
            float slope = (Line(x + 0.03f) - Line(x - 0.03f)) * 5;
            return _light.Far(white.Times(Math.Clamp(0.93f + (0.2f * slope), 0.7f, 1.05f)), distance * 0.6f);
        });
    }

    /// <summary>Ground below a line, in one of its kinds.</summary>
    public void Ground(Func<float, float> line, Thing thing, Vector4 color, float grain = 0.16f, float scale = 24)
    {
        int pattern = _dice.Pattern();
        _canvas.Fill(new Ground(line), thing, Parts.None, (x, y) =>
        {
            float noise = Noise.Rough(x * scale, y * scale * 2.2f, pattern) - 0.5f;
            return color.Times(0.92f + (0.16f * (y - 0.6f)) + (2 * grain * noise));
        });
    }

    /// <summary>A line that goes gently up and down.</summary>
    public Func<float, float> Rolling(float level, float height, float waves)
    {
        int pattern = _dice.Pattern();
        float phase = _dice.Between(0, 50);
        return x => level + (height * (Noise.Along((x * waves) + phase, pattern) - 0.5f));
    }

    /// <summary>A colour that grass has.</summary>
    public Vector4 GrassColor() =>
        _dice.Like(_dice.Pick(Ink.Of(0x5E9B3C), Ink.Of(0x6FAE45), Ink.Of(0x4C7F35), Ink.Of(0x8C9A45), Ink.Of(0xA79B52)), 0.06f);

    /// <summary>A colour that water has under this sky.</summary>
    public Vector4 WaterColor(bool fresh)
    {
        var own = fresh
            ? _dice.Pick(
                Ink.Of(0x3E7FC4), Ink.Of(0x4F86B0), Ink.Of(0x3F8A72), Ink.Of(0x4E7F4A), Ink.Of(0x8A6B42), Ink.Of(0x7A6038))
            : _dice.Pick(
                Ink.Of(0x2A6FC0), Ink.Of(0x2F8FC4), Ink.Of(0x2E9A90), Ink.Of(0x31589A), Ink.Of(0x5B7F86), Ink.Of(0x3C8468));
        return _dice.Like(own, 0.05f).To(_light.SkyTop with { W = 0 }, 0.15f);
    }

    /// <summary>Water below a line, with ripples and the shine of the sky.</summary>
    public void Water<TShape>(TShape shape, Thing thing, Vector4 color, float horizon)
        where TShape : struct, IShape
    {
        int pattern = _dice.Pattern();
        float ripples = _dice.Between(0.08f, 0.3f), size = _dice.Between(0.8f, 1.6f);
        var sky = _light.SkyLow with { W = 0.3f };
        _canvas.Fill(shape, thing, Parts.None, (x, y) =>
        {
            float depth = Math.Clamp((y - horizon) / (1 - horizon), 0.01f, 1);
            float along = x * 5 / (0.25f + depth) * size, down = MathF.Log(depth + 0.05f) * 16 * size;
            float noise = Noise.At(along, down, pattern) - 0.5f;
            var water = color.Times(1 + (ripples * 2 * noise)).To(
                sky, (0.5f * MathF.Exp(-5 * depth)) + (noise > 0.3f ? 0.35f : 0));
            return water;
        });
    }

    /// <summary>A white edge where waves break.</summary>
    public void Surf(Func<float, float> line, Thing thing, float width)
    {
        int pattern = _dice.Pattern();
        var foam = Ink.Of(0xF2F6F5);
        _canvas.Fill(
            new Between(x => line(x) - (width * (0.35f + (0.65f * Noise.At(x * 9, 2, pattern)))), line),
            thing, Parts.Wave, (x, y) => foam.Times(0.9f + (0.14f * Noise.At(x * 40, y * 40, pattern))));
    }

    /// <summary>A stroke that is narrow afar and wide near by, and winds.</summary>
    public Outline Winding(float horizon, float farX, float nearX, float farWidth, float nearWidth, float bends, float swing)
    {
        Span<Vector2> points = stackalloc Vector2[24];
        float phase = _dice.Between(0, 6.28f);
        for (int i = 0; i < points.Length; i++)
        {
            float t = i / (points.Length - 1f), near = t * t;
            float x = float.Lerp(
                farX,
                nearX,
                near) + (swing * MathF.Sin(phase + (bends * MathF.Sqrt(t) * 6.28f)) * (0.15f + near) * (1.2f - near));
            points[i] = new(x, float.Lerp(horizon, 1.06f, near));
        }

        var corners = new Vector2[2 * points.Length];
        for (int i = 0; i < points.Length; i++)
        {
            float half = float.Lerp(farWidth, nearWidth, MathF.Pow(i / (points.Length - 1f), 2)) / 2;
            corners[i] = points[i] - new Vector2(half, 0);
            corners[^(i + 1)] = points[i] + new Vector2(half, 0);
        }

        return new(corners);
    }

    private void Sun(float horizon)
    {
        float x = _dice.Between(0.1f, 0.9f), y = _dice.Between(0.08f, horizon * 0.75f), radius = _dice.Between(0.035f, 0.06f);
        var glow = Ink.Shining(0xFFF3C4);
        _canvas.Tint(new Disc(x, y, radius * 4, radius * 4), Thing.Sky, (px, py, color) =>
            color.To(glow, 0.55f * MathF.Max(0, 1 - (Vector2.Distance(new(px, py), new(x, y)) / (radius * 4)))));
        _canvas.Fill(new Disc(x, y, radius, radius), Thing.Sun, Parts.None, _dice.Pick(
            Ink.Shining(0xFFF7D0), Ink.Shining(0xFFE27A), Ink.Shining(0xFFD24D)));
    }

    private void Night(float horizon)
    {
        for (int i = _dice.Whole(15, 45); i > 0; i--)
        {
            float x = _dice.Between(0, 1), y = _dice.Between(0, horizon), size = _dice.Between(0.002f, 0.005f);
            _canvas.Fill(new Disc(x, y, size, size), Thing.Sky, Parts.None, Ink.Shining(0xF2F0DC));
        }

        if (!_dice.Chance(0.6))
        {
            return;
        }

        float mx = _dice.Between(0.15f, 0.85f), my = _dice.Between(0.08f, horizon * 0.5f), radius = _dice.Between(0.035f, 0.055f);
        _canvas.Fill(new Disc(mx, my, radius, radius), Thing.Moon, Parts.None, Ink.Shining(0xF3EFD9));
        if (_dice.Chance(0.5))
        {
            _canvas.Fill(new Disc(
                mx + (radius * 0.5f), my - (radius * 0.2f), radius * 0.9f, radius * 0.9f), Thing.Sky, Parts.None, _light.SkyTop);
        }
    }

    private void Cloud(float horizon)
    {
        float x = _dice.Between(0, 1), y = _dice.Between(0.04f, horizon * 0.7f), width = _dice.Between(0.09f, 0.2f);
        var top = _dice.Like(_light.Cloud, 0.03f);
        for (int i = 0; i < 4; i++)
        {
            float size = _dice.Between(0.35f, 0.6f) * width, cx = x + ((i - 1.5f) * width * 0.5f), cy = y - _dice.Between(
                0, 0.35f * size);
            _canvas.Fill(new Disc(cx, cy, size, size * 0.55f, 0.5f, _dice.Pattern()), Thing.Cloud, Parts.None, (_, py) =>
                top.Times(1 - (0.16f * Math.Clamp((py - y + (width * 0.2f)) / (width * 0.5f), 0, 1))));
        }
    }

    private void Bird(float x, float y, float size)
    {
        var dark = Ink.Of(0x2A2A30);
        float lift = size * _dice.Between(0.25f, 0.6f);
        _canvas.Fill(
            Outline.Stroke([new(x - size, y - lift), new(x - (size * 0.4f), y - (lift * 0.9f)), new(x, y), new(
                x + (size * 0.4f), y - (lift * 0.9f)), new(x + size, y - lift)], size * 0.3f, size * 0.3f),
            Thing.Bird,
            Parts.None,
            dark);
    }
}
