namespace CompExplain.Storage.Signatures;

/// <summary>How many positions of a mask fall in each signature; signatures with none are left out.</summary>
/// <param name="Signatures">Signatures, ascending.</param>
/// <param name="Hits">Positions of the mask in each of them, at least 1.</param>
public sealed record UnitHits(int[] Signatures, long[] Hits)
{
    /// <summary>How many positions the mask has.</summary>
    public long Total => Hits.Sum();

    /// <summary>The hits spread over all signatures.</summary>
    /// <param name="signatureCount">How many signatures there are.</param>
    /// <returns>Hits by signature, 0 where there are none; the caller owns it.</returns>
    public long[] Dense(int signatureCount)
    {
        long[] dense = new long[signatureCount];
        for (int i = 0; i < Signatures.Length; i++)
        {
            dense[Signatures[i]] = Hits[i];
        }

        return dense;
    }
}
