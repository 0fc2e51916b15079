namespace CompExplain.Bench.PaperScale;

/// <summary>
/// One image's labels, drawn by the world's rules from the seed and the image's number alone. Kept and drawn again, for its
/// memory.
/// </summary>
internal sealed class LabelledImage
{
    public const int Side = 112;

    // Patches of colour are about this wide.
    private const int Grain = 14;
    private const int Shades = 7;
    private const int GrainSide = (Side / Grain) + 2;

    private readonly World _world;
    private readonly ushort[] _regions = new ushort[Side * Side];
    private readonly List<int> _objectOfRegion = [];
    private readonly byte[] _grain = new byte[GrainSide * GrainSide];
    private readonly int[] _upper = new int[Side];
    private readonly int[] _lower = new int[Side];

    public LabelledImage(World world) => _world = world;

    /// <summary>The label of the whole image.</summary>
    public int Scene { get; private set; }

    /// <summary>The object at each position; 0 where nothing is labelled.</summary>
    public ushort[] Objects { get; } = new ushort[Side * Side];

    /// <summary>The part at each position; 0 where there is none.</summary>
    public ushort[] Parts { get; } = new ushort[Side * Side];

    /// <summary>The colour at each position.</summary>
    public ushort[] Colors { get; } = new ushort[Side * Side];

    /// <summary>Draws an image in place of the last one.</summary>
    public void Draw(long index)
    {
        var dice = new Dice(_world.Seed, 3, index);
        Scene = _world.DrawScene(ref dice);
        var scene = _world.Scene(Scene);
        _objectOfRegion.Clear();
        Array.Clear(Parts);
        DrawBackground(scene, ref dice);
        int things = 8 + dice.Below(8) + dice.Below(8);
        for (int i = 0; i < things; i++)
        {
            DrawThing(scene.Things[dice.Weighted(scene.ThingSums)], ref dice);
        }

        if (dice.Chance(0.5))
        {
            DrawShape(0, dice.Between(0.1, 0.4), dice.Between(0.1, 0.4), isRound: true, dice.Below(Side), dice.Below(Side));
        }

        for (int position = 0; position < Objects.Length; position++)
        {
            Objects[position] = (ushort)_objectOfRegion[_regions[position]];
        }

        DrawColors(ref dice);
    }

    private void DrawBackground(SceneType scene, ref Dice dice)
    {
        Horizon(_upper, dice.Between(0.1, 0.4), ref dice);
        Horizon(_lower, dice.Between(0.5, 0.85), ref dice);
        int split = dice.Chance(0.6) ? (int)(Side * dice.Between(0.2, 0.8)) : Side;
        int top = Region(Any(scene.Top, ref dice)), left = Region(Any(scene.Middle, ref dice));
        int right = Region(Any(scene.Middle, ref dice)), bottom = Region(Any(scene.Bottom, ref dice));
        for (int y = 0; y < Side; y++)
        {
            for (int x = 0; x < Side; x++)
            {
                _regions[(y * Side) + x] = (ushort)(y < _upper[x] ? top : y >= _lower[x] ? bottom : x < split ? left : right);
            }
        }
    }

    // A line across the picture that wanders.
    private static void Horizon(int[] line, double at, ref Dice dice)
    {
        double y = at * Side, slope = dice.Between(-0.2, 0.2);
        for (int x = 0; x < Side; x++)
        {
            slope = Math.Clamp(slope + dice.Between(-0.06, 0.06), -0.4, 0.4);
            y += slope;
            line[x] = (int)y;
        }
    }

    private void DrawThing(int label, ref Dice dice)
    {
        var type = _world.Object(label);
        double width = type.Size * Math.Exp(dice.Between(-0.8, 0.8)), height = width * dice.Between(0.6, 1.8);
        int x = dice.Below(Side), y = (int)(Side * Math.Clamp(dice.Between(0.1, 1.0), 0, 0.999));
        int region = DrawShape(label, width, height, type.IsRound, x, y);
        if (type.Parts.Length == 0 || width * height * Side * Side < 120)
        {
            return;
        }

        foreach (int part in type.Parts)
        {
            if (!dice.Chance(0.55))
            {
                continue;
            }

            double partWidth = width * dice.Between(0.15, 0.45), partHeight = height * dice.Between(0.15, 0.45);
            int partX = x + (int)(Side * width * dice.Between(-0.4, 0.4)), partY = y + (int)(
                Side * height * dice.Between(-0.4, 0.4));
            ForShape(partWidth, partHeight, dice.Chance(0.5), partX, partY, (self: this, region, part),
                    static (state, position) =>
            {
                if (state.self._regions[position] == state.region)
                {
                    state.self.Parts[position] = (ushort)state.part;
                }
            });
        }
    }

    /// <summary>Draws a region over what is there.</summary>
    private int DrawShape(int label, double width, double height, bool isRound, int x, int y)
    {
        int region = Region(label);
        ForShape(width, height, isRound, x, y, (self: this, region), static (state, position) =>
        {
            state.self._regions[position] = (ushort)state.region;
            state.self.Parts[position] = 0;
        });
        return region;
    }

    private static void ForShape<TState>(
        double width, double height, bool isRound, int x, int y, TState state, Action<TState, int> at)
    {
        double a = Math.Max(1, width * Side / 2), b = Math.Max(1, height * Side / 2);
        for (int row = Math.Max(0, (int)(y - b)); row <= Math.Min(Side - 1, (int)(y + b)); row++)
        {
            double v = (row - y) / b;
            double half = isRound ? a * Math.Sqrt(Math.Max(0, 1 - (v * v))) : a;
            for (int column = Math.Max(0, (int)(x - half)); column <= Math.Min(Side - 1, (int)(x + half)); column++)
            {
                at(state, (row * Side) + column);
            }
        }
    }

    // Patches of a smooth noise, cut into the region's colours: finer than objects, and not the same from one region to the next.
    private void DrawColors(ref Dice dice)
    {
        for (int i = 0; i < _grain.Length; i++)
        {
            _grain[i] = (byte)dice.Below(256);
        }

        Span<ushort> palettes = stackalloc ushort[Shades * _objectOfRegion.Count];
        for (int region = 0; region < _objectOfRegion.Count; region++)
        {
            int label = _objectOfRegion[region];
            for (int c = 0; c < Shades; c++)
            {
                palettes[(Shades * region) + c] = (ushort)(label == 0 || dice.Chance(0.9)
                    ? World.FirstColor + dice.Below(Words.Colors.Length)
                    : _world.Object(label).Colors[c & 3]);
            }
        }

        for (int y = 0; y < Side; y++)
        {
            int gy = y / Grain, fy = y % Grain;
            for (int x = 0; x < Side; x++)
            {
                int gx = x / Grain, fx = x % Grain;
                int corner = (gy * GrainSide) + gx;
                int upper = (_grain[corner] * (Grain - fx)) + (_grain[corner + 1] * fx);
                int lower = (_grain[corner + GrainSide] * (Grain - fx)) + (_grain[corner + GrainSide + 1] * fx);
                int value = ((upper * (Grain - fy)) + (lower * fy)) / (Grain * Grain);
                int shade = value switch { < 75 => 5, < 95 => 3, < 115 => 1, < 140 => 0, < 160 => 2, < 180 => 4, _ => 6 };
                Colors[(y * Side) + x] = palettes[(Shades * _regions[(y * Side) + x]) + shade];
            }
        }
    }

    private int Region(int label)
    {
        _objectOfRegion.Add(label);
        return _objectOfRegion.Count - 1;
    }

    private static int Any(int[] labels, ref Dice dice) => labels[dice.Below(labels.Length)];
}
