using System.Globalization;
using System.Text.Json;

namespace CompExplain.Query.Explaining;

/// <summary>The options of a check of how far explanations can be trusted.</summary>
public sealed record HonestyOptions
{
    /// <summary>The least value of <see cref="Shifts"/>, and its default.</summary>
    public const int MinimumShifts = 100;

    /// <summary>The limit of <see cref="Shifts"/>.</summary>
    public const int MaximumShifts = 1_000_000;

    /// <summary>The defaults.</summary>
    public static HonestyOptions Default { get; } = new();

    /// <summary>The number of cyclic shifts of the unit's mask; if there are not that many, all of them are used.</summary>
    public int Shifts { get; init; } = MinimumShifts;

    /// <summary>The seed by which the shifts, and the half of the inputs, are chosen.</summary>
    public int Seed { get; init; }

    /// <summary>The split whose inputs are held out; null for half of all inputs, chosen by the seed.</summary>
    public string? HeldOut { get; init; }

    /// <summary>The options of a stored check.</summary>
    /// <param name="json">What <see cref="ToJson"/> returned, of this version or an earlier one.</param>
    /// <exception cref="FormatException">It is something else.</exception>
    public static HonestyOptions Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.EnumerateObject().Aggregate(Default, (options, property) => property.Name switch
            {
                "shifts" => options with { Shifts = property.Value.GetInt32() },
                "seed" => options with { Seed = property.Value.GetInt32() },
                "holdout" => options with { HeldOut = property.Value.GetString() },
                _ => options,
            });
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new FormatException($"these are not the options of a check: {json}", error);
        }
    }

    /// <summary>What is wrong with the options, for people; null if nothing is.</summary>
    /// <param name="spell">Writes an option's name (<c>shifts</c>) as the user does; null for the name itself.</param>
    public string? Check(Func<string, string>? spell = null) => Shifts is >= MinimumShifts and <= MaximumShifts
        ? null
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{(spell is null ? "shifts" : spell("shifts"))} goes from {MinimumShifts:N0} to {MaximumShifts:N0}, not {Shifts}");

    /// <summary>Half of the inputs, chosen by the seed: those that are held out if no split is given.</summary>
    /// <param name="inputs">The number of inputs; of an odd number, the smaller half is chosen.</param>
    public IReadOnlySet<int> ChooseHalf(int inputs) => SeededSample.Of(inputs, inputs / 2, Seed).ToHashSet();

    /// <summary>
    /// All options that the numbers depend on, as JSON: two checks with the same text are one. The text must not change between
    /// versions, because stored checks are found by it.
    /// </summary>
    public string ToJson() => HeldOut is null
        ? string.Create(CultureInfo.InvariantCulture, $$"""{"shifts":{{Shifts}},"seed":{{Seed}}}""")
        : string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"shifts":{{Shifts}},"seed":{{Seed}},"holdout":"{{JsonEncodedText.Encode(HeldOut)}}"}""");
}
