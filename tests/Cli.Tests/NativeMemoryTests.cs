using CompExplain.Fixtures;
using CompExplain.Import;
using CompExplain.Import.Concepts;
using CompExplain.Query;
using CompExplain.Query.Execution;
using CompExplain.Query.Explaining;
using CompExplain.Query.Planning;
using CompExplain.Search;
using CompExplain.Storage;
using CompExplain.Storage.Files;
using CompExplain.Storage.Masks;

namespace CompExplain.Cli.Tests;

/// <summary>Bitmaps are native memory: whatever ends, well or badly, leaves none behind, and without the garbage collector's help.</summary>
[Collection(nameof(NativeMemoryTests))]
[CollectionDefinition(nameof(NativeMemoryTests), DisableParallelization = true)]
public sealed class NativeMemoryTests
{
    private static readonly string[] Statements =
    [
        "IOU(unit 1, (water OR river) AND NOT sky)", "COUNT(water XOR NOT river)", "COUNT(NOT (water AND river AND sky))", "COUNT(water OR river OR sky OR house)",
        "COUNT(NEAR(water, sky, 2))", "COUNT(EXPAND(water, 1) AND ABOVE(sky, house))", "COUNT(SOME(water) OR EVERY(sky))", "COUNT(unit 1 @ 20%)",
        "COUNT(LABEL(yes) AND NOT PREDICTED(no))", "COUNT(ALL) , COUNT(NONE)", "TOP 3 inputs BY COUNT(water OR river)", "TOP 3 concepts BY IOU(unit 1, water OR ?)",
        "TOP 3 units BY IOU(?, NEAR(water, sky, 1))", "AUC(unit 1, water AND NOT sky)", "PVALUE(unit 1, water)", "PROFILE COUNT(water OR EXPAND(river, 1))",
        "EXPLAIN unit 1 LENGTH 3", "EXPLAIN NEAR(water, sky, 2) LENGTH 2", "EXPLAIN unit 1 LENGTH 2 HONEST", "COUNT(water) GROUP BY category",
    ];

    [Theory]
    [InlineData(EvaluationPath.Automatic)]
    [InlineData(EvaluationPath.Masks)]
    public void Queries_DatabaseDisposed_LeaveNothing(EvaluationPath path)
    {
        using var folder = new TempFolder();
        string file = Write(folder);
        using (var database = ProbeDatabase.Open(file))
        {
            var engine = new QueryEngine(database, new BeamExplainer());
            foreach (string statement in Statements)
            {
                engine.Run(statement, new RunOptions { Plan = new PlanOptions { Path = path } });
                Assert.Equal(database.Masks.Cache.Masks, NativeBitmap.Alive);
            }

            Assert.True(NativeBitmap.Alive > 0);
        }

        Assert.Equal(0, NativeBitmap.Alive);
    }

    [Fact]
    public void Queries_CacheOfNothing_LeaveNothingEach()
    {
        using var folder = new TempFolder();
        using var database = ProbeDatabase.Open(Write(folder), maskCacheBytes: 0);
        var engine = new QueryEngine(database, new BeamExplainer());
        foreach (string statement in Statements)
        {
            engine.Run(statement, new RunOptions { Plan = new PlanOptions { Path = EvaluationPath.Masks } });
            Assert.Equal(0, NativeBitmap.Alive);
        }
    }

    [Fact]
    public void Queries_Cancelled_LeaveNothing()
    {
        using var folder = new TempFolder();
        using var database = ProbeDatabase.Open(Write(folder), maskCacheBytes: 0);
        var engine = new QueryEngine(database, new BeamExplainer());
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        foreach (string statement in Statements)
        {
            try
            {
                engine.Run(statement, new RunOptions { Plan = new PlanOptions { Path = EvaluationPath.Masks }, Cancellation = cancelled.Token });
            }
            catch (OperationCanceledException)
            {
            }

            Assert.Equal(0, NativeBitmap.Alive);
        }
    }

    [Fact]
    public void Query_DamagedMask_LeavesNothing()
    {
        using var folder = new TempFolder();
        string file = Write(folder);
        using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={file};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "UPDATE concept_masks SET checksum = checksum + 1 WHERE concept_id = 2";
            command.ExecuteNonQuery();
        }

        using var database = ProbeDatabase.Open(file, maskCacheBytes: 0);
        var engine = new QueryEngine(database, new BeamExplainer());
        foreach (string statement in (string[])["COUNT(water OR river OR sky)", "COUNT((water AND river) XOR sky)", "COUNT(NEAR(water, sky, 1))", "COUNT(sky)"])
        {
            Assert.Throws<StorageException>(() => engine.Run(statement, new RunOptions { Plan = new PlanOptions { Path = EvaluationPath.Masks } }));
            Assert.Equal(0, NativeBitmap.Alive);
        }
    }

    [Fact]
    public void LayerSearch_Honest_LeavesWhatIsCached()
    {
        using var folder = new TempFolder();
        using (var database = ProbeDatabase.Open(Write(folder)))
        {
            new LayerSearch(new QueryEngine(database, new BeamExplainer())).Run("layer4", null, new SearchOptions { Length = 3, Beam = 5 });
            Assert.Equal(database.Masks.Cache.Masks, NativeBitmap.Alive);
        }

        Assert.Equal(0, NativeBitmap.Alive);
    }

    [Fact]
    public void Import_CancelledOrFailed_LeavesNothing()
    {
        using var folder = new TempFolder();
        string file = Write(folder);
        string masks = WriteBytes(folder, "own.npy", Npy.File("|b1", "(12,)", [1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0]));
        using var cancelled = new CancellationTokenSource();
        var options = new ConceptImportOptions(masks, "own") { Names = ["every second image"] };
        Assert.ThrowsAny<OperationCanceledException>(() => ConceptImporter.Import(options, file, new CancelAt(cancelled, "index"), cancelled.Token));
        Assert.Equal(0, NativeBitmap.Alive);

        ConceptImporter.Import(options, file, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(0, NativeBitmap.Alive);
        Assert.Throws<StorageException>(() => ConceptImporter.Import(options, file, cancellation: TestContext.Current.CancellationToken));
        Assert.Throws<ImportException>(() => ConceptImporter.Import(
            new ConceptImportOptions(WriteBytes(folder, "wrong.npy", Npy.File("|b1", "(11,)", new byte[11])), "own") { Names = ["other"] }, file, cancellation: TestContext.Current.CancellationToken));
        Assert.Equal(0, NativeBitmap.Alive);
    }

    private static string Write(TempFolder folder)
    {
        string file = folder.File("d.cxdb");
        NaiveProbe.Images(3).Write(file);
        return file;
    }

    private static string WriteBytes(TempFolder folder, string name, byte[] bytes)
    {
        string path = folder.File(name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private sealed class CancelAt(CancellationTokenSource source, string step) : IProgress<StepProgress>
    {
        public void Report(StepProgress value)
        {
            if (value.Step == step)
            {
                source.Cancel();
            }
        }
    }
}
