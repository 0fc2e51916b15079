namespace CompExplain.Analysis.Accuracy;

/// <summary>Where a unit counts as active, and which inputs and units are looked at.</summary>
public sealed record AccuracyOptions
{
    /// <summary>The defaults: active anywhere in the input, on 30 inputs or more, of all splits.</summary>
    public static AccuracyOptions Default { get; } = new();

    /// <summary>
    /// A unit is active on an input if it is at this share of the input's positions or more, from 0 to 1; 0 is anywhere.
    /// </summary>
    public double AtLeast { get; init; }

    /// <summary>Units active on fewer labelled inputs are left out; from 1.</summary>
    public int MinimumInputs { get; init; } = 30;

    /// <summary>The split whose inputs are looked at; null for all.</summary>
    public string? Split { get; init; }

    /// <summary>The number of positions from which on an input counts.</summary>
    /// <param name="positions">The number of positions of an input.</param>
    public long PositionsOf(int positions) => Math.Max(1, (long)Math.Ceiling(AtLeast * positions));
}
