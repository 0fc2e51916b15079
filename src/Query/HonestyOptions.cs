using System.Globalization;
using System.Text.Json;
using CompExplain.Query.Execution;

namespace CompExplain.Query;

/// <summary>How an explanation's honesty is checked.</summary>
public sealed record HonestyOptions
{
    /// <summary>The fewest shifts that a p-value is worked out from, where there are as many inputs.</summary>
    public const int FewestShifts = 100;

    /// <summary>What is done when nothing is said.</summary>
    public static HonestyOptions Default { get; } = new();

    /// <summary>By how many numbers of inputs the unit's mask is shifted; all of them where there are no more.</summary>
    public int Shifts { get; init; } = FewestShifts;

    /// <summary>What the shifts, and the half of the inputs, are chosen by.</summary>
    public int Seed { get; init; }

    /// <summary>The split whose inputs are held out; null for half of all inputs, chosen by the seed.</summary>
    public string? HeldOut { get; init; }

    /// <summary>Half of the inputs, chosen by the seed: those that are held out where no split is named.</summary>
    /// <param name="inputs">How many inputs there are; of an odd number, the smaller half.</param>
    public IReadOnlySet<int> ChooseHalf(int inputs) => SeededSample.Of(inputs, inputs / 2, Seed).ToHashSet();

    /// <summary>All that the numbers depend on, as JSON: two checks with the same are one.</summary>
    public string ToJson() => HeldOut is null
        ? string.Create(CultureInfo.InvariantCulture, $$"""{"shifts":{{Shifts}},"seed":{{Seed}}}""")
        : string.Create(CultureInfo.InvariantCulture, $$"""{"shifts":{{Shifts}},"seed":{{Seed}},"holdout":"{{JsonEncodedText.Encode(HeldOut)}}"}""");
}
