namespace CompExplain.Import.Images;

/// <summary>The runs of labels of one image: from its label maps, and from the labels of the image as a whole.</summary>
internal static class LabelRuns
{
    /// <summary>The runs of an image, by label, then by position, then by category. Runs of different maps may overlap.</summary>
    /// <param name="index">The data set's images.</param>
    /// <param name="image">The image.</param>
    /// <param name="labels">The data set's labels.</param>
    /// <param name="directory">The data set's folder.</param>
    /// <param name="blue">Counts the pixels with another B than 0.</param>
    /// <param name="place">The image's place in the data set.</param>
    /// <exception cref="ImportException">A label map cannot be read, or a label has no name.</exception>
    public static List<LabelRun> Of(
        BrodenIndex index, BrodenImage image, LabelTable labels, string directory, NoteCount blue, int place)
    {
        var runs = new List<LabelRun>();
        ushort[] map = new ushort[index.Height * index.Width];
        foreach (var (category, label) in image.Labels)
        {
            CheckNamed(label, labels, image.Where);
            runs.Add(new((ushort)label, 0, map.Length - 1, category));
        }

        foreach (var (category, file) in image.Maps)
        {
            string path = Path.Combine(directory, "images", file);
            blue.Add(LabelMap.Read(path, index.Height, index.Width, map), place, path);
            int start = runs.Count;
            AddRuns(map, category, runs);
            for (int i = start; i < runs.Count; i++)
            {
                if (i == start || runs[i].Label != runs[i - 1].Label)
                {
                    CheckNamed(runs[i].Label, labels, path);
                }
            }
        }

        runs.Sort(Compare);
        return runs;
    }

    private static void AddRuns(ushort[] map, int category, List<LabelRun> runs)
    {
        for (int i = 0; i < map.Length;)
        {
            ushort label = map[i];
            int first = i;
            int length = map.AsSpan(i).IndexOfAnyExcept(label);
            i = length < 0 ? map.Length : i + length;
            if (label != 0)
            {
                runs.Add(new(label, first, i - 1, category));
            }
        }
    }

    private static int Compare(LabelRun a, LabelRun b)
    {
        int order = a.Label.CompareTo(b.Label);
        order = order != 0 ? order : a.First.CompareTo(b.First);
        return order != 0 ? order : a.Category.CompareTo(b.Category);
    }

    private static void CheckNamed(int label, LabelTable labels, string where)
    {
        if (labels.NameOf(label) is null)
        {
            throw labels.Nameless(label, where);
        }
    }
}
