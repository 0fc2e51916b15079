using CompExplain.Fixtures;
using CompExplain.Storage.Files;
using CompExplain.Storage.Masks;
using Microsoft.Data.Sqlite;

namespace CompExplain.Storage.Tests;

public sealed class DatabaseVerifierTests
{
    public static TheoryData<string> Tampering =>
    [
        "UPDATE concept_masks SET data = zeroblob(length(data)) WHERE id = 2",
        "UPDATE concept_masks SET cardinality = cardinality + 1 WHERE id = 1",
        "UPDATE unit_masks SET checksum = checksum + 1 WHERE id = 1",
        "UPDATE concepts SET size = size + 1 WHERE id = 0",
        "UPDATE units SET size = 0 WHERE id = 1",
        "UPDATE signature_parts SET data = substr(data, 1, length(data) - 8) WHERE part = 'sizes'",
        "UPDATE signature_index SET signature_count = signature_count + 1",
        "UPDATE dataset SET concept_version = concept_version + 1",
        "DELETE FROM signature_parts WHERE part = 'postings'",
        "DELETE FROM unit_hits WHERE unit_id = 2",
        "UPDATE unit_hits SET data = x'00', checksum = 0 WHERE unit_id = 1",
        "DELETE FROM concept_masks WHERE id = 1",
        "UPDATE concepts SET name = 'wader' WHERE id = 0",
        "UPDATE inputs SET source = source || ' ' WHERE id = 3",
        "UPDATE inputs SET label = NULL",
        "UPDATE units SET threshold = 1 WHERE id = 1",
        "UPDATE layers SET name = 'layer5'",
    ];

    [Fact]
    public void Verify_SoundDatabase_FindsNothing()
    {
        using var folder = new TempFolder();
        string path = folder.File("probe.cxdb");
        NaiveProbe.Images(3).Write(path);
        var report = DatabaseVerifier.Verify(path);
        Assert.Empty(report.Problems);
        Assert.Contains("file structure", report.Checked);
        Assert.Contains(
            report.Checked, each => each.Contains("signatures over 768 positions against the masks", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Tampering))]
    public void Verify_TamperedDatabase_FindsIt(string sql)
    {
        using var folder = new TempFolder();
        string path = folder.File("probe.cxdb");
        NaiveProbe.Images(3).Write(path);
        Execute(path, sql);
        Assert.NotEmpty(DatabaseVerifier.Verify(path).Problems);
    }

    [Fact]
    public void Verify_MaskThatIndexDoesNotKnow_FindsIt()
    {
        // A mask that is sound by itself, but not the one that the index was built from.
        using var folder = new TempFolder();
        string path = folder.File("probe.cxdb");
        var probe = NaiveProbe.Images(3);
        probe.Write(path);
        bool[] bits = [.. probe.Masks[1]];
        (bits[Array.IndexOf(bits, true)], bits[Array.IndexOf(bits, false)]) = (false, true);
        var mask = NaiveProbe.Bitmap(bits);
        Assert.Equal(NaiveProbe.Bitmap(probe.Masks[1]).Count, mask.Count);
        byte[] bytes = mask.Bytes.ToArray();
        using (var connection = new SqliteConnection($"Data Source={path};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "UPDATE concept_masks SET data = @data, checksum = @checksum WHERE concept_id = 1";
            command.Parameters.AddWithValue("@data", bytes);
            command.Parameters.AddWithValue("@checksum", Checksum.Of(bytes));
            command.ExecuteNonQuery();
        }

        Assert.Contains(
            DatabaseVerifier.Verify(path).Problems,
            each => each.Contains("does not agree with the mask of concept 1", StringComparison.Ordinal));
    }

    [Fact]
    public void Read_AnyBitFlipped_IsAnErrorOrTheSameAnswer()
    {
        // One bit anywhere in the file: what is read is right, or refused by name; nothing else is ever thrown.
        using var folder = new TempFolder();
        string path = folder.File("probe.cxdb");
        NaiveProbe.Images(4, inputs: 6).Write(path);
        byte[] sound = File.ReadAllBytes(path);
        var random = new Random(11);
        int refused = 0;
        for (int i = 0; i < 300; i++)
        {
            byte[] bytes = (byte[])sound.Clone();
            bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(path, bytes);
            try
            {
                if (!DatabaseVerifier.Verify(path).IsSound)
                {
                    refused++;
                }

                using var database = ProbeDatabase.Open(path);
                _ = database.Index.SignatureCount + database.Hits.Read(1).Total;
                foreach (var concept in database.Concepts)
                {
                    _ = database.Masks.Read(MaskOwner.Concept(concept.Id), 0).Count;
                    using var opened = database.Masks.Open(MaskOwner.Concept(concept.Id), 0);
                    _ = opened.Value.AndCount(opened.Value);
                }
            }
            catch (StorageException)
            {
                refused++;
            }
        }

        Assert.True(refused > 0);
    }

    [Fact]
    public void Mask_BitFlippedInItsBlob_NamesTheMask()
    {
        using var folder = new TempFolder();
        string path = folder.File("probe.cxdb");
        var probe = NaiveProbe.Images(3);
        probe.Write(path);
        byte[] blob = NaiveProbe.Bitmap(probe.Masks[1]).Bytes.ToArray();
        byte[] bytes = File.ReadAllBytes(path);
        int at = bytes.AsSpan().IndexOf(blob);
        Assert.True(at > 0);
        bytes[at + blob.Length - 1] ^= 1;
        File.WriteAllBytes(path, bytes);
        using var database = ProbeDatabase.Open(path);
        var error = Assert.Throws<StorageException>(() => database.Masks.Read(MaskOwner.Concept(1), 0));
        Assert.Equal(StorageFailure.Damaged, error.Failure);
        Assert.Equal((StorageRemedy.Verify, path), (error.Remedy, error.Path));
        Assert.Contains("the mask of concept 1, shard 0, does not match its checksum", error.Message, StringComparison.Ordinal);
    }

    private static void Execute(string path, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        Assert.True(command.ExecuteNonQuery() > 0);
    }
}
