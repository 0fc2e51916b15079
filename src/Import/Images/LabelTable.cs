using System.Globalization;
using CompExplain.Import.Files;

namespace CompExplain.Import.Images;

/// <summary>The labels of a data set, from <c>label.csv</c>: each one's name and primary category.</summary>
internal sealed class LabelTable
{
    private readonly SortedDictionary<int, (string Name, string? Category)> _labels = [];
    private readonly string _path;

    private LabelTable(string path) => _path = path;

    /// <summary>Number, name, and primary category among those taken (null where it has none of them), by number.</summary>
    public IEnumerable<(int Number, string Name, string? Category)> Labels =>
        _labels.Select(label => (label.Key, label.Value.Name, label.Value.Category));

    public static LabelTable Read(string directory, IReadOnlyList<string> categories)
    {
        string path = Path.Combine(directory, "label.csv");
        var table = new LabelTable(path);
        var coverage = Coverage(directory, categories);
        CsvFile.ReadTable(path, ["number", "name", "category"], row =>
        {
            int number = row.Number("number");
            string name = row["name"];
            if (number == 0)
            {
                return;
            }

            if (number > ushort.MaxValue)
            {
                throw new ImportException($"{row.Where}: the label number {row["number"]} is over the 65,535 that there can be");
            }

            if (name.Length == 0)
            {
                throw new ImportException($"{row.Where}: label {row["number"]} has no name; every label needs one");
            }

            if (!table._labels.TryAdd(number, (name, Primary(row, number, categories, coverage))))
            {
                throw new ImportException($"{row.Where}: label {row["number"]} is there twice; every number has one row");
            }
        });
        return table;
    }

    public string? NameOf(int number) => _labels.TryGetValue(number, out var label) ? label.Name : null;

    /// <summary>The error for a label that has no name.</summary>
    public ImportException Nameless(int number, string where) => new(string.Create(
        CultureInfo.InvariantCulture, $"{where}: label {number} has no name in {_path}; add its row, or correct the map"));

    // "object(200);part(13)": the category where the label's coverage is largest, among those taken. The coverage by category
    // is in c_<category>.csv; where one of those files is missing, the counts decide. Ties by the order of the categories.
    private static string? Primary(
        CsvRecord row, int number, IReadOnlyList<string> categories, Dictionary<string, Dictionary<int, double>> coverage)
    {
        var found = new List<(int Index, double Count)>();
        foreach (string item in row["category"].Split(
            ';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            int open = item.IndexOf('(', StringComparison.Ordinal);
            string category = open < 0 ? item : item[..open];
            double count = 0;
            if (open >= 0
                && (!item.EndsWith(')')
                || !double.TryParse(
                    item.AsSpan(open + 1, item.Length - open - 2), NumberStyles.Float, CultureInfo.InvariantCulture, out count)))
            {
                throw new ImportException(
                    $"{row.Where}: category is '{row["category"]}', which does not read name(count);name(count)");
            }

            for (int i = 0; i < categories.Count; i++)
            {
                if (categories[i] == category)
                {
                    found.Add((i, count));
                }
            }
        }

        if (found.Count == 0)
        {
            return null;
        }

        if (found.Count > 1
            && found.All(one => coverage.TryGetValue(categories[one.Index], out var of) && of.ContainsKey(number)))
        {
            found = found.ConvertAll(one => (one.Index, coverage[categories[one.Index]][number]));
        }

        return categories[found.OrderByDescending(one => one.Count).ThenBy(one => one.Index).First().Index];
    }

    private static Dictionary<string, Dictionary<int, double>> Coverage(string directory, IReadOnlyList<string> categories)
    {
        var coverage = new Dictionary<string, Dictionary<int, double>>(StringComparer.Ordinal);
        foreach (string category in categories)
        {
            string path = Path.Combine(directory, $"c_{category}.csv");
            if (!File.Exists(path))
            {
                continue;
            }

            var of = coverage[category] = [];
            CsvFile.ReadTable(path, ["number", "coverage"], row =>
            {
                if (!double.TryParse(row["coverage"], NumberStyles.Float, CultureInfo.InvariantCulture, out double value))
                {
                    throw new ImportException($"{row.Where}: coverage is '{row["coverage"]}', which is not a number");
                }

                of[row.Number("number")] = value;
            });
        }

        return coverage;
    }
}
