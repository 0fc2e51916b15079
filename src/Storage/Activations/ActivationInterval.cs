namespace CompExplain.Storage.Activations;

/// <summary>The activations above one number and not above another: where a unit counts as active.</summary>
/// <param name="Above">Activations are strictly above it; negative infinity for all.</param>
/// <param name="AtMost">Activations are not above it; positive infinity for all.</param>
public readonly record struct ActivationInterval(float Above, float AtMost)
{
    /// <summary>All activations.</summary>
    public static ActivationInterval All { get; } = new(float.NegativeInfinity, float.PositiveInfinity);

    /// <summary>The activations strictly above a number.</summary>
    /// <param name="value">The number; a float is above it exactly when it is above the result's <see cref="Above"/>.</param>
    public static ActivationInterval GreaterThan(double value) => new(NotAbove(value), float.PositiveInfinity);

    /// <summary>The activations from one number to another, both included; empty if the second is below the first.</summary>
    /// <param name="low">The lower number.</param>
    /// <param name="high">The upper number.</param>
    public static ActivationInterval Between(double low, double high)
    {
        float notAbove = NotAbove(low);
        return new(notAbove == low ? MathF.BitDecrement(notAbove) : notAbove, NotAbove(high));
    }

    /// <summary>Whether an activation is in it.</summary>
    /// <param name="activation">The activation; finite.</param>
    public bool Contains(float activation) => activation > Above && activation <= AtMost;

    // The largest float that is not above a double.
    private static float NotAbove(double value)
    {
        float rounded = (float)Math.Clamp(value, -float.MaxValue, float.MaxValue);
        return rounded > value ? MathF.BitDecrement(rounded) : rounded;
    }
}
