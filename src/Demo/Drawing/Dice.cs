using System.Numerics;

namespace CompExplain.Demo.Drawing;

/// <summary>Chance that repeats: the same world and number throw the same.</summary>
internal sealed class Dice
{
    private readonly Random _random;

    public Dice(int seed, int number) => _random = new Random(Noise.Mix(seed, number));

    /// <summary>A number from one to another.</summary>
    public float Between(float low, float high) => low + ((high - low) * _random.NextSingle());

    /// <summary>A whole number from one to another, both included.</summary>
    public int Whole(int low, int high) => _random.Next(low, high + 1);

    public bool Chance(double probability) => _random.NextDouble() < probability;

    public T Pick<T>(params ReadOnlySpan<T> all) => all[_random.Next(all.Length)];

    /// <summary>A colour like another: lighter or darker, and a little off.</summary>
    public Vector4 Like(Vector4 color, float spread = 0.05f)
    {
        float all = Between(-spread, spread);
        return new Vector4(
            Math.Clamp(color.X + all + Between(-spread / 2, spread / 2), 0, 1),
            Math.Clamp(color.Y + all + Between(-spread / 2, spread / 2), 0, 1),
            Math.Clamp(color.Z + all + Between(-spread / 2, spread / 2), 0, 1),
            color.W);
    }

    /// <summary>A pattern of noise of its own.</summary>
    public int Pattern() => _random.Next();
}
