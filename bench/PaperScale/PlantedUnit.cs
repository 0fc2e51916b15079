using System.Numerics;

namespace CompExplain.Bench.PaperScale;

/// <summary>How a label joins the labels before it in what a unit follows.</summary>
internal enum Joined
{
    Or,
    And,
    AndNot,
}

/// <summary>A unit that follows a formula of one to six labels, more or less: its activations are the formula's share of each
/// cell, louder in some images than in others, with noise.</summary>
/// <param name="Number">The unit's number.</param>
/// <param name="Terms">The labels, each joined with those before it.</param>
internal sealed record PlantedUnit(int Number, IReadOnlyList<(Joined How, int Label)> Terms)
{
    /// <summary>Writes the unit's activations on an image.</summary>
    /// <param name="cells">The image.</param>
    /// <param name="noise">Numbers to take noise from.</param>
    /// <param name="dice">The image's and the unit's own dice.</param>
    /// <param name="activations">Receives 7 x 7 values.</param>
    public void Activate(ImageCells cells, ReadOnlySpan<float> noise, Dice dice, Span<float> activations)
    {
        noise.Slice(dice.Below(noise.Length - ImageCells.Cells), ImageCells.Cells).CopyTo(activations);

        // Now and then something that no label tells of.
        if (dice.Chance(0.02))
        {
            activations[dice.Below(activations.Length)] += (float)dice.Between(0.5, 3);
        }

        Span<ulong> sets = stackalloc ulong[ImageCells.Words];
        foreach (var (how, label) in Terms)
        {
            var of = cells.SetsOf(label);
            for (int word = 0; word < sets.Length; word++)
            {
                sets[word] = how switch
                {
                    Joined.Or => sets[word] | of[word],
                    Joined.And => sets[word] & of[word],
                    _ => sets[word] & ~of[word],
                };
            }
        }

        float gain = (float)dice.Between(0.3, 2.5);
        for (int word = 0; word < sets.Length; word++)
        {
            for (ulong rest = sets[word]; rest != 0; rest &= rest - 1)
            {
                var shares = cells.SharesOf((word << 6) + BitOperations.TrailingZeroCount(rest));
                for (int cell = 0; cell < activations.Length; cell++)
                {
                    activations[cell] += gain * shares[cell];
                }
            }
        }
    }
}
