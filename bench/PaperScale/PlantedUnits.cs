namespace CompExplain.Bench.PaperScale;

/// <summary>
/// The units of the data set, from the seed alone: formulas over labels that a sample of images has, so that they have something
/// to follow.
/// </summary>
internal static class PlantedUnits
{
    public const int Count = 512;

    private const int SampleImages = 400;
    private const long FirstSampleImage = 1L << 40;

    public static PlantedUnit[] Make(World world, int count = Count)
    {
        var (images, together) = Sample(world);
        int[] common = Enumerable.Range(1, World.LabelCount)
            .Where(label => images[label] >= 4 && images[label] <= SampleImages / 2).ToArray();
        var units = new PlantedUnit[count];
        for (int number = 0; number < count; number++)
        {
            units[number] = new PlantedUnit(number, Terms(world, number, common, together));
        }

        return units;
    }

    // How many images of a sample have each label, and which labels stand together at some position.
    private static (int[] Images, SortedSet<int>[] Together) Sample(World world)
    {
        int[] images = new int[World.LabelCount + 1];
        var together = Array.ConvertAll(images, _ => new SortedSet<int>());
        var image = new LabelledImage(world);
        var cells = new ImageCells();
        var seen = new HashSet<int>();
        for (int i = 0; i < SampleImages; i++)
        {
            image.Draw(FirstSampleImage + i);
            cells.Take(image);
            seen.Clear();
            foreach (var (thing, part, color) in cells.Sets)
            {
                int[] set = [.. new int[] { image.Scene, thing, part, color }.Where(label => label > 0)];
                foreach (int label in set)
                {
                    seen.Add(label);
                    together[label].UnionWith(set);
                }
            }

            foreach (int label in seen)
            {
                images[label]++;
            }
        }

        for (int label = 0; label < together.Length; label++)
        {
            together[label].Remove(label);
        }

        return (images, together);
    }

    private static (Joined, int)[] Terms(World world, int number, int[] common, SortedSet<int>[] together)
    {
        // The paper's unit 483 of ResNet-18's layer4: (water OR river) AND NOT blue (section 4.1).
        if (number == 483)
        {
            return
            [(Joined.Or, world.LabelOf("water")), (Joined.Or, world.LabelOf("river")), (Joined.AndNot, world.LabelOf("blue-c"))];
        }

        var dice = new Dice(world.Seed, 4, number);
        var terms = new List<(Joined, int Label)>();
        int length = 1 + dice.Below(6);
        while (terms.Count < length)
        {
            var how = terms.Count == 0 || dice.Chance(0.6) ? Joined.Or : dice.Chance(0.6) ? Joined.AndNot : Joined.And;
            int[] able = how == Joined.Or ? common : [.. terms.SelectMany(term => together[term.Label]).Distinct().Order()];
            int label = able[dice.Below(able.Length)];

            // A scene or a colour as a whole is more than any unit could follow: they stand in what narrows.
            if (terms.All(term => term.Label != label) && !(how == Joined.Or && label >= World.FirstColor))
            {
                terms.Add((how, label));
            }
        }

        return [.. terms];
    }
}
