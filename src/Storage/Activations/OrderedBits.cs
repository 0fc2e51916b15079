namespace CompExplain.Storage.Activations;

/// <summary>
/// Floats as whole numbers in the same order: a &lt; b exactly when Of(a) &lt; Of(b). Negative and positive zero are one.
/// </summary>
public static class OrderedBits
{
    /// <summary>The number of a float.</summary>
    /// <param name="value">The float; not NaN.</param>
    public static uint Of(float value)
    {
        // Adding zero makes -0 into +0.
        uint bits = BitConverter.SingleToUInt32Bits(value + 0f);
        return bits ^ ((uint)((int)bits >> 31) | 0x8000_0000u);
    }

    /// <summary>The float of a number; negative infinity for what is below all floats.</summary>
    /// <param name="ordered">The number.</param>
    public static float Value(uint ordered)
    {
        // The lowest numbers would be negative NaNs.
        uint bits = (ordered & 0x8000_0000u) != 0 ? ordered ^ 0x8000_0000u : ~ordered;
        float value = BitConverter.UInt32BitsToSingle(bits);
        return float.IsNaN(value) ? float.NegativeInfinity : value;
    }
}
