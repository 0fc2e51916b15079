using CompExplain.Storage.Files;
using CompExplain.Storage.Masks;
using CompExplain.Storage.Signatures;

namespace CompExplain.Storage;

/// <summary>
/// Checks everything in a probe database: the file's structure, every table and every large value against its checksum, every
/// mask against its cardinality, and the signature index and the units' hits against the masks that they are derived from.
/// </summary>
public static class DatabaseVerifier
{
    /// <summary>Checks a file. Nothing in it is changed.</summary>
    /// <param name="path">The file.</param>
    /// <param name="progress">Reports progress.</param>
    /// <param name="cancellation">Cancels it.</param>
    /// <exception cref="StorageException">The file is not ours, is newer, or is too damaged to be opened.</exception>
    public static VerifyReport Verify(
        string path, IProgress<StepProgress>? progress = null, CancellationToken cancellation = default)
    {
        using var connection = ConnectionOpening.Open(path);
        using var masks = new MaskStore(connection);
        var verification = new Verification(progress, cancellation);
        verification.Attempt(() => StructureVerifier.VerifyFile(connection, verification));
        verification.Attempt(() => StructureVerifier.VerifyTables(connection, verification));
        verification.Attempt(() => MaskVerifier.Verify(connection, masks, "concept", verification));
        verification.Attempt(() => MaskVerifier.Verify(connection, masks, "unit", verification));
        foreach (string table in (ReadOnlySpan<string>)["activations", "logits", "class_weights", "signature_parts", "unit_hits"])
        {
            verification.Attempt(() => StructureVerifier.VerifyBlobs(connection, table, verification));
        }

        // The index is checked against masks that are known to be sound.
        if (verification.Problems.Count == 0)
        {
            verification.Attempt(() => new IndexVerifier(connection, masks, verification).Verify());
        }

        return new VerifyReport(verification.Checked, verification.Problems);
    }
}
