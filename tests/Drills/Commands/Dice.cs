namespace CompExplain.Drills.Commands;

/// <summary>Random choices that are the same in every run.</summary>
internal static class Dice
{
    /// <summary>The choices of one trial, so that it can be tried again alone.</summary>
    /// <param name="seed">The seed of the drill.</param>
    /// <param name="number">The trial's number.</param>
    public static Random Of(int seed, int number) => new(unchecked((seed * 1_000_003) + number));
}
