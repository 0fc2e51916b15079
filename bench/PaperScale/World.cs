namespace CompExplain.Bench.PaperScale;

/// <summary>
/// What there is in the pictures: 1,105 concepts (468 scenes, 450 objects, 176 parts, 11 colours, as many as the ADE20K part of
/// Broden has in all), which scenes are frequent, which objects are in a scene, which parts an object has, and its colours.
/// Numbers count from 1, as labels do: scenes, then objects, parts and colours.
/// </summary>
internal sealed class World
{
    public const int SceneCount = 468;
    public const int ObjectCount = 450;
    public const int PartCount = 176;
    public const int FirstObject = 1 + SceneCount;
    public const int FirstPart = FirstObject + ObjectCount;
    public const int FirstColor = FirstPart + PartCount;
    public const int LabelCount = FirstColor + 11 - 1;

    private const int ThingsInScene = 120;

    private readonly SceneType[] _scenes = new SceneType[SceneCount];
    private readonly ObjectType[] _objects = new ObjectType[ObjectCount];
    private readonly double[] _sceneSums;

    public World(ulong seed)
    {
        Seed = seed;
        string[] names = new string[LabelCount + 1];
        names[0] = string.Empty;
        for (int color = 0; color < Words.Colors.Length; color++)
        {
            names[FirstColor + color] = Words.Colors[color];
        }

        var parts = Words.Parts(PartCount);
        for (int part = 0; part < PartCount; part++)
        {
            names[FirstPart + part] = parts[part];
        }

        MakeObjects(names);
        MakeScenes(names);
        Names = names;
        _sceneSums = Sums(SceneCount, rank => 1 / (rank + 20.0));
    }

    public ulong Seed { get; }

    /// <summary>The names of the labels, by number.</summary>
    public IReadOnlyList<string> Names { get; }

    public static string CategoryOf(int label) =>
        label >= FirstColor ? "color" : label >= FirstPart ? "part" : label >= FirstObject ? "object" : "scene";

    public int LabelOf(string name) => Names.ToList().IndexOf(name);

    public SceneType Scene(int label) => _scenes[label - 1];

    public ObjectType Object(int label) => _objects[label - FirstObject];

    /// <summary>A scene's label, the frequent ones more often.</summary>
    public int DrawScene(ref Dice dice) => 1 + dice.Weighted(_sceneSums);

    /// <summary>Running sums of weights by rank.</summary>
    private static double[] Sums(int count, Func<int, double> weight)
    {
        double[] sums = new double[count];
        double sum = 0;
        for (int rank = 0; rank < count; rank++)
        {
            sums[rank] = sum += weight(rank);
        }

        return sums;
    }

    private void MakeObjects(string[] names)
    {
        var things = Words.Things(ObjectCount - Words.Stuff.Length);
        for (int i = 0; i < ObjectCount; i++)
        {
            var dice = new Dice(Seed, 1, i);
            bool isStuff = i < Words.Stuff.Length;
            names[FirstObject + i] = isStuff ? Words.Stuff[i].Name : things[i - Words.Stuff.Length].Name;
            int[] colors = new int[4];
            if (isStuff)
            {
                string[] own = Words.Stuff[i].Colors.Split(' ');
                for (int c = 0; c < colors.Length; c++)
                {
                    colors[c] = FirstColor + Array.IndexOf(Words.Colors, own[c] + "-c");
                }
            }
            else
            {
                for (int c = 0; c < colors.Length; c++)
                {
                    do
                    {
                        colors[c] = FirstColor + dice.Below(Words.Colors.Length);
                    }
                    while (colors.AsSpan(0, c).Contains(colors[c]));
                }
            }

            int[] parts = [];
            if (!isStuff && dice.Chance(0.45)
                || names[FirstObject + i] is "building" or "person" or "car" or "bed" or "chair" or "cabinet")
            {
                parts = new int[3 + dice.Below(5)];
                for (int p = 0; p < parts.Length; p++)
                {
                    do
                    {
                        parts[p] = FirstPart + dice.Below(PartCount);
                    }
                    while (parts.AsSpan(0, p).Contains(parts[p]));
                }
            }

            _objects[i] = new ObjectType(colors, parts, Size: dice.Between(0.06, 0.26), IsRound: dice.Chance(0.5));
        }
    }

    private void MakeScenes(string[] names)
    {
        var kinds = Words.Scenes(SceneCount);
        var things = Words.Things(ObjectCount - Words.Stuff.Length);
        for (int i = 0; i < SceneCount; i++)
        {
            var dice = new Dice(Seed, 2, i);
            var (name, setting) = kinds[i];
            names[1 + i] = name + "-s";

            // The objects that are common in all scenes of the setting are so in this one, with some of its own before them.
            var all = Enumerable.Range(0, things.Count).Where(thing => (things[thing].Settings & setting) != 0).ToList();
            var own = new List<int>();
            while (own.Count < Math.Min(ThingsInScene, all.Count))
            {
                int thing = all[(int)(all.Count * Math.Pow(dice.Share(), 1.2))];
                if (!own.Contains(thing))
                {
                    own.Add(thing);
                }
            }

            int[] labels = own.ConvertAll(thing => FirstObject + Words.Stuff.Length + thing).ToArray();
            _scenes[i] = new SceneType(
                Stuff(Place.Top),
                Stuff(Place.Middle),
                Stuff(Place.Bottom),
                labels,
                Sums(labels.Length, rank => 1 / (rank + 40.0)));

            int[] Stuff(Place place)
            {
                var able = Enumerable.Range(0, Words.Stuff.Length)
                    .Where(stuff => (Words.Stuff[stuff].Settings & setting) != 0
                && (Words.Stuff[stuff].Places & place) != 0).ToList();
                while (able.Count > 3)
                {
                    able.RemoveAt(dice.Below(able.Count));
                }

                return [.. able.Select(stuff => FirstObject + stuff)];
            }
        }
    }
}
