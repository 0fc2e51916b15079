using System.Numerics;

namespace CompExplain.Demo.Drawing;

/// <summary>Paints what grows: each stands with its foot at a place.</summary>
internal sealed class Plants(Easel easel)
{
    private readonly Canvas _canvas = easel.Canvas;
    private readonly Dice _dice = easel.Dice;
    private readonly Light _light = easel.Light;

    /// <summary>A tree with a round crown, green or in the colours of autumn.</summary>
    public void Broadleaf(float x, float y, float height, float distance = 0)
    {
        var bark = _light.Far(_dice.Like(Ink.Of(0x5B4029)), distance);
        var leaves = _dice.Chance(0.8)
            ? _dice.Like(_dice.Pick(Ink.Of(0x3F7D2E), Ink.Of(0x568F38), Ink.Of(0x2F6534), Ink.Of(0x759A3F)), 0.05f)
            : _dice.Like(_dice.Pick(Ink.Of(0xD07A2A), Ink.Of(0xC24B28), Ink.Of(0xD9B13B)), 0.05f);
        float width = height * 0.09f;
        _canvas.Fill(Outline.Of(
            (x - width, y),
            (x - (width * 0.6f), y - (height * 0.5f)),
            (x + (width * 0.6f), y - (height * 0.5f)),
            (x + width, y)), Thing.Broadleaf, Parts.Trunk,
            (px, _) => bark.Times(1.1f - (0.35f * ((px - x + width) / (2 * width)))));
        float cx = x, cy = y - (height * 0.66f), radius = height * 0.34f;
        for (int i = 0; i < 4; i++)
        {
            float dx = i == 3 ? 0 : (i - 1) * radius * 0.55f, dy = i == 1 ? -radius * 0.35f : i == 3 ? 0 : radius * 0.15f;
            int pattern = _dice.Pattern();
            _canvas.Fill(new Disc(
                cx + dx, cy + dy, radius * 0.7f, radius * 0.66f, 0.5f, pattern), Thing.Broadleaf, Parts.Crown, (px, py) =>
            {
                float light = 0.98f - (0.4f * ((py - cy) / radius)) - (0.18f * ((px - cx) / radius)) + (0.5f * (Noise.At(
                    px * 9 / height * 1.6f, py * 9 / height * 1.6f, pattern) - 0.5f));
                return _light.Far(leaves.Times(Math.Clamp(light, 0.5f, 1.45f)), distance);
            });
        }
    }

    /// <summary>A pine, with snow on it or not.</summary>
    public void Pine(float x, float y, float height, bool snowy, float distance = 0)
    {
        var bark = _light.Far(_dice.Like(Ink.Of(0x4E3724)), distance);
        var needles = _dice.Like(_dice.Pick(Ink.Of(0x24502F), Ink.Of(0x2F5E3A), Ink.Of(0x35583A)), 0.035f);
        var snow = Ink.Of(0xEFF4F8);
        int pattern = _dice.Pattern();
        float width = height * 0.05f;
        _canvas.Fill(new Box(x - width, y - (height * 0.2f), x + width, y), Thing.Pine, Parts.Trunk, bark);
        for (int i = 0; i < 3; i++)
        {
            float bottom = y - (height * (0.12f + (0.25f * i))), top = bottom - (height * (i == 2
                ? 0.38f
                : 0.4f)), half = height * (0.25f - (0.055f * i));
            _canvas.Fill(Outline.Of(
                (x - half, bottom),
                (x, top),
                (x + half, bottom),
                (x + (half * 0.4f), bottom - (height * 0.025f)),
                (x, bottom + (height * 0.01f)),
                (x - (half * 0.4f), bottom - (height * 0.025f))), Thing.Pine, Parts.Crown, (px, py) =>
            {
                float down = (py - top) / (bottom - top);
                bool white = snowy && Noise.At(px * 60, py * 60, pattern) > 0.25f + (0.5f * down);
                float light = 1.12f - (0.35f * down) - (0.5f * ((px - x) / half)) + (0.4f * (Noise.At(
                    px * 70, py * 70, pattern) - 0.5f));
                return _light.Far((white ? snow : needles).Times(Math.Clamp(white ? 1 : light, 0.5f, 1.4f)), distance);
            });
        }
    }

    /// <summary>A palm, leaning.</summary>
    public void Palm(float x, float y, float height)
    {
        var bark = _dice.Like(Ink.Of(0x8A6B45));
        var green = _dice.Like(_dice.Pick(Ink.Of(0x3C8A3A), Ink.Of(0x5C9A3C), Ink.Of(0x2E7450)));
        float lean = _dice.Between(-0.25f, 0.25f) * height;
        Vector2 foot = new(x, y), top = new(x + lean, y - height), knee = new(x + (lean * 0.25f), y - (height * 0.5f));
        _canvas.Fill(Outline.Stroke([foot, Vector2.Lerp(foot, knee, 0.6f), knee, Vector2.Lerp(
            knee, top, 0.5f), top], height * 0.1f, height * 0.055f), Thing.Palm, Parts.Trunk,
            (_, py) => bark.Times(MathF.Sin(py * 160) > 0.3f ? 0.82f : 1.02f));
        int fronds = _dice.Whole(6, 8);
        for (int i = 0; i < fronds; i++)
        {
            float angle = -2.95f + (i * 2.75f / (fronds - 1)) + _dice.Between(-0.12f, 0.12f), length = height * _dice.Between(
                0.38f, 0.52f);
            Vector2 direction = new(MathF.Cos(angle), MathF.Sin(angle) * 0.7f);
            var points = new Vector2[5];
            for (int k = 0; k < 5; k++)
            {
                float t = k / 4f;
                points[k] = top + (direction * length * t) + new Vector2(0, length * 0.55f * t * t);
            }

            float shade = _dice.Between(0.8f, 1.2f);
            _canvas.Fill(Outline.Stroke(points, height * 0.11f, height * 0.015f), Thing.Palm, Parts.Leaf, green.Times(shade));
        }
    }

    /// <summary>A cactus with arms.</summary>
    public void Cactus(float x, float y, float height)
    {
        var green = _dice.Like(_dice.Pick(Ink.Of(0x4B7F46), Ink.Of(0x5E8F52), Ink.Of(0x3E6E50)));
        float w = height * 0.1f;
        Vector4 Paint(float px, float py) => green.Times(1.05f + (0.18f * MathF.Sin(px * 3.2f / w)));
        void Arm(float side, float at, float reach, float up)
        {
            _canvas.Fill(
                new Box(Math.Min(x, x + (side * reach)), y - at - w, Math.Max(x, x + (side * reach)), y - at),
                Thing.Cactus,
                Parts.None,
                Paint);
            float ax = x + (side * reach);
            _canvas.Fill(new Box(ax - (w * 0.7f), y - at - up, ax + (w * 0.7f), y - at), Thing.Cactus, Parts.None, Paint);
            _canvas.Fill(new Disc(ax, y - at - up, w * 0.7f, w * 0.7f), Thing.Cactus, Parts.None, Paint);
        }

        _canvas.Fill(new Box(x - w, y - height + w, x + w, y), Thing.Cactus, Parts.None, Paint);
        _canvas.Fill(new Disc(x, y - height + w, w, w), Thing.Cactus, Parts.None, Paint);
        if (_dice.Chance(0.85))
        {
            Arm(-1, height * _dice.Between(0.3f, 0.5f), w * 2.6f, height * _dice.Between(0.2f, 0.35f));
        }

        if (_dice.Chance(0.75))
        {
            Arm(1, height * _dice.Between(0.25f, 0.5f), w * 2.6f, height * _dice.Between(0.2f, 0.35f));
        }
    }

    /// <summary>Flowers strewn over a field.</summary>
    public void Flowers(float top, int count)
    {
        var color = _dice.Pick(Ink.Of(0xE8453C), Ink.Of(0xF2D13B), Ink.Of(0xF3F0EA), Ink.Of(0xB76BD0), Ink.Of(0xF07FA8));
        for (int i = 0; i < count; i++)
        {
            float y = _dice.Between(top, 1), size = 0.008f + (0.02f * (y - top) / (1 - top));
            _canvas.Fill(new Disc(_dice.Between(0, 1), y, size, size * 0.8f), Thing.Flower, Parts.None, _dice.Like(color));
        }
    }

    /// <summary>A rock.</summary>
    public void Rock(float x, float y, float size)
    {
        var color = _dice.Like(_dice.Pick(Ink.Of(0x84807A), Ink.Of(0x6E6A68), Ink.Of(0x9A7E63)));
        int pattern = _dice.Pattern();
        _canvas.Fill(new Disc(x, y - (size * 0.35f), size, size * 0.6f, 0.6f, pattern), Thing.Rock, Parts.None, (px, py) =>
            color.Times(
                0.95f - (0.5f * (py - y + (size * 0.35f)) / size) + (0.4f * (Noise.At(px * 50, py * 50, pattern) - 0.5f))));
    }
}
