using System.Numerics;

namespace CompExplain.Search.Certificates;

/// <summary>A score as an exact ratio from 0 to 1.</summary>
/// <param name="Part">The numerator, from 0.</param>
/// <param name="Whole">The denominator, above 0.</param>
internal readonly record struct Level(long Part, long Whole)
{
    private const int Grain = 1 << 24;

    /// <summary>Computed as the scores are, so that equal ratios are equal numbers.</summary>
    public double Value => (double)Part / Whole;

    /// <summary>A ratio in lowest terms; 0 if the denominator is 0.</summary>
    public static Level Of(long part, long whole)
    {
        if (part == 0 || whole == 0)
        {
            return new Level(0, 1);
        }

        long common = (long)BigInteger.GreatestCommonDivisor(part, whole);
        return new Level(part / common, whole / common);
    }

    /// <summary>The least multiple of 2^-24 that is not below a value.</summary>
    public static Level From(double value) => Of((long)Math.Ceiling(value * Grain), Grain);

    public bool IsBelow(Level other) => (Int128)Part * other.Whole < (Int128)other.Part * Whole;
}
