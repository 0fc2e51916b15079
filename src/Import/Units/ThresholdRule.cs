using System.Globalization;

namespace CompExplain.Import.Units;

/// <summary>How a unit's activations become its mask (the paper, section 3). A value equal to the threshold is not above
/// it.</summary>
public sealed record ThresholdRule
{
    private ThresholdRule(ThresholdKind kind, double value, ThresholdScope scope)
    {
        Kind = kind;
        Value = value;
        Scope = scope;
    }

    /// <summary>The values are zeros and ones, and the ones are the mask.</summary>
    public static ThresholdRule Given { get; } = new(ThresholdKind.Given, 0, ThresholdScope.Positions);

    /// <summary>The paper's rule and the default for images: the top 0.5 % of positions.</summary>
    public static ThresholdRule Paper { get; } = new(ThresholdKind.TopShare, 0.005, ThresholdScope.Positions);

    /// <summary>Which rule.</summary>
    public ThresholdKind Kind { get; }

    /// <summary>The number to be above, or the share over 0 and under 1.</summary>
    public double Value { get; }

    /// <summary>What a share is of.</summary>
    public ThresholdScope Scope { get; }

    /// <summary>Positions whose activation is strictly greater than a number.</summary>
    /// <param name="value">The number; finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not finite.</exception>
    public static ThresholdRule Above(double value) => double.IsFinite(value)
        ? new(ThresholdKind.Above, value, ThresholdScope.Positions)
        : throw new ArgumentOutOfRangeException(nameof(value), value, "the threshold must be finite");

    /// <summary>Positions above the exact threshold that a share of a unit's values lies above.</summary>
    /// <param name="share">The share, over 0 and under 1; the paper's is 0.005.</param>
    /// <param name="scope">What the share is of.</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is not between 0 and 1.</exception>
    public static ThresholdRule TopShare(double share, ThresholdScope scope = ThresholdScope.Positions) => share is > 0 and < 1
        ? new(ThresholdKind.TopShare, share, scope)
        : throw new ArgumentOutOfRangeException(nameof(share), share, "the share must be over 0 and under 1");

    /// <summary>The rule for people: <c>above 0</c>, <c>top 0.5% of positions</c>, <c>given</c>.</summary>
    public override string ToString() => Kind switch
    {
        ThresholdKind.Above => string.Create(CultureInfo.InvariantCulture, $"above {Value}"),
        ThresholdKind.TopShare => string.Create(
            CultureInfo.InvariantCulture,
            $"top {(decimal)Value * 100:0.############}% of {(Scope == ThresholdScope.Grid ? "grid" : "positions")}"),
        _ => "given",
    };
}
