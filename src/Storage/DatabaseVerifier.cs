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
    private static readonly string[] BlobTables = ["activations", "logits", "class_weights", "signature_parts", "unit_hits"];

    /// <summary>Checks a file to its end, whatever is wrong with it. Nothing in it is changed.</summary>
    /// <param name="path">The file.</param>
    /// <param name="progress">Reports progress.</param>
    /// <param name="cancellation">Cancels it.</param>
    /// <exception cref="StorageException">The file is not there, is not ours, or is newer.</exception>
    public static VerifyReport Verify(
        string path, IProgress<StepProgress>? progress = null, CancellationToken cancellation = default)
    {
        var verification = new Verification(progress, cancellation);
        ProbeConnection connection;
        try
        {
            connection = ConnectionOpening.Open(path);
        }
        catch (StorageException error) when (error.Failure == StorageFailure.Damaged || error.Details.Count > 0)
        {
            // What a stranger's schema names is not read.
            return new VerifyReport(["the schema"], error.Details.Count > 0 ? error.Details : [error.Message]);
        }

        using (connection)
        {
            verification.AddChecked("the schema");

            // Another process may write meanwhile.
            verification.Attempt(connection.Pin);
            verification.Attempt(() => StructureVerifier.VerifyFile(connection, verification));
            verification.Attempt(() => StructureVerifier.VerifyTables(connection, verification));
            foreach (string table in BlobTables)
            {
                verification.Attempt(() => StructureVerifier.VerifyBlobs(connection, table, verification));
            }

            verification.Attempt(() =>
            {
                using var database = new ProbeDatabase(connection);
                VerifyRows(database, verification);
                VerifyMasks(connection, database, verification);
            });
        }

        return new VerifyReport(verification.Checked, verification.Problems);
    }

    // What a checksum cannot tell: rows that cannot be, with a checksum to match.
    private static void VerifyRows(ProbeDatabase database, Verification verification)
    {
        verification.Attempt(() => _ = database.Concepts.Count + database.Labels.Count + database.Notes.Count);
        verification.Attempt(() => _ = database.Formulas.All().Count);
        verification.Attempt(() => database.Words.CheckVectors());
        verification.Attempt(() =>
        {
            foreach (var layer in database.Layers)
            {
                verification.Attempt(() => database.Activations.CheckLengths(layer));
                verification.Attempt(() => _ = database.Outputs.ClassWeights(layer.Id));
                verification.Attempt(() =>
                {
                    foreach (var unit in database.Units(layer.Id))
                    {
                        verification.Cancellation.ThrowIfCancellationRequested();
                        verification.Attempt(() => database.Histogram(unit.Id));
                    }
                });
            }
        });
        verification.Attempt(() =>
        {
            foreach (var run in database.Results.Runs())
            {
                verification.Attempt(() => database.Results.Explanations(run));
            }
        });
        verification.Attempt(() => database.Honesty.ReadAll());
        verification.AddChecked("the values of all rows");
    }

    private static void VerifyMasks(ProbeConnection connection, ProbeDatabase database, Verification verification)
    {
        int before = verification.ProblemCount;
        verification.Attempt(() => MaskVerifier.Verify(connection, database.Masks, "concept", verification));
        verification.Attempt(() => MaskVerifier.Verify(connection, database.Masks, "unit", verification));

        // The index is checked against masks that are known to be sound.
        if (verification.ProblemCount == before)
        {
            verification.Attempt(
                () => new IndexVerifier(connection, database.Masks, database.Shards, verification).Verify());
        }
    }
}
