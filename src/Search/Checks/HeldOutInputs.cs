using CompExplain.Query.Explaining;
using CompExplain.Storage;

namespace CompExplain.Search.Checks;

/// <summary>The inputs that a check holds out from its search.</summary>
internal static class HeldOutInputs
{
    /// <summary>The inputs of the split that is to be held out, or half of the inputs.</summary>
    /// <exception cref="SearchException">No input has that split, or all inputs have it.</exception>
    public static IReadOnlySet<int> Choose(ProbeDatabase database, HonestyOptions options)
    {
        int inputs = database.Dataset.InputCount;
        if (options.HeldOut is not { } split)
        {
            return options.ChooseHalf(inputs);
        }

        var held = Enumerable.Range(0, inputs).Where(input => database.Splits[input] == split).ToHashSet();
        if (held.Count > 0 && held.Count < inputs)
        {
            return held;
        }

        var splits = database.Splits.Where(each => each is not null).Distinct().Order(StringComparer.Ordinal).ToList();
        throw new SearchException((held.Count, splits.Count) switch
        {
            (_, 0) => $"no split is stored in {database.Path}; leave it out, and half of the inputs are held out",
            (0, _) => $"no input has the split '{split}'; there are: {string.Join(", ", splits)}",
            _ => $"all inputs have the split '{split}', so that none would be left to search; "
                + "leave it out, and half of the inputs are held out",
        });
    }
}
