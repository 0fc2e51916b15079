using System.Numerics;

namespace CompExplain.Demo.Drawing;

/// <summary>Paints what moves: people, animals, boats, vehicles.</summary>
internal sealed class Figures(Easel easel)
{
    private readonly Canvas _canvas = easel.Canvas;
    private readonly Dice _dice = easel.Dice;
    private readonly Light _light = easel.Light;

    /// <summary>A person who stands.</summary>
    public void Person(float x, float y, float height)
    {
        var skin = _dice.Like(_dice.Pick(Ink.Of(0xE9C0A0), Ink.Of(0xC68E66), Ink.Of(0x8A5A3C), Ink.Of(0x5A3B28)), 0.03f);
        var shirt = _dice.Pick(Ink.Of(0xC8322E), Ink.Of(0x2F5FB0), Ink.Of(0xE8C23A), Ink.Of(0xF0EEE8), Ink.Of(0x3C8A50), Ink.Of(
            0xD86B9A), Ink.Of(0x6A4A9A), Ink.Of(0xE27B2A));
        var trousers = _dice.Pick(Ink.Of(0x2B2F3C), Ink.Of(0x3E5378), Ink.Of(0x6B5B48), Ink.Of(0x1E1E22), Ink.Of(0x9A958C));
        float w = height * 0.13f;
        _canvas.Fill(
            Outline.Of(
                (x - (w * 0.95f), y),
                (x - (w * 0.75f), y - (height * 0.46f)),
                (x - (w * 0.05f), y - (height * 0.46f)),
                (x - (w * 0.25f), y)),
            Thing.Person,
            Parts.Leg,
            trousers);
        _canvas.Fill(
            Outline.Of(
                (x + (w * 0.25f), y),
                (x + (w * 0.05f), y - (height * 0.46f)),
                (x + (w * 0.75f), y - (height * 0.46f)),
                (x + (w * 0.95f), y)),
            Thing.Person,
            Parts.Leg,
            trousers.Times(0.85f));
        _canvas.Fill(
            Outline.Of(
                (x - (w * 0.85f), y - (height * 0.42f)),
                (x - (w * 1.15f), y - (height * 0.74f)),
                (x - (w * 0.5f), y - (height * 0.8f)),
                (x + (w * 0.5f), y - (height * 0.8f)),
                (x + (w * 1.15f), y - (height * 0.74f)),
                (x + (w * 0.85f), y - (height * 0.42f))),
            Thing.Person,
            Parts.Torso,
            (px, _) => shirt.Times(1.06f - (0.2f * (px - x + w) / (2 * w))));
        _canvas.Fill(new Disc(x, y - (height * 0.89f), w * 0.72f, height * 0.105f), Thing.Person, Parts.Head, skin);
        _canvas.Fill(new Disc(x, y - (height * 0.945f), w * 0.7f, height * 0.06f), Thing.Person, Parts.Head, _dice.Pick(
            Ink.Of(0x2A1D14), Ink.Of(0x5A3A20), Ink.Of(0xC9A25A), Ink.Of(0x8A8580)));
    }

    /// <summary>A parasol stuck in the ground.</summary>
    public void Umbrella(float x, float y, float height)
    {
        var color = _dice.Pick(
            Ink.Of(0xD8392F), Ink.Of(0x2F6FC0), Ink.Of(0xF0B52E), Ink.Of(0x3A9A6A), Ink.Of(0xE06A9A), Ink.Of(0x8A4FB0));
        var white = _dice.Chance(0.7) ? Ink.Of(0xF6F3EA) : color.Times(0.8f);
        float radius = height * 0.55f, top = y - height;
        _canvas.Fill(new Box(x - (height * 0.025f), top, x + (height * 0.025f), y), Thing.Umbrella, Parts.None, Ink.Of(0xD8D2C4));
        var points = new Vector2[14];
        for (int i = 0; i < points.Length; i++)
        {
            float angle = MathF.PI * (1 + (i / 13f));
            points[i] = new(x + (radius * MathF.Cos(angle)), top + (height * 0.42f) + (height * 0.42f * MathF.Sin(angle)));
        }

        _canvas.Fill(new Outline(points), Thing.Umbrella, Parts.None, (px, py) =>
            ((int)MathF.Floor(((px - x) / (radius * (0.25f + ((py - top) / height)))) * 3.2f + 20) % 2 == 0 ? color : white)
                .Times(1.05f - (0.15f * (px - x) / radius)));
    }

    /// <summary>A boat with sails.</summary>
    public void Sailboat(float x, float y, float height)
    {
        var hull = _dice.Pick(Ink.Of(0xF2F0EA), Ink.Of(0x8A4A2C), Ink.Of(0xB23A32), Ink.Of(0x2C4F86), Ink.Of(0x2E2E34));
        var sail = _dice.Pick(Ink.Of(0xFAF8F2), Ink.Of(0xFAF8F2), Ink.Of(0xE9B7A0), Ink.Of(0xD9463A), Ink.Of(0xF0C84A));
        float w = height * 0.36f, deck = y - (height * 0.13f), side = _dice.Pick(-1f, 1f);
        _canvas.Fill(new Box(x - (height * 0.015f), y - height, x + (height * 0.015f), deck), Thing.Sailboat, Parts.Mast, Ink.Of(
            0x5A4632));
        _canvas.Fill(Outline.Of(
            (x + (side * height * 0.02f), y - (height * 0.97f)),
            (x + (side * w * 0.95f), deck - (height * 0.07f)),
            (x + (side * height * 0.02f), deck - (height * 0.05f))), Thing.Sailboat, Parts.Sail,
            (px, _) => sail.Times(1.03f - (0.16f * MathF.Abs(px - x) / w)));
        _canvas.Fill(
            Outline.Of(
                (x - (side * height * 0.03f), y - (height * 0.88f)),
                (x - (side * w * 0.7f), deck - (height * 0.05f)),
                (x - (side * height * 0.03f), deck - (height * 0.05f))),
            Thing.Sailboat,
            Parts.Sail,
            sail.Times(0.92f));
        _canvas.Fill(
            Outline.Of((x - (w * 1.05f), deck), (x + (w * 1.05f), deck), (x + (w * 0.75f), y), (x - (w * 0.75f), y)),
            Thing.Sailboat,
            Parts.Hull,
            (_, py) => hull.Times(1.1f - (0.35f * (py - deck) / (y - deck))));
        Mirror(x, y, w, height * 0.35f);
    }

    /// <summary>A ship with a deckhouse.</summary>
    public void Ship(float x, float y, float width)
    {
        var hull = _dice.Like(
            _dice.Pick(Ink.Of(0x9A2E28), Ink.Of(0x25344E), Ink.Of(0x2B2B2E), Ink.Of(0x2F6B4A), Ink.Of(0xE9E6DE)));
        float half = width / 2, height = width * 0.17f, deck = y - height, side = _dice.Pick(-1f, 1f);
        float house = x - (side * half * 0.45f);
        _canvas.Fill(
            new Box(house - (width * 0.15f), deck - (width * 0.2f), house + (width * 0.15f), deck),
            Thing.Ship,
            Parts.Wall,
            Ink.Of(0xF1EFE8));
        for (int i = 0; i < 3; i++)
        {
            float wx = house - (width * 0.115f) + (i * width * 0.085f);
            var glass = _light.IsNight ? Ink.Shining(0xFFDF8A) : Ink.Of(0x34506B);
            _canvas.Fill(
                new Box(wx, deck - (width * 0.16f), wx + (width * 0.055f), deck - (width * 0.1f)),
                Thing.Ship,
                Parts.Window | Parts.Wall,
                glass);
        }

        _canvas.Fill(
            new Box(house - (width * 0.05f), deck - (width * 0.31f), house + (width * 0.05f), deck - (width * 0.2f)),
            Thing.Ship,
            Parts.Chimney,
            _dice.Pick(Ink.Of(0xC8402F), Ink.Of(0xE0A83A), Ink.Of(0x30435E)));
        for (int i = 0; i < 3 && width > 0.28f; i++)
        {
            float bx = x + (side * width * (0.02f + (0.12f * i)));
            _canvas.Fill(
                new Box(bx - (width * 0.055f), deck - (width * 0.08f), bx + (width * 0.055f), deck),
                Thing.Ship,
                Parts.None,
                _dice.Pick(Ink.Of(0xB5482F), Ink.Of(0x3F6FA0), Ink.Of(0xD0A23A), Ink.Of(0x4E7F57)));
        }

        _canvas.Fill(Outline.Of(
            (x - (side * half), deck),
            (x + (side * half * 1.12f), deck - (height * 0.25f)),
            (x + (side * half * 0.85f), y),
            (x - (side * half * 0.92f), y)), Thing.Ship, Parts.Hull, (_, py) =>
            hull.Times(py > y - (height * 0.28f) ? 0.6f : 1.05f));
        Mirror(x, y, half, width * 0.16f);
    }

    /// <summary>A car seen from its side.</summary>
    public void Car(float x, float y, float width)
    {
        var paint = _dice.Like(_dice.Pick(Ink.Of(0xC62F2B), Ink.Of(0x2D5FAE), Ink.Of(0xE8E6E1), Ink.Of(0x2A2B30), Ink.Of(
            0xE7B52D), Ink.Of(0x8C9298), Ink.Of(0x3C7A4E)), 0.03f);
        float half = width / 2, radius = width * 0.115f;
        float bottom = y - (radius * 0.6f), waist = bottom - (width * 0.19f), top = waist - (width * 0.17f);
        Shadow(x, y, half);
        _canvas.Fill(
            Outline.Of(
                (x - (half * 0.62f), waist), (x - (half * 0.36f), top), (x + (half * 0.3f), top), (x + (half * 0.62f), waist)),
            Thing.Car,
            Parts.None,
            paint);
        var glass = _light.IsNight ? Ink.Of(0x20262E) : _dice.Pick(Ink.Of(0x9DC0D6), Ink.Of(0x5B7488));
        _canvas.Fill(
            Outline.Of(
                (x - (half * 0.5f), waist),
                (x - (half * 0.3f), top + (width * 0.03f)),
                (x - (half * 0.05f), top + (width * 0.03f)),
                (x - (half * 0.05f), waist)),
            Thing.Car,
            Parts.Window,
            glass);
        _canvas.Fill(
            Outline.Of(
                (x + (half * 0.04f), waist),
                (x + (half * 0.04f), top + (width * 0.03f)),
                (x + (half * 0.26f), top + (width * 0.03f)),
                (x + (half * 0.5f), waist)),
            Thing.Car,
            Parts.Window,
            glass);
        _canvas.Fill(Outline.Of(
            (x - half, bottom),
            (x - (half * 0.97f), waist + (width * 0.03f)),
            (x - (half * 0.6f), waist - (width * 0.01f)),
            (x + (half * 0.65f), waist - (width * 0.01f)),
            (x + half, waist + (width * 0.06f)),
            (x + half, bottom)), Thing.Car, Parts.None,
            (_, py) => paint.Times(1.1f - (0.3f * (py - waist) / (bottom - waist))));
        _canvas.Fill(
            new Disc(x + (half * 0.93f), waist + (width * 0.08f), width * 0.03f, width * 0.03f),
            Thing.Car,
            Parts.Lamp,
            _light.IsNight ? Ink.Shining(0xFFF3C0) : Ink.Of(0xF3EBC8));
        Wheel(Thing.Car, x - (half * 0.58f), y - radius, radius);
        Wheel(Thing.Car, x + (half * 0.58f), y - radius, radius);
    }

    /// <summary>A bus seen from its side.</summary>
    public void Bus(float x, float y, float width)
    {
        var paint = _dice.Like(
            _dice.Pick(Ink.Of(0xD4362C), Ink.Of(0xE9B62F), Ink.Of(0x3A6FB5), Ink.Of(0x4C9A5E), Ink.Of(0xF0EEE8)), 0.03f);
        float half = width / 2, radius = width * 0.075f, bottom = y - (radius * 0.7f), top = bottom - (width * 0.42f);
        Shadow(x, y, half);
        _canvas.Fill(new Box(x - half, top, x + half, bottom), Thing.Bus, Parts.None, (_, py) => paint.Times(
            1.08f - (0.25f * (py - top) / (bottom - top))));
        for (int i = 0; i < 5; i++)
        {
            float left = x - half + (width * (0.05f + (0.185f * i)));
            var glass = _light.IsNight ? Ink.Shining(0xF6E2A0) : Ink.Of(0x51708A);
            _canvas.Fill(new Box(
                left, top + (width * 0.06f), left + (width * 0.14f), top + (width * 0.2f)), Thing.Bus, Parts.Window, glass);
        }

        Wheel(Thing.Bus, x - (half * 0.6f), y - radius, radius);
        Wheel(Thing.Bus, x + (half * 0.6f), y - radius, radius);
    }

    /// <summary>A cow that stands on grass.</summary>
    public void Cow(float x, float y, float width)
    {
        var hide = _dice.Pick(Ink.Of(0xF0ECE4), Ink.Of(0x8A5A34), Ink.Of(0xF0ECE4));
        var patch = _dice.Pick(Ink.Of(0x26221F), Ink.Of(0x6E4526));
        int pattern = _dice.Pattern();
        float side = _dice.Pick(-1f, 1f), height = width * 0.6f;
        foreach (float leg in (ReadOnlySpan<float>)[-0.34f, -0.2f, 0.2f, 0.34f])
        {
            _canvas.Fill(
                new Box(x + (leg * width) - (width * 0.035f), y - (height * 0.5f), x + (leg * width) + (width * 0.035f), y),
                Thing.Cow,
                Parts.Leg,
                hide.Times(0.8f));
        }

        Vector4 Paint(
            float px,
            float py) => (Noise.At((px - x) * 5 / width, (py - y) * 5 / width, pattern) > 0.55f
                ? patch
                : hide).Times(1.02f - (0.3f * (py - y + height) / height));
        _canvas.Fill(new Disc(x, y - (height * 0.62f), width * 0.43f, height * 0.3f), Thing.Cow, Parts.Torso, Paint);
        _canvas.Fill(
            new Disc(x + (side * width * 0.47f), y - (height * 0.78f), width * 0.13f, height * 0.15f),
            Thing.Cow,
            Parts.Head,
            hide.Times(0.92f));
    }

    /// <summary>A sheep that stands on grass.</summary>
    public void Sheep(float x, float y, float width)
    {
        float side = _dice.Pick(-1f, 1f), height = width * 0.7f;
        var wool = _dice.Like(Ink.Of(0xEDE9DD), 0.03f);
        foreach (float leg in (ReadOnlySpan<float>)[-0.22f, 0.22f])
        {
            _canvas.Fill(
                new Box(x + (leg * width) - (width * 0.04f), y - (height * 0.4f), x + (leg * width) + (width * 0.04f), y),
                Thing.Sheep,
                Parts.Leg,
                Ink.Of(0x2B2826));
        }

        _canvas.Fill(
            new Disc(x, y - (height * 0.6f), width * 0.42f, height * 0.36f, 0.4f, _dice.Pattern()),
            Thing.Sheep,
            Parts.Torso,
            (_, py) => wool.Times(1.02f - (0.25f * (py - y + height) / height)));
        _canvas.Fill(
            new Disc(x + (side * width * 0.42f), y - (height * 0.72f), width * 0.14f, height * 0.16f),
            Thing.Sheep,
            Parts.Head,
            Ink.Of(0x2F2B29));
    }

    /// <summary>A bale of hay.</summary>
    public void Hay(float x, float y, float width)
    {
        var straw = _dice.Like(_dice.Pick(Ink.Of(0xD9B552), Ink.Of(0xC79F48)));
        float radius = width / 2;
        _canvas.Fill(new Disc(x, y - radius, radius, radius), Thing.Hay, Parts.None, (px, py) =>
            straw.Times(0.95f + (0.13f * MathF.Sin(Vector2.Distance(
                new(px, py), new(x, y - radius)) * 22 / radius)) - (0.2f * (py - y + radius) / width)));
    }

    private void Wheel(Thing thing, float x, float y, float radius)
    {
        _canvas.Fill(new Disc(x, y, radius, radius), thing, Parts.Wheel, Ink.Of(0x1E1F22));
        _canvas.Fill(new Disc(x, y, radius * 0.5f, radius * 0.5f), thing, Parts.Wheel, Ink.Of(0xA9ADB2));
    }

    private void Shadow(float x, float y, float half) =>
        _canvas.Tint(new Disc(x, y, half * 1.08f, half * 0.14f), (_, _, color) => color.Times(0.6f));

    // What floats is seen in the water below it.
    private void Mirror(float x, float y, float half, float depth) =>
        _canvas.Tint(new Box(x - half, y, x + half, y + depth), (px, py, color) =>
        color.Times(
            1 - (0.3f * (1 - ((py - y) / depth)) * (MathF.Sin(py * 240) > -0.2f
                ? 1
                : 0.3f) * (MathF.Abs(px - x) < half * 0.8f
                ? 1
                : 0.4f))));
}
