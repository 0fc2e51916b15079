using CompExplain.Fixtures;
using CompExplain.Storage.Catalog;
using CompExplain.Storage.Files;
using CompExplain.Storage.Masks;
using Microsoft.Data.Sqlite;

namespace CompExplain.Storage.Tests;

/// <summary>A database that grew is held to one that was built at once from the same masks.</summary>
public sealed class GrowthTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 20)];

    // 2 inputs a shard.
    private static readonly DatasetDescription Wide = new("wide", DatasetKind.Images, 2048, 4096, 5);

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Commit_ConceptsAdded_IndexIsThatOfBuildingAnew(int seed)
    {
        using var folder = new TempFolder();
        var probe = seed % 2 == 0 ? NaiveProbe.Images(seed) : NaiveProbe.Texts(seed);
        probe.Write(folder.File("whole.cxdb"));
        int first = 1 + (seed % (probe.Concepts.Count - 1));
        Write(probe, folder.File("grown.cxdb"), first);
        for (int concept = first; concept < probe.Concepts.Count; concept += 3)
        {
            using var writer = DatabaseWriter.Open(folder.File("grown.cxdb"));
            for (int each = concept; each < Math.Min(concept + 3, probe.Concepts.Count); each++)
            {
                writer.AddConceptMask(writer.AddConcept(probe.Concepts[each]), 0, NaiveProbe.Bitmap(probe.Masks[each]));
            }

            writer.Commit();
        }

        AssertSame(folder.File("whole.cxdb"), folder.File("grown.cxdb"), probe.Units.Length);
        Assert.Empty(DatabaseVerifier.Verify(folder.File("grown.cxdb")).Problems);
    }

    [Fact]
    public void Commit_ConceptThatLeavesNothingBehind_TakesTheSignaturesNumber()
    {
        using var folder = new TempFolder();
        var probe = NaiveProbe.Images(3);
        probe.Write(folder.File("a.cxdb"));
        int before;
        using (var database = ProbeDatabase.Open(folder.File("a.cxdb")))
        {
            before = database.Index.SignatureCount;
        }

        using (var writer = DatabaseWriter.Open(folder.File("a.cxdb")))
        {
            writer.AddConceptMask(
                writer.AddConcept(new ConceptRecord("own", "everything", "own")),
                0,
                SmallMask.Range(0, (uint)probe.Positions - 1));
            writer.AddConcept(new ConceptRecord("own", "nothing", "own"));
            writer.Commit();
        }

        using var grown = ProbeDatabase.Open(folder.File("a.cxdb"));
        Assert.Equal(before, grown.Index.SignatureCount);
        for (int signature = 0; signature < before; signature++)
        {
            Assert.Equal(probe.Concepts.Count, grown.Index.ConceptsOf(signature)[^1]);
        }

        Assert.True(grown.Index.SignaturesOf(probe.Concepts.Count + 1).IsEmpty);
        Assert.Empty(DatabaseVerifier.Verify(folder.File("a.cxdb")).Problems);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Append_InputsAdded_IndexIsByteForByteThatOfBuildingAnew(int seed)
    {
        using var folder = new TempFolder();
        var probe = seed % 2 == 0 ? NaiveProbe.Images(seed) : NaiveProbe.Texts(seed);
        Write(probe, folder.File("whole.cxdb"), probe.Concepts.Count, units: 0);
        int some = 1 + (seed % (probe.Dataset.InputCount - 2));
        Write(probe, folder.File("grown.cxdb"), probe.Concepts.Count, inputs: some);
        using (var writer = DatabaseWriter.Open(folder.File("grown.cxdb")))
        {
            writer.Append(Inputs(some, probe.Dataset.InputCount - some), dropLayers: true);
            int from = some * probe.Dataset.PositionsPerInput;
            for (int concept = 0; concept < probe.Concepts.Count; concept++)
            {
                writer.AddConceptMask(concept, 0, NaiveProbe.Bitmap([.. new bool[from], .. probe.Masks[concept][from..]]));
            }

            writer.Commit();
        }

        Assert.Equal(Parts(folder.File("whole.cxdb")), Parts(folder.File("grown.cxdb")));
        AssertSame(folder.File("whole.cxdb"), folder.File("grown.cxdb"), units: 0);
        Assert.Empty(DatabaseVerifier.Verify(folder.File("grown.cxdb")).Problems);
        using var grown = ProbeDatabase.Open(folder.File("grown.cxdb"));
        Assert.Empty(grown.Layers);
        Assert.Equal(probe.Dataset.InputCount, grown.Dataset.InputCount);
    }

    [Fact]
    public void Commit_SeveralShards_GrownAndBuiltAtOnceAgree()
    {
        using var folder = new TempFolder();
        WriteWide(folder.File("whole.cxdb"), inputs: 5, concepts: 3);
        WriteWide(folder.File("grown.cxdb"), inputs: 5, concepts: 2);
        using (var writer = DatabaseWriter.Open(folder.File("grown.cxdb")))
        {
            AddWide(writer, concept: 2, writer.AddConcept(new ConceptRecord("own", "c2", "own")), firstInput: 0);
            writer.Commit();
        }

        AssertSame(folder.File("whole.cxdb"), folder.File("grown.cxdb"), units: 1);

        // Three inputs: one shard and half of the next; the other half and a third shard are added.
        WriteWide(folder.File("less.cxdb"), inputs: 3, concepts: 3);
        using (var writer = DatabaseWriter.Open(folder.File("less.cxdb")))
        {
            writer.Append(Inputs(3, 2), dropLayers: true);
            for (int concept = 0; concept < 3; concept++)
            {
                AddWide(writer, concept, concept, firstInput: 3);
            }

            writer.Commit();
        }

        Assert.Equal(Parts(folder.File("whole.cxdb")), Parts(folder.File("less.cxdb")));
        Assert.Empty(DatabaseVerifier.Verify(folder.File("less.cxdb")).Problems);
        Assert.Empty(DatabaseVerifier.Verify(folder.File("grown.cxdb")).Problems);
    }

    [Fact]
    public void Append_DatabaseWithLayers_IsRefusedUnlessTheyMayGo()
    {
        using var folder = new TempFolder();
        NaiveProbe.Texts(1).Write(folder.File("a.cxdb"));
        using var writer = DatabaseWriter.Open(folder.File("a.cxdb"));
        var refused = Assert.Throws<StorageException>(() => writer.Append(Inputs(1000, 1), dropLayers: false));
        Assert.Contains("layer4", refused.Message, StringComparison.Ordinal);
        Assert.Equal(StorageRemedy.DropLayers, refused.Remedy);
        Assert.Equal(
            StorageFailure.AlreadyExists,
            Assert.Throws<StorageException>(() => writer.Append(Inputs(3, 1), dropLayers: true)).Failure);
    }

    [Fact]
    public void AddConceptMask_PositionsOfOldInputsAfterAppend_AreRefused()
    {
        using var folder = new TempFolder();
        NaiveProbe.Texts(1).Write(folder.File("a.cxdb"));
        using var writer = DatabaseWriter.Open(folder.File("a.cxdb"));
        writer.Append(Inputs(1000, 1), dropLayers: true);
        Assert.Throws<ArgumentException>(() => writer.AddConceptMask(0, 0, SmallMask.Range(149, 150)));
    }

    [Fact]
    public void Commit_LayerAdded_IndexIsNotTouched()
    {
        using var folder = new TempFolder();
        NaiveProbe.Images(3).Write(folder.File("a.cxdb"));
        string before = Parts(folder.File("a.cxdb"), withIds: true);
        using (var writer = DatabaseWriter.Open(folder.File("a.cxdb")))
        {
            int unit = writer.AddUnit(
                writer.AddLayer(new LayerRecord("layer5", 1, 1, "given", "none")),
                new UnitRecord(0, null, null, null, null, 1, null));
            writer.AddUnitMask(unit, 0, SmallMask.Range(0, 9));
            writer.Commit();
        }

        Assert.Equal(before, Parts(folder.File("a.cxdb"), withIds: true));
        Assert.Empty(DatabaseVerifier.Verify(folder.File("a.cxdb")).Problems);
    }

    [Fact]
    public void Open_IndexOfTheOldFormat_IsReadAndGrows()
    {
        using var folder = new TempFolder();
        var probe = NaiveProbe.Images(3);
        Write(probe, folder.File("old.cxdb"), probe.Concepts.Count - 1);
        probe.Write(folder.File("whole.cxdb"));
        ToOldFormat(folder.File("old.cxdb"));
        using (var old = ProbeDatabase.Open(folder.File("old.cxdb")))
        {
            for (int concept = 0; concept < old.Index.ConceptCount; concept++)
            {
                foreach (int signature in old.Index.SignaturesOf(concept))
                {
                    Assert.True(old.Index.ConceptsOf(signature).Contains(concept));
                }
            }
        }

        using (var writer = DatabaseWriter.Open(folder.File("old.cxdb")))
        {
            writer.AddConceptMask(writer.AddConcept(probe.Concepts[^1]), 0, NaiveProbe.Bitmap(probe.Masks[^1]));
            writer.Commit();
        }

        AssertSame(folder.File("whole.cxdb"), folder.File("old.cxdb"), probe.Units.Length);
    }

    private static List<InputRecord> Inputs(int first, int count) =>
        [.. Enumerable.Range(first, count).Select(i => new InputRecord($"input {i}", null, $"source {i}", null, null))];

    private static void Write(NaiveProbe probe, string path, int concepts, int? inputs = null, int? units = null)
    {
        int count = inputs ?? probe.Dataset.InputCount;
        int positions = count * probe.Dataset.PositionsPerInput;
        using var writer = DatabaseWriter.Create(path, probe.Dataset with { InputCount = count });
        writer.AddInputs(Inputs(0, count));
        for (int concept = 0; concept < concepts; concept++)
        {
            writer.AddConceptMask(
                writer.AddConcept(probe.Concepts[concept]), 0, NaiveProbe.Bitmap(probe.Masks[concept][..positions]));
        }

        int layer = (units ?? probe.Units.Length) == 0 ? 0 : writer.AddLayer(new LayerRecord("layer4", 1, 1, "given", "none"));
        for (int unit = 0; unit < (units ?? probe.Units.Length); unit++)
        {
            writer.AddUnitMask(
                writer.AddUnit(layer, new UnitRecord(unit, null, null, null, null, 1, null)),
                0,
                NaiveProbe.Bitmap(probe.Units[unit][..positions]));
        }

        writer.Commit();
    }

    private static void WriteWide(string path, int inputs, int concepts)
    {
        using var writer = DatabaseWriter.Create(path, Wide with { InputCount = inputs });
        writer.AddInputs(Inputs(0, inputs));
        for (int concept = 0; concept < concepts; concept++)
        {
            AddWide(writer, concept, writer.AddConcept(new ConceptRecord("own", $"c{concept}", "own")), firstInput: 0);
        }

        if (inputs == Wide.InputCount)
        {
            int unit = writer.AddUnit(
                writer.AddLayer(new LayerRecord("layer4", 1, 1, "given", "none")),
                new UnitRecord(0, null, null, null, null, 5, null));
            for (int shard = 0; shard < writer.Shards.ShardCount; shard++)
            {
                writer.AddUnitMask(unit, shard, SmallMask.Range(900_000, 4_000_000));
            }
        }

        writer.Commit();
    }

    // A concept has a run in every input, at a place of its own; the second none in the second shard.
    private static void AddWide(DatabaseWriter writer, int concept, int id, int firstInput)
    {
        for (int shard = 0; shard < writer.Shards.ShardCount; shard++)
        {
            var runs = new List<(uint First, uint Last)>();
            for (int i = 0; i < writer.Shards.InputsIn(shard); i++)
            {
                int input = writer.Shards.FirstInput(shard) + i;
                uint start = ((uint)i * (uint)Wide.PositionsPerInput) + (uint)((concept * 700_000) + (input * 100_000));
                if (input >= firstInput && (concept != 1 || shard != 1))
                {
                    runs.Add((start, start + 1_000_000));
                }
            }

            writer.AddConceptMask(id, shard, SerializedMask.FromRuns([.. runs]));
        }
    }

    private static void AssertSame(string expectedPath, string path, int units)
    {
        using var expected = ProbeDatabase.Open(expectedPath);
        using var grown = ProbeDatabase.Open(path);
        Assert.Equal(Sets(expected, units), Sets(grown, units));
        for (int concept = 0; concept < expected.Concepts.Count; concept++)
        {
            Assert.Equal(expected.Concepts[concept], grown.Concepts[concept]);
            Assert.Equal(grown.Concepts[concept].Size, SizeOf(grown, concept));
        }
    }

    private static long SizeOf(ProbeDatabase database, int concept)
    {
        long size = 0;
        foreach (int signature in database.Index.SignaturesOf(concept))
        {
            size += database.Index.Sizes[signature];
        }

        return size;
    }

    // Every signature by what it is: its concepts, its size, and the units' hits in it.
    private static SortedDictionary<string, string> Sets(ProbeDatabase database, int units)
    {
        var sets = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var hits =
            Enumerable.Range(1, units).Select(unit => database.Hits.Read(unit).Dense(database.Index.SignatureCount)).ToList();
        for (int signature = 0; signature < database.Index.SignatureCount; signature++)
        {
            sets.Add(
                string.Join(' ', database.Index.ConceptsOf(signature).ToArray()),
                $"{database.Index.Sizes[signature]}: {string.Join(' ', hits.Select(each => each[signature]))}");
        }

        return sets;
    }

    private static string Parts(string path, bool withIds = false)
    {
        using var connection = Connect(path);
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT part, shard, checksum, length(data), id FROM signature_parts ORDER BY part, shard";
        using var reader = command.ExecuteReader();
        var lines = new List<string>();
        while (reader.Read())
        {
            long id = withIds ? reader.GetInt64(4) : 0;
            lines.Add($"{reader.GetString(0)} {reader.GetInt32(1)} {reader.GetInt64(2)} {reader.GetInt64(3)} {id}");
        }

        return string.Join('\n', lines);
    }

    private static void ToOldFormat(string path)
    {
        var offsets = new List<int> { 0 };
        var postings = new List<int>();
        using (var database = ProbeDatabase.Open(path))
        {
            for (int concept = 0; concept < database.Index.ConceptCount; concept++)
            {
                postings.AddRange(database.Index.SignaturesOf(concept));
                offsets.Add(postings.Count);
            }
        }

        using var connection = Connect(path);
        using var command = connection.CreateCommand();
        RowChecksums.AddTo(connection);
        command.CommandText = "DELETE FROM signature_parts WHERE part = 'postings'; UPDATE signature_index SET format = 1, "
            + "checksum = " + RowChecksums.Of("1, concept_version, signature_count, reference_count");
        command.ExecuteNonQuery();
        foreach (var (part, values) in new[] { ("posting_offsets", offsets), ("postings", postings) })
        {
            byte[] data = [.. values.SelectMany(BitConverter.GetBytes)];
            command.CommandText = "INSERT INTO signature_parts (part, shard, checksum, data) VALUES (@part, 0, @checksum, @data)";
            command.Parameters.Clear();
            command.Parameters.AddWithValue("@part", part);
            command.Parameters.AddWithValue("@checksum", Checksum.Of(data));
            command.Parameters.AddWithValue("@data", data);
            command.ExecuteNonQuery();
        }
    }

    private static SqliteConnection Connect(string path)
    {
        var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        return connection;
    }
}
