using CompExplain.Fixtures;
using CompExplain.Networks.Journals;

namespace CompExplain.Networks.Tests.Journals;

public sealed class ActivationJournalTests
{
    private const int Inputs = 11;
    private const int Cells = 6;

    private static readonly LayerShape Shape = new(5, 2, 3);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(11)]
    public void ReadUnits_BatchesOfAnySize_AreThoseAdded(int batchSize)
    {
        using var folder = new TempFolder();
        float[] values = Values();
        using (var journal = ActivationJournal.Temporary(folder.File("d.cxdb"), Inputs))
        {
            Add(journal, values, 0, Inputs, batchSize);
            AssertHolds(journal, values);
        }

        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void Resume_AfterSomeBatches_GivesTheirLogitsAndKeepsTheirActivations()
    {
        using var folder = new TempFolder();
        string database = folder.File("d.cxdb");
        float[] values = Values();
        using (var before = Open(database))
        {
            Add(before, values, 0, 8, 4);
        }

        using var journal = Open(database);
        var batches = new List<JournalBatch>();
        while (journal.Resume() is { } batch)
        {
            batches.Add(batch);
        }

        Assert.Equal([(0, 4), (4, 4)], batches.Select(batch => (batch.First, batch.Count)));
        Assert.Equal([8, 9, 10, 11, 12, 13, 14, 15], batches[1].Logits);
        Add(journal, values, 8, Inputs, 4);
        AssertHolds(journal, values);
        journal.Delete();
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void Resume_OfAnotherProbe_BeginsAnew()
    {
        using var folder = new TempFolder();
        string database = folder.File("d.cxdb");
        using (var before = Open(database))
        {
            Add(before, Values(), 0, 8, 4);
        }

        using var journal = ActivationJournal.Open(database, "another", Inputs, (_, _) => new byte[16]);

        Assert.Null(journal.Resume());
    }

    private static ActivationJournal Open(string database) =>
        ActivationJournal.Open(
            database, "this", Inputs, (first, count) => [.. Enumerable.Repeat((byte)(first + count), 16)]);

    private static float[] Values()
    {
        var random = new Random(3);
        return [.. Enumerable.Range(0, Inputs * Shape.Units * Cells).Select(_ => random.Next(-512, 512) / 4f)];
    }

    // Two logits an input: its number twice and one more.
    private static void Add(ActivationJournal journal, float[] values, int from, int to, int batchSize)
    {
        int perInput = Shape.Units * Cells;
        for (int first = from; first < to; first += batchSize)
        {
            int count = Math.Min(batchSize, to - first);
            float[] logits = [.. Enumerable.Range(2 * first, 2 * count).Select(number => (float)number)];
            journal.Add(count, Shape, values.AsSpan(first * perInput, count * perInput), logits);
        }
    }

    private static void AssertHolds(ActivationJournal journal, float[] values)
    {
        float[] found = new float[3 * Inputs * Cells];
        journal.ReadUnits(1, 3, found);
        for (int unit = 0; unit < 3; unit++)
        {
            for (int input = 0; input < Inputs; input++)
            {
                Assert.Equal(
                    values.AsSpan(((input * Shape.Units) + unit + 1) * Cells, Cells).ToArray(),
                    found.AsSpan(((unit * Inputs) + input) * Cells, Cells).ToArray());
            }
        }
    }
}
