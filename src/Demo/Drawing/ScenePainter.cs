using System.Numerics;

namespace CompExplain.Demo.Drawing;

/// <summary>Paints a picture of each scene: what is far first, what is near last.</summary>
internal sealed class ScenePainter
{
    private readonly Canvas _canvas;
    private readonly Dice _dice;
    private readonly Light _light;
    private readonly Land _land;
    private readonly Plants _plants;
    private readonly Structures _structures;
    private readonly Figures _figures;

    public ScenePainter(Easel easel)
    {
        (_canvas, _dice, _light) = easel;
        (_land, _plants, _structures, _figures) = (new(easel), new(easel), new(easel), new(easel));
    }

    /// <summary>Paints.</summary>
    /// <param name="scene">The scene's number in <see cref="DemoWorld.Scenes"/>.</param>
    public void Paint(int scene)
    {
        Action paint = DemoWorld.Scenes[scene] switch
        {
            "beach" => Beach,
            "harbour" => Harbour,
            "river valley" => RiverValley,
            "lakeside" => Lakeside,
            "forest" => Forest,
            "desert" => Desert,
            "street" => Street,
            "village" => Village,
            "farm" => Farm,
            _ => SnowyMountains,
        };
        paint();
    }

    private void Beach()
    {
        float horizon = _dice.Between(0.34f, 0.46f), shore = horizon + _dice.Between(0.16f, 0.3f);
        _land.Sky(horizon);
        if (_dice.Chance(0.3))
        {
            _land.Mountains(horizon, _dice.Between(0.06f, 0.16f), MountainColor(), 0.5f, 1);
        }

        _land.Water(new Ground(_ => horizon), Thing.Sea, _land.WaterColor(fresh: false), horizon);
        for (int i = _dice.Whole(0, 2); i > 0; i--)
        {
            Afloat(horizon + 0.02f, shore - 0.06f, horizon);
        }

        var line = _land.Rolling(shore, _dice.Between(0.02f, 0.12f), 1.6f);
        float width = _dice.Between(0.02f, 0.05f);
        _land.Surf(line, Thing.Sea, width);
        _land.Ground(line, Thing.Sand, SandColor());
        _canvas.Tint(new Between(line, x => line(x) + 0.035f), Thing.Sand, (_, _, color) => color.Times(0.82f));
        if (_dice.Chance(0.15))
        {
            _plants.Rock(_dice.Between(0.1f, 0.9f), shore + _dice.Between(0.06f, 0.2f), _dice.Between(0.04f, 0.09f));
        }

        foreach (float y in Depths(_dice.Whole(0, 3), shore + 0.14f, 0.95f))
        {
            float x = _dice.Between(0.1f, 0.9f), size = 0.5f + y - shore;
            if (_dice.Chance(0.45))
            {
                _figures.Umbrella(x, y, 0.36f * size);
            }
            else
            {
                _figures.Person(x, y, 0.36f * size);
            }
        }

        if (_dice.Chance(0.6))
        {
            Palms(shore);
        }
    }

    private void Harbour()
    {
        float horizon = _dice.Between(0.38f, 0.5f), quay = _dice.Between(0.78f, 0.88f);
        _land.Sky(horizon);
        if (_dice.Chance(0.5))
        {
            _land.Mountains(horizon, _dice.Between(0.06f, 0.14f), MountainColor(), 0.45f, 1);
        }

        if (_dice.Chance(0.55))
        {
            for (float x = _dice.Between(-0.05f, 0.3f); x < 1 && _dice.Chance(0.85); x += _dice.Between(0.14f, 0.22f))
            {
                _structures.House(x, horizon + 0.012f, _dice.Between(0.1f, 0.16f));
            }
        }

        _land.Water(new Ground(_ => horizon), Thing.Sea, _land.WaterColor(fresh: false), horizon);
        if (_dice.Chance(0.4))
        {
            _structures.Lighthouse(_dice.Between(0.08f, 0.92f), horizon + 0.02f, _dice.Between(0.22f, 0.34f));
        }

        if (_dice.Chance(0.5))
        {
            _structures.Crane(_dice.Between(0.15f, 0.85f), horizon + 0.015f, _dice.Between(0.3f, 0.42f), _dice.Chance(0.5));
        }

        foreach (float y in Depths(_dice.Whole(2, 4), horizon + 0.06f, quay - 0.02f))
        {
            Afloat(y, y, horizon);
        }

        var planks = _dice.Like(_dice.Pick(Ink.Of(0x8A8278), Ink.Of(0x7E6248), Ink.Of(0xA39C92)));
        int pattern = _dice.Pattern();
        _canvas.Fill(
            new Ground(_ => quay),
            Thing.Pier,
            Parts.None,
            (x, y) => planks.Times(
                (y < quay + 0.03f
                    ? 0.7f
                    : 1) * (MathF.Sin(x * 42 / (0.4f + y)) > 0.93f
                    ? 0.8f
                    : 1) * (0.93f + (0.14f * Noise.At(x * 30, y * 30, pattern)))));
        for (float x = _dice.Between(0.05f, 0.2f); x < 1; x += _dice.Between(0.25f, 0.4f))
        {
            _canvas.Fill(new Box(x - 0.018f, quay - 0.045f, x + 0.018f, quay + 0.02f), Thing.Pier, Parts.None, Ink.Of(0x3B3A3C));
        }

        for (int i = _dice.Whole(0, 2); i > 0; i--)
        {
            _figures.Person(_dice.Between(0.1f, 0.9f), _dice.Between(quay + 0.05f, 0.98f), _dice.Between(0.2f, 0.27f));
        }

        if (_dice.Chance(0.3))
        {
            _structures.Streetlight(_dice.Between(0.1f, 0.9f), quay + 0.05f, 0.42f, _dice.Chance(0.5));
        }
    }

    private void RiverValley()
    {
        float horizon = _dice.Between(0.36f, 0.46f), middle = _dice.Between(0.35f, 0.65f);
        _land.Sky(horizon);
        _land.Mountains(horizon + 0.02f, _dice.Between(0.16f, 0.3f), MountainColor(), 0.35f, _dice.Pick(1f, 0.6f, 1f));
        var grass = _land.GrassColor();
        _land.Ground(_land.Rolling(horizon, 0.03f, 2), Thing.Grass, grass);
        for (int i = _dice.Whole(3, 7); i > 0; i--)
        {
            SmallTree(_dice.Between(0, 1), horizon + 0.03f, _dice.Between(0.07f, 0.12f), 0.25f);
        }

        float width = _dice.Between(0.4f, 0.8f);
        var river = _land.Winding(horizon + 0.015f, middle, _dice.Between(0.3f, 0.7f), 0.015f, width, _dice.Between(
            0.5f, 0.9f), _dice.Between(0.1f, 0.2f));
        var bank = grass.Times(0.7f).To(Ink.Of(0x7A6242), 0.5f);
        _canvas.Tint(river, Thing.Grass, (_, _, _) => bank);
        _land.Water(river, Thing.River, _land.WaterColor(fresh: true), horizon);
        if (_dice.Chance(0.35))
        {
            _structures.Bridge(_dice.Between(horizon + 0.08f, 0.68f), _dice.Between(0.035f, 0.06f));
        }

        for (int i = _dice.Whole(0, 2); i > 0; i--)
        {
            _plants.Rock(_dice.Between(0.2f, 0.8f), _dice.Between(0.65f, 0.95f), _dice.Between(0.03f, 0.07f));
        }

        if (_dice.Chance(0.2))
        {
            _plants.Flowers(0.6f, 14);
        }

        foreach (float y in Depths(_dice.Whole(1, 4), horizon + 0.12f, 1))
        {
            SmallTree(_dice.Chance(0.5) ? _dice.Between(0, 0.22f) : _dice.Between(
                0.78f, 1), y, (0.14f + (0.5f * (y - horizon))) * _dice.Between(0.8f, 1.2f), 0);
        }
    }

    private void Lakeside()
    {
        float horizon = _dice.Between(0.4f, 0.5f), shore = _dice.Between(0.8f, 0.92f);
        _land.Sky(horizon);
        _land.Mountains(horizon, _dice.Between(0.12f, 0.28f), MountainColor(), 0.4f, _dice.Pick(1f, 0.55f));
        for (float x = 0; x < 1; x += _dice.Between(0.035f, 0.09f))
        {
            _plants.Pine(x, horizon + 0.012f, _dice.Between(0.07f, 0.13f), false, 0.2f);
        }

        var water = _land.WaterColor(fresh: true);
        _land.Water(new Ground(_ => horizon), Thing.Lake, water, horizon);
        _canvas.Tint(new Between(_ => horizon, _ => horizon + 0.1f), Thing.Lake, (_, y, color) => color.To(
            Ink.Of(0x24402F), 0.5f * (1 - ((y - horizon) / 0.1f))));
        if (_dice.Chance(0.45))
        {
            Afloat(horizon + 0.1f, shore - 0.1f, horizon);
        }

        _land.Ground(_land.Rolling(shore, 0.12f, 1.5f), Thing.Grass, _land.GrassColor());
        if (_dice.Chance(0.4))
        {
            _plants.Rock(_dice.Between(0.1f, 0.9f), shore + 0.05f, _dice.Between(0.05f, 0.1f));
        }

        if (_dice.Chance(0.2))
        {
            _structures.House(_dice.Between(0.2f, 0.8f), shore + 0.04f, _dice.Between(0.2f, 0.28f), Ink.Of(0x7A5230));
        }

        for (int i = _dice.Whole(0, 2); i > 0; i--)
        {
            SmallTree(_dice.Chance(0.5) ? _dice.Between(0, 0.25f) : _dice.Between(0.75f, 1), shore + 0.08f, _dice.Between(
                0.35f, 0.6f), 0);
        }

        if (_dice.Chance(0.2))
        {
            _figures.Person(_dice.Between(0.2f, 0.8f), 0.97f, _dice.Between(0.2f, 0.28f));
        }
    }

    private void Forest()
    {
        float horizon = _dice.Between(0.5f, 0.62f);
        _land.Sky(horizon);
        int pattern = _dice.Pattern();
        bool pines = _dice.Chance(0.4);
        for (float x = -0.02f; x < 1.02f; x += _dice.Between(0.035f, 0.07f))
        {
            Tree(x, horizon + 0.02f, _dice.Between(0.22f, 0.42f), 0.28f);
        }

        _land.Ground(_land.Rolling(horizon, 0.03f, 2), Thing.Grass, _dice.Pick(
            _land.GrassColor().Times(0.8f), _dice.Like(Ink.Of(0x6A5A35))), 0.22f);
        if (_dice.Chance(0.35))
        {
            var earth = _dice.Like(Ink.Of(0x8A6B48));
            _canvas.Fill(_land.Winding(horizon + 0.01f, _dice.Between(0.3f, 0.7f), _dice.Between(
                0.3f, 0.7f), 0.02f, _dice.Between(0.25f, 0.45f), 0.5f, 0.1f), Thing.Road, Parts.None,
                (x, y) => earth.Times(0.9f + (0.2f * Noise.Rough(x * 20, y * 30, pattern))));
        }

        if (_dice.Chance(0.3))
        {
            _plants.Flowers(horizon + 0.1f, 12);
        }

        if (_dice.Chance(0.15))
        {
            _figures.Person(_dice.Between(0.3f, 0.7f), _dice.Between(horizon + 0.12f, 0.9f), 0.2f);
        }

        foreach (float y in Depths(_dice.Whole(6, 11), horizon + 0.03f, 1.08f))
        {
            Tree(_dice.Between(-0.02f, 1.02f), y, (0.45f + (0.9f * (y - horizon))) * _dice.Between(
                0.8f, 1.2f), Math.Max(0, 0.2f - (y - horizon)));
        }

        void Tree(float x, float y, float height, float distance)
        {
            if (pines != _dice.Chance(0.12))
            {
                _plants.Pine(x, y, height, false, distance);
            }
            else
            {
                _plants.Broadleaf(x, y, height, distance);
            }
        }
    }

    private void Desert()
    {
        float horizon = _dice.Between(0.4f, 0.52f);
        _land.Sky(horizon);
        if (_dice.Chance(0.5))
        {
            _land.Mountains(horizon + 0.02f, _dice.Between(0.08f, 0.2f), _dice.Like(
                _dice.Pick(Ink.Of(0xA0654A), Ink.Of(0x8C6A5A), Ink.Of(0xB98A5E))), 0.35f, 1);
        }

        var sand = SandColor();
        for (int i = 0, dunes = _dice.Whole(2, 4); i < dunes; i++)
        {
            var line = _land.Rolling(horizon + (i * 0.5f / dunes), 0.13f, _dice.Between(1.2f, 2.4f));
            var own = _dice.Like(sand, 0.04f);
            int pattern = _dice.Pattern();
            _canvas.Fill(new Ground(line), Thing.Sand, Parts.None, (x, y) =>
            {
                float slope = (line(x + 0.04f) - line(x - 0.04f)) * 1.6f, ripple = 0.045f * MathF.Sin((y - line(
                    x)) * 150 / (0.3f + y)) * Noise.At(x * 5, y * 5, pattern);
                return _light.Far(
                    own.Times(0.95f + slope + ripple + (0.12f * (Noise.At(x * 60, y * 60, pattern) - 0.5f))), 0.18f * (1 - y));
            });
        }

        foreach (float y in Depths(_dice.Whole(1, 4), horizon + 0.1f, 0.97f))
        {
            float x = _dice.Between(0.06f, 0.94f), size = 0.35f + (0.9f * (y - horizon));
            if (_dice.Chance(0.65))
            {
                _plants.Cactus(x, y, size * _dice.Between(0.45f, 0.7f));
            }
            else
            {
                _plants.Rock(x, y, size * _dice.Between(0.09f, 0.16f));
            }
        }

        if (_dice.Chance(0.2))
        {
            _figures.Person(_dice.Between(0.2f, 0.8f), _dice.Between(0.8f, 0.95f), 0.22f);
        }

        if (_dice.Chance(0.12))
        {
            _plants.Palm(_dice.Between(0.15f, 0.85f), _dice.Between(0.7f, 0.9f), 0.4f);
        }
    }

    private void Street()
    {
        float horizon = _dice.Between(0.44f, 0.52f), vanish = _dice.Between(0.42f, 0.58f);
        _land.Sky(horizon);
        for (float x = _dice.Between(-0.1f, 0); x < 1; x += _dice.Between(0.08f, 0.14f))
        {
            _structures.Skyscraper(x, x + _dice.Between(0.09f, 0.15f), horizon - _dice.Between(0.06f, 0.2f), horizon + 0.02f);
        }

        var paving = _dice.Like(_dice.Pick(Ink.Of(0xA9A49C), Ink.Of(0x98938C), Ink.Of(0xB4A594)), 0.04f);
        _land.Ground(_ => horizon + 0.015f, Thing.Pavement, paving, 0.08f);
        foreach (float side in (ReadOnlySpan<float>)[-1f, 1f])
        {
            for (int i = 0, rows = _dice.Whole(2, 3); i < rows; i++)
            {
                float near = (i + 1f) / rows;
                float inner = vanish + (side * (0.13f + (0.25f * near))), outer = inner + (side * (0.16f + (0.3f * near)));
                _structures.Skyscraper(Math.Min(inner, outer), Math.Max(inner, outer), horizon - _dice.Between(
                    0.15f, 0.3f) - (0.2f * near), horizon + 0.03f + (0.16f * near));
            }
        }

        float half = _dice.Between(0.42f, 0.62f);
        var asphalt = _dice.Like(_dice.Pick(Ink.Of(0x4A4B4F), Ink.Of(0x5B5B5E), Ink.Of(0x3C3D42)), 0.03f);
        int pattern = _dice.Pattern();
        _canvas.Fill(Outline.Of(
            (vanish - 0.015f, horizon + 0.01f),
            (vanish + 0.015f, horizon + 0.01f),
            (vanish + half, 1.02f),
            (vanish - half, 1.02f)), Thing.Road, Parts.None,
            (x, y) => asphalt.Times(0.94f + (0.14f * Noise.At(x * 60, y * 60, pattern))));
        var paint = _dice.Pick(Ink.Of(0xEDEBE3), Ink.Of(0xEFC94A));
        for (float t = 0.25f; t < 1; t += 0.2f)
        {
            float top = horizon + ((1 - horizon) * t * t), bottom = horizon + ((1 - horizon) * (t + 0.1f) * (t + 0.1f));
            float w1 = 0.022f * (top - horizon) / (1 - horizon), w2 = 0.022f * (bottom - horizon) / (1 - horizon);
            _canvas.Fill(
                Outline.Of((vanish - w1, top), (vanish + w1, top), (vanish + w2, bottom), (vanish - w2, bottom)),
                Thing.Road,
                Parts.LaneMarking,
                paint);
        }

        for (int i = _dice.Whole(0, 3); i > 0; i--)
        {
            Kerb(y => _structures.Streetlight(y.X, y.Y, 0.2f + (0.75f * (y.Y - horizon)), y.X > vanish));
        }

        if (_dice.Chance(0.4))
        {
            Kerb(y => _plants.Broadleaf(y.X, y.Y, 0.16f + (0.6f * (y.Y - horizon))));
        }

        for (int i = _dice.Whole(0, 3); i > 0; i--)
        {
            Kerb(y => _figures.Person(y.X, y.Y, 0.06f + (0.45f * (y.Y - horizon))));
        }

        foreach (float y in Depths(_dice.Whole(1, 3), horizon + 0.16f, 0.97f))
        {
            float depth = y - horizon, x = vanish + (_dice.Pick(
                -0.5f, 0.5f, 0.35f, -0.35f) * half * depth / (1 - horizon) * 1.2f);
            if (_dice.Chance(0.22))
            {
                _figures.Bus(x, y, 0.1f + (0.75f * depth));
            }
            else
            {
                _figures.Car(x, y, 0.05f + (0.68f * depth));
            }
        }

        // Somewhere on the pavement, on either side of the road.
        void Kerb(Action<Vector2> paint)
        {
            float y = _dice.Between(horizon + 0.1f, 0.95f), edge = half * (y - horizon) / (1 - horizon);
            paint(new(vanish + (_dice.Pick(-1f, 1f) * (edge + 0.035f + _dice.Between(0, 0.06f))), y));
        }
    }

    private void Village()
    {
        float horizon = _dice.Between(0.42f, 0.52f);
        _land.Sky(horizon);
        if (_dice.Chance(0.5))
        {
            _land.Mountains(horizon + 0.02f, _dice.Between(0.1f, 0.2f), MountainColor(), 0.4f, 1);
        }

        _land.Ground(_land.Rolling(horizon, 0.05f, 1.5f), Thing.Grass, _land.GrassColor());
        for (int i = _dice.Whole(2, 5); i > 0; i--)
        {
            SmallTree(_dice.Between(0, 1), horizon + 0.05f, _dice.Between(0.12f, 0.2f), 0.12f);
        }

        if (_dice.Chance(0.7))
        {
            var gravel = _dice.Like(_dice.Pick(Ink.Of(0xA89478), Ink.Of(0x6B6B6E), Ink.Of(0x8C7A62)));
            int pattern = _dice.Pattern();
            _canvas.Fill(_land.Winding(horizon + 0.04f, _dice.Between(0.35f, 0.65f), _dice.Between(
                0.25f, 0.75f), 0.02f, _dice.Between(0.25f, 0.4f), 0.4f, 0.08f), Thing.Road, Parts.None,
                (x, y) => gravel.Times(0.9f + (0.2f * Noise.At(x * 40, y * 40, pattern))));
        }

        if (_dice.Chance(0.25))
        {
            _structures.Lighthouse(_dice.Between(0.2f, 0.8f), horizon + 0.08f, 0.3f);
        }

        foreach (float y in Depths(_dice.Whole(3, 5), horizon + 0.08f, 0.86f))
        {
            _structures.House(_dice.Between(0.08f, 0.92f), y, (0.16f + (0.42f * (y - horizon))) * _dice.Between(0.85f, 1.2f));
        }

        if (_dice.Chance(0.4))
        {
            _structures.Fence(_dice.Between(0.86f, 0.96f), _dice.Between(0.06f, 0.1f));
        }

        if (_dice.Chance(0.3))
        {
            _plants.Flowers(0.75f, 16);
        }

        if (_dice.Chance(0.3))
        {
            _figures.Car(_dice.Between(0.2f, 0.8f), _dice.Between(0.82f, 0.95f), _dice.Between(0.24f, 0.32f));
        }

        for (int i = _dice.Whole(0, 2); i > 0; i--)
        {
            _figures.Person(_dice.Between(0.08f, 0.92f), _dice.Between(0.78f, 0.97f), _dice.Between(0.16f, 0.22f));
        }

        if (_dice.Chance(0.5))
        {
            SmallTree(_dice.Pick(0.08f, 0.92f), _dice.Between(0.8f, 0.95f), _dice.Between(0.3f, 0.5f), 0);
        }
    }

    private void Farm()
    {
        float horizon = _dice.Between(0.4f, 0.5f);
        _land.Sky(horizon);
        if (_dice.Chance(0.3))
        {
            _land.Mountains(horizon + 0.02f, _dice.Between(0.06f, 0.12f), MountainColor(), 0.5f, 1);
        }

        var meadow = _land.GrassColor();
        _land.Ground(_land.Rolling(horizon, 0.05f, 1.5f), Thing.Grass, meadow);
        for (int i = _dice.Whole(0, 4); i > 0; i--)
        {
            SmallTree(_dice.Between(0, 1), horizon + 0.04f, _dice.Between(0.08f, 0.16f), 0.15f);
        }

        if (_dice.Chance(0.75))
        {
            _structures.Barn(_dice.Between(0.2f, 0.75f), horizon + _dice.Between(0.06f, 0.12f), _dice.Between(0.22f, 0.36f));
        }

        float edge = horizon + _dice.Between(0.12f, 0.2f), vanish = _dice.Between(0.1f, 0.9f), rows = _dice.Between(26, 44);
        var crop = _dice.Like(
            _dice.Pick(Ink.Of(0xD8B84A), Ink.Of(0xC9A23E), Ink.Of(0x6E9A3A), Ink.Of(0x7A5A38), Ink.Of(0xE3CB55)));
        var between = _dice.Pick(crop.Times(0.72f), crop.To(Ink.Of(0x6A4A2E), 0.6f));
        bool pasture = _dice.Chance(0.35);
        var line = _land.Rolling(edge, 0.03f, 1.5f);
        int pattern = _dice.Pattern();
        _canvas.Fill(new Ground(line), pasture ? Thing.Grass : Thing.Field, Parts.None, (x, y) =>
        {
            float grain = 0.92f + (0.18f * Noise.At(x * 45, y * 60, pattern));
            if (pasture)
            {
                return meadow.Times(1.05f * grain);
            }

            float furrow = MathF.Sin((x - vanish) / (0.12f + y - horizon) * rows * 0.5f);
            return crop.To(between, Math.Clamp((furrow * 1.3f) + 0.3f, 0, 1)).Times(grain);
        });
        foreach (float y in Depths(pasture ? _dice.Whole(2, 5) : _dice.Whole(0, 2), edge + 0.08f, 0.96f))
        {
            float x = _dice.Between(0.1f, 0.9f), size = 0.1f + (0.36f * (y - horizon));
            if (!pasture)
            {
                _figures.Hay(x, y, size * 0.8f);
            }
            else if (_dice.Chance(0.6))
            {
                _figures.Cow(x, y, size);
            }
            else
            {
                _figures.Sheep(x, y, size * 0.8f);
            }
        }

        if (_dice.Chance(pasture ? 0.6 : 0.25))
        {
            _structures.Fence(_dice.Between(edge + 0.06f, 0.97f), _dice.Between(0.06f, 0.1f));
        }

        if (_dice.Chance(0.2))
        {
            _figures.Person(_dice.Between(0.1f, 0.9f), _dice.Between(0.75f, 0.95f), 0.2f);
        }
    }

    private void SnowyMountains()
    {
        float horizon = _dice.Between(0.5f, 0.62f);
        _land.Sky(horizon);
        var rock = _dice.Like(_dice.Pick(Ink.Of(0x6E7684), Ink.Of(0x5E6470), Ink.Of(0x7E7670)));
        if (_dice.Chance(0.6))
        {
            _land.Mountains(horizon, _dice.Between(0.35f, 0.46f), rock, 0.45f, 0.3f);
        }

        _land.Mountains(horizon + 0.02f, _dice.Between(0.26f, 0.42f), rock, 0.15f, _dice.Between(0.2f, 0.5f));
        var slope = _land.Rolling(horizon, 0.14f, 1.2f);
        var snow = _dice.Like(Ink.Of(0xEAF0F6), 0.03f);
        var shade = _dice.Pick(Ink.Of(0xB9CDE4), Ink.Of(0xC9CFDD));
        int pattern = _dice.Pattern();
        _canvas.Fill(new Ground(slope), Thing.Snow, Parts.None, (x, y) => snow.To(shade, Math.Clamp((1.2f * Noise.Rough(
            x * 4, y * 7, pattern)) - 0.25f, 0, 0.8f)).Times(0.98f + (0.06f * Noise.At(x * 70, y * 70, pattern))));
        if (_dice.Chance(0.35))
        {
            _structures.House(
                _dice.Between(0.15f, 0.85f), horizon + _dice.Between(0.1f, 0.2f), _dice.Between(0.2f, 0.28f), Ink.Of(0x7A4E2E));
        }

        bool people = _dice.Chance(0.5);
        foreach (float y in Depths(_dice.Whole(2, 7), horizon + 0.06f, 1.02f))
        {
            float x = _dice.Between(0, 1);
            if (people && _dice.Chance(0.3))
            {
                _figures.Person(x, y, 0.1f + (0.35f * (y - horizon)));
            }
            else
            {
                _plants.Pine(x, y, (0.16f + (0.7f * (y - horizon))) * _dice.Between(0.8f, 1.25f), snowy: true);
            }
        }
    }

    private void Palms(float shore)
    {
        for (int i = _dice.Whole(1, 2); i > 0; i--)
        {
            _plants.Palm(_dice.Chance(0.5) ? _dice.Between(0.06f, 0.3f) : _dice.Between(0.7f, 0.94f), _dice.Between(
                shore + 0.12f, 0.97f), _dice.Between(0.42f, 0.68f));
        }
    }

    // A boat or a ship somewhere between two heights, smaller the nearer it is to the horizon.
    private void Afloat(float far, float near, float horizon)
    {
        float y = _dice.Between(far, Math.Max(far, near)), size = 0.14f + (0.75f * (y - horizon)), x = _dice.Between(0.1f, 0.9f);
        if (_dice.Chance(0.62))
        {
            _figures.Sailboat(x, y, size * _dice.Between(0.9f, 1.3f));
        }
        else
        {
            _figures.Ship(x, y, size * _dice.Between(1.1f, 1.6f));
        }
    }

    private void SmallTree(float x, float y, float height, float distance)
    {
        if (_dice.Chance(0.35))
        {
            _plants.Pine(x, y, height, false, distance);
        }
        else
        {
            _plants.Broadleaf(x, y, height, distance);
        }
    }

    private Vector4 MountainColor() =>
        _dice.Like(_dice.Pick(Ink.Of(0x6B7486), Ink.Of(0x5F7A5A), Ink.Of(0x7C6E66), Ink.Of(0x667A94)));

    private Vector4 SandColor() =>
        _dice.Like(_dice.Pick(Ink.Of(0xE5CD98), Ink.Of(0xD9B97E), Ink.Of(0xEADBB8), Ink.Of(0xD09A60), Ink.Of(0xC9B79A)), 0.04f);

    // Some places from far to near: what is nearer is painted later.
    private float[] Depths(int count, float far, float near)
    {
        float[] all = new float[count];
        for (int i = 0; i < count; i++)
        {
            all[i] = _dice.Between(far, near);
        }

        Array.Sort(all);
        return all;
    }
}
