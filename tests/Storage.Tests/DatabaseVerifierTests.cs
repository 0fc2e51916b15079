using CompExplain.Drills.Databases;
using CompExplain.Fixtures;
using CompExplain.Storage.Catalog;
using CompExplain.Storage.Files;
using CompExplain.Storage.Masks;
using CompExplain.Storage.Results;
using Microsoft.Data.Sqlite;

namespace CompExplain.Storage.Tests;

public sealed class DatabaseVerifierTests
{
    private const long HeldPositions = 128;

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
        "UPDATE formulas SET text = 'dry'",
        "UPDATE search_runs SET complete = 0",
        "UPDATE explanations SET formula = 'dry'",
        "UPDATE explained_units SET concept_hits = concept_hits + 1",
        "UPDATE certificates SET bound = 0.25",
        "UPDATE honesty_runs SET options = '{}'",
        "UPDATE honesty SET as_high = 0",
        "UPDATE honesty_clauses SET hits = hits - 1",
    ];

    /// <summary>Rows that cannot be, with checksums to match.</summary>
    public static TheoryData<string, string> Forgeries => new()
    {
        { "UPDATE dataset SET height = 0", "height is 0" },
        { "UPDATE dataset SET height = 4611686018427387904", "height is" },
        { "UPDATE dataset SET height = 4097, width = 4097", "too many positions" },
        { "UPDATE dataset SET input_count = 2147483647", "12 inputs, and 2147483647 are on record" },
        { "UPDATE dataset SET input_count = -1", "input_count is -1" },
        { "UPDATE dataset SET kind = 'sounds'", "kind is neither images nor texts" },
        { "DELETE FROM dataset", "describes no dataset" },
        { "UPDATE inputs SET id = 4000000000 WHERE id = 11", "4000000001 inputs" },
        { "UPDATE concepts SET id = 4000000000 WHERE id = 8", "" },
        { "UPDATE concepts SET size = -1", "size is -1" },
        { "UPDATE concepts SET size = 9223372036854775807", "size is 9223372036854775807" },
        { "UPDATE layers SET grid_height = 0", "grid_height is 0" },
        { "UPDATE layers SET grid_width = 4611686018427387904", "grid_width is" },
        { "UPDATE layers SET activation_type = 'text'", "activation_type is none that is known" },
        { "UPDATE units SET size = -3", "size is -3" },
        { "UPDATE units SET active_inputs = 13", "active_inputs is 13" },
        { "UPDATE units SET number = -1 WHERE id = 1", "number is -1" },
        { "UPDATE units SET rounded = -1", "rounded is -1" },
        { "UPDATE units SET maximum = 9e999", "maximum is no finite number" },
        { "UPDATE units SET histogram = x'00'", "a value is of another type" },
        { "UPDATE concept_masks SET shard = 7", "" },
        { "UPDATE unit_masks SET data = x''", "" },
        { "UPDATE unit_masks SET cardinality = -1", "are on record" },
        { "UPDATE activations SET data = zeroblob(3)", "bytes of activations" },
        { "UPDATE signature_index SET signature_count = 2147483647", "counts on record" },
        { "UPDATE signature_index SET reference_count = -1", "reference_count is -1" },
        { "UPDATE signature_parts SET data = zeroblob(length(data)) WHERE part = 'sizes'", "sizes of signatures" },
        { "UPDATE signature_parts SET data = zeroblob(length(data)) WHERE part = 'offsets'", "not in order" },
        { "UPDATE signature_parts SET data = CAST(x'ffffff7f' || substr(data, 5) AS BLOB) WHERE part = 'concepts'", "in order" },
        { "UPDATE signature_parts SET data = x'ffffffff' WHERE part = 'postings'", "are not in order" },
        { "UPDATE signature_parts SET data = x'0102' WHERE part = 'postings'", "no whole values" },
        { "UPDATE unit_hits SET data = x'ffffffffffffffffff01'", "more signatures than there are" },
        { "UPDATE unit_hits SET data = x'010000'", "hits in signature 0" },
        { "UPDATE unit_hits SET data = x'0100ffffffff7f'", "hits in signature 0" },
        { "UPDATE unit_hits SET data = x''", "cut short" },
        { "UPDATE search_runs SET layer_id = NULL", "a value is missing in search_runs, row 1" },
        { "UPDATE explanations SET size = 99999", "size is 99999" },
        { "UPDATE explanations SET hits = size + 1", "hits is" },
        { "UPDATE explanations SET score = 2", "score is 2" },
        { "UPDATE explanations SET leaves = length + 1", "leaves is" },
        { "UPDATE explanations SET unit_id = 77", "unit_id is 77" },
        { "UPDATE explained_units SET concept_score = NULL", "concept_score is missing" },
        { "UPDATE certificates SET bound = -1", "bound is -1" },
        { "UPDATE certificates SET expanded = -1", "expanded is -1" },
        { "UPDATE honesty SET as_high = shifts + 1", "as_high is" },
        { "UPDATE honesty SET seen_hits = NULL", "a value is missing" },
        { "UPDATE honesty SET held_target = 100000", "held_target is 100000" },
        { "UPDATE honesty_clauses SET size = -1", "size is -1" },
    };

    [Theory]
    [InlineData("CREATE VIEW extra AS SELECT 1", "it has a view 'extra', which CompExplain does not make")]
    [InlineData("CREATE TABLE extra (id INTEGER)", "it has a table 'extra'")]
    [InlineData("CREATE VIRTUAL TABLE extra USING fts5(text)", "it has a table 'extra'")]
    [InlineData("CREATE INDEX extra ON inputs (source)", "it has a index 'extra'")]
    [InlineData(
        "CREATE TRIGGER extra AFTER INSERT ON formulas BEGIN DELETE FROM concepts; END", "it has a trigger 'extra'")]
    [InlineData("DROP TABLE words; CREATE VIEW words AS SELECT 1 AS id", "its table 'words' is defined otherwise")]
    [InlineData("ALTER TABLE inputs ADD COLUMN more TEXT", "its table 'inputs' is defined otherwise")]
    [InlineData("DROP TABLE neighbors", "its table 'neighbors' is missing")]
    public void Open_SchemaThatIsNotOurs_IsRefusedAndListed(string sql, string what)
    {
        using var folder = new TempFolder();
        string path = folder.File("probe.cxdb");
        NaiveProbe.Images(3).Write(path);
        Execute(path, sql, changes: false);

        var error = Assert.Throws<StorageException>(() => ProbeDatabase.Open(path));

        Assert.Equal(StorageFailure.NotOurs, error.Failure);
        Assert.Contains(what, error.Message, StringComparison.Ordinal);
        Assert.Throws<StorageException>(() => DatabaseWriter.Open(path));
        Assert.Contains(DatabaseVerifier.Verify(path).Problems, each => each.Contains(what, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Forgeries))]
    public void Read_RowThatCannotBe_IsDamaged(string sql, string words)
    {
        using var folder = new TempFolder();
        string path = folder.File("probe.cxdb");
        WriteWithResults(path);
        ReadAll(path);
        Assert.True(ForgedChecksums.Change(path, sql) > 0);

        var error = Assert.Throws<StorageException>(() => ReadAll(path));

        Assert.Equal(StorageFailure.Damaged, error.Failure);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.NotEmpty(DatabaseVerifier.Verify(path).Problems);
    }

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
        WriteWithResults(path);
        Assert.Empty(DatabaseVerifier.Verify(path).Problems);
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

    // A database with a named formula, and a search's answers with certificates and checks.
    private static void WriteWithResults(string path)
    {
        NaiveProbe.Images(3).Write(path);
        using var database = ProbeDatabase.Open(path);
        database.Formulas.Save(new NamedFormula("wet", "water OR river"));
        var layer = database.Layers[0];
        var unit = database.Units(layer.Id)[0];
        var run = database.Results.Open(layer.Id, "{\"length\":1}");
        long size = database.Concepts[0].Size, hits = Math.Max(0, size + unit.Size - database.Dataset.PositionCount);
        var counts = new PairCounts(hits, size, unit.Size, database.Dataset.PositionCount);
        var found = new Explanation(1, 1, "a", counts.Iou, counts) { Certificate = new Certificate(0.5, 3, 4, 0.25) };
        database.Results.Store(run.Id, [new(unit, found, [found])]);
        database.Results.StoreCertificates(run.Id, [new(unit, found, [found])]);
        database.Results.Complete(run.Id);
        var check = database.Honesty.Open(run.Id, "{\"shifts\":9}", HeldPositions);
        var none = new PairCounts(0, 0, 0, 0);
        var held = new HeldOut("a", none, none);
        database.Honesty.Store(
            check,
            [(unit.Id, new("a", "a", 1, ["b"], [new Clause("a", new(0, 0, 0, 0))], new(9, 1, 0.125), held))]);
    }

    private static void ReadAll(string path)
    {
        using var database = ProbeDatabase.Open(path);
        _ = database.Notes.Count + database.Labels.Count + database.Formulas.All().Count + database.Index.Offsets.Length;
        foreach (var concept in database.Concepts)
        {
            _ = database.Masks.Read(MaskOwner.Concept(concept.Id), 0).Count + database.Index.SignaturesOf(concept.Id).Length;
            _ = database.Masks.Read(MaskOwner.Concept(concept.Id), 7).Count;
        }

        foreach (var layer in database.Layers)
        {
            foreach (var unit in database.Units(layer.Id))
            {
                _ = database.Masks.Read(MaskOwner.Unit(unit.Id), 0).Count + database.Hits.Read(unit.Id).Total;
                _ = database.Histogram(unit.Id);
                _ = database.Activations.Values(layer, unit.Id, 0).Length;
            }
        }

        foreach (var run in database.Results.Runs())
        {
            _ = database.Results.Explanations(run).Count;
            _ = database.Honesty.Read(new(1, run.Id, "{\"shifts\":9}", HeldPositions)).Count;
        }
    }

    private static void Execute(string path, string sql, bool changes = true)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        int changed = command.ExecuteNonQuery();
        Assert.True(changed > 0 || !changes);
    }
}
