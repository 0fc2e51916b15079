using System.Runtime.InteropServices;
using CompExplain.Fixtures;
using CompExplain.Import.Units;
using CompExplain.Storage;
using CompExplain.Storage.Activations;
using CompExplain.Storage.Catalog;
using CompExplain.Storage.Masks;

namespace CompExplain.Import.Tests.Units;

public sealed class UnitImporterTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Import_TextAboveZero_CutsMasksAndKeepsActivations()
    {
        string database = Databases.Texts(_folder, 4);
        string file = _folder.Write("a.npy", Npy.Floats("(4, 2)", 0, 1, 0.5f, -1, 2, 0, -3, 4));

        var summary = UnitImporter.Import(
            new(file, "mlp.1", ThresholdRule.Above(0)) { Store = StoredActivations.Full }, database, null, Token);

        Assert.Equal(new ImportSummary(4, 4, Units: 2), summary with { Notes = [] });
        Assert.Empty(summary.Notes);
        using var read = ProbeDatabase.Open(database);
        Assert.Equal(new Layer(read.Layers[0].Id, "mlp.1", 1, 1, "above 0", "float32", 2), read.Layers[0]);
        var first = Databases.Unit(read, "mlp.1", 0);
        Assert.Equal(
            (0.0, 2L, 2L, 2.0, -3.0, -0.125),
            (first.Threshold, first.Size, first.ActiveInputs, first.Maximum, first.Minimum, first.Mean));
        Assert.Equal([1, 2], Databases.Positions(read, first));
        Assert.Equal([0, 3], Databases.Positions(read, Databases.Unit(read, "mlp.1", 1)));
        Assert.Equal([0, 0.5f, 2, -3], MemoryMarshal.Cast<byte, float>(read.Activations.Read(first.Id, 0)).ToArray());
        var histogram = read.Histogram(first.Id)!;
        Assert.Equal((-3.0, 2.0, 64), (histogram.Low, histogram.High, histogram.Counts.Count));
        Assert.Equal((4, 1, 1, 1), (histogram.Counts.Sum(), histogram.Counts[0], histogram.Counts[38], histogram.Counts[63]));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 3)]
    [InlineData(2, 5)]
    [InlineData(8, 6)]
    public void Import_TopShare_IsTheSortOfAllPositions(int gridHeight, int gridWidth)
    {
        const int Inputs = 700, Height = 8, Width = 6, Units = 3;
        string database = Databases.Images(_folder, Inputs, Height, Width);
        float[] data = Random(Inputs * Units * gridHeight * gridWidth, 7);
        string file = _folder.Write("a.npy", Npy.Floats($"({Inputs}, {Units}, {gridHeight}, {gridWidth})", data));
        int cells = gridHeight * gridWidth;
        foreach (double share in (double[])[0.005, 0.1, 0.6])
        {
            UnitImporter.Import(
                new(file, "layer4", ThresholdRule.TopShare(share)) { Store = StoredActivations.Full, Replace = true },
                database,
                null,
                Token);

            using var read = ProbeDatabase.Open(database);
            for (int unit = 0; unit < Units; unit++)
            {
                float[] all = new float[Inputs * Height * Width];
                var upsampler = new BilinearUpsampler(gridHeight, gridWidth, Height, Width);
                for (int i = 0; i < Inputs; i++)
                {
                    upsampler.Upsample(
                        data.AsSpan(((i * Units) + unit) * cells, cells), all.AsSpan(i * Height * Width, Height * Width));
                }

                float threshold = all.OrderDescending().ElementAt((int)Math.Round(share * all.Length));
                var stored = Databases.Unit(read, "layer4", unit);
                Assert.Equal(threshold, stored.Threshold);
                Assert.Equal(Enumerable.Range(0, all.Length).Where(i => all[i] > threshold).Select(
                    i => (long)i), Databases.Positions(read, stored));
                Assert.Equal(
                    Databases.Positions(read, stored).Select(p => p / (Height * Width)).Distinct().Count(), stored.ActiveInputs);
            }
        }
    }

    [Fact]
    public void Import_TopShareOfAMostlyZeroLayer_IsTheSort()
    {
        // The guessed floor is 0 here, and so is the threshold at some shares: everything has to be counted again.
        const int Inputs = 600;
        string database = Databases.Images(_folder, Inputs, 4, 4);
        float[] data = [.. Random(Inputs * 4, 3).Select(value => MathF.Max(0, value - 1.5f))];
        string file = _folder.Write("a.npy", Npy.Floats($"({Inputs}, 1, 2, 2)", data));
        float[] all = new float[Inputs * 16];
        var upsampler = new BilinearUpsampler(2, 2, 4, 4);
        for (int i = 0; i < Inputs; i++)
        {
            upsampler.Upsample(data.AsSpan(i * 4, 4), all.AsSpan(i * 16, 16));
        }

        foreach (double share in (double[])[0.001, 0.02, 0.1, 0.2, 0.24])
        {
            UnitImporter.Import(new(file, "l", ThresholdRule.TopShare(
                share))
            { Store = StoredActivations.Full, Replace = true }, database, null, Token);

            using var read = ProbeDatabase.Open(database);
            Assert.Equal(
                all.OrderDescending().ElementAt((int)Math.Round(share * all.Length)), Databases.Unit(read, "l", 0).Threshold);
        }
    }

    [Fact]
    public void Import_TopShareOfGrid_IsTheSortOfTheGrid()
    {
        string database = Databases.Images(_folder, 2, 4, 4);
        string file = _folder.Write("a.npy", Npy.Floats("(2, 4)", 1, 2, 3, 4, 5, 6, 7, 8));

        UnitImporter.Import(
            new(file, "l", ThresholdRule.TopShare(0.25, ThresholdScope.Grid)) { Grid = (2, 2) }, database, null, Token);

        using var read = ProbeDatabase.Open(database);
        Assert.Equal(6, Databases.Unit(read, "l", 0).Threshold);
        Assert.Equal("top 25% of grid", read.Layers[0].ThresholdRule);
    }

    [Fact]
    public void Import_SeveralShards_PutsEveryPositionInItsOwn()
    {
        // Four inputs of 2048 x 2048 to a shard.
        string database = Databases.Images(_folder, 6, 2048, 2048);
        string file = _folder.Write("a.npy", Npy.Floats("(6, 1)", 0, 1, 0, 0, 1, 1));

        UnitImporter.Import(new(file, "l", ThresholdRule.Above(0.5)), database, null, Token);

        using var read = ProbeDatabase.Open(database);
        var unit = Databases.Unit(read, "l", 0);
        Assert.Equal((2, 3L << 22, 3L), (read.Shards.ShardCount, unit.Size, unit.ActiveInputs));
        Assert.Equal(
            [1L << 22, 1L << 23], Enumerable.Range(0, 2).Select(shard => read.Masks.Read(MaskOwner.Unit(unit.Id), shard).Count));
        Assert.Equal((4 * 2, 2 * 2), (read.Activations.Read(unit.Id, 0)!.Length, read.Activations.Read(unit.Id, 1)!.Length));
    }

    [Fact]
    public void Import_Half_CutsBeforeItRounds()
    {
        // 0.1f is above 0.1, and rounds to 0.09997559 in float16, which is not above 0.1.
        string database = Databases.Texts(_folder, 2);
        string file = _folder.Write("a.npy", Npy.Floats("(2, 1)", 2, 0.1f));

        var summary = UnitImporter.Import(new(file, "half", ThresholdRule.Above(0.1)), database, null, Token);
        UnitImporter.Import(
            new(file, "full", ThresholdRule.Above(0.1)) { Store = StoredActivations.None }, database, null, Token);

        using var read = ProbeDatabase.Open(database);
        var half = Databases.Unit(read, "half", 0);
        Assert.Equal([0, 1], Databases.Positions(read, half));
        Assert.Equal((1L, 0.1f), (half.Rounded, (float)half.Minimum!));
        Assert.Equal(4, read.Activations.Read(half.Id, 0)!.Length);
        Assert.Equal("unit 0, input 1: 0.1 to 0.099975586", Assert.Single(summary.Notes).Example);
        Assert.Equal(summary.Notes, read.Notes);
        Assert.Equal([0, 1], Databases.Positions(read, Databases.Unit(read, "full", 0)));
        Assert.Null(read.Activations.Read(Databases.Unit(read, "full", 0).Id, 0));
    }

    [Theory]
    [InlineData(2000, 1)]
    [InlineData(0, 1e-8f)]
    [InlineData(1, 0.001f)]
    [InlineData(0, 400_000)]
    public void Import_WhatHalfCannotHold_IsKeptInFull(float mean, float spread)
    {
        const int inputs = 1000;
        string database = Databases.Texts(_folder, inputs);
        var random = new System.Random(5);
        float[] values = [.. Enumerable.Range(0, inputs).Select(_ => mean + (spread * (random.NextSingle() - 0.5f)))];
        string file = _folder.Write("a.npy", Npy.Floats("(1000, 1)", values));

        var summary = UnitImporter.Import(new(file, "l", ThresholdRule.TopShare(0.05)), database, null, Token);

        using var read = ProbeDatabase.Open(database);
        var unit = Databases.Unit(read, "l", 0);
        float threshold = values.Order().ElementAt(inputs - 51);
        Assert.Equal(
            Enumerable.Range(0, inputs).Where(i => values[i] > threshold), Databases.Positions(read, unit).Select(i => (int)i));
        Assert.Equal(values, read.Activations.Values(read.Layers[0], unit.Id, 0));
        Assert.Equal(0, unit.Rounded);
        var note = Assert.Single(summary.Notes);
        Assert.Equal(
            "units that float16 cannot hold, stored as float32: 1 (such as unit 0)", note.ToString()[(file.Length + 2)..]);
    }

    [Fact]
    public void Import_ReplacedLayer_TakesItsNotesWithIt()
    {
        string database = Databases.Texts(_folder, 2);
        string file = _folder.Write("a.npy", Npy.Floats("(2, 1)", 2, 0.1f));
        UnitImporter.Import(new(file, "l", ThresholdRule.Above(0.1)), database, null, Token);

        UnitImporter.Import(
            new(file, "l", ThresholdRule.Above(0.1)) { Store = StoredActivations.Full, Replace = true }, database, null, Token);

        using var read = ProbeDatabase.Open(database);
        Assert.Empty(read.Notes);
        Assert.True(DatabaseVerifier.Verify(database, null, Token).IsSound);
    }

    [Fact]
    public void Import_Above_ComparesWithTheNumberAndNotWithItsFloat()
    {
        // 0.1f is above 0.1.
        string database = Databases.Texts(_folder, 1);
        string file = _folder.Write("a.npy", Npy.Floats("(1, 1)", 0.1f));

        UnitImporter.Import(new(file, "l", ThresholdRule.Above(0.1)) { Store = StoredActivations.Full }, database, null, Token);

        using var read = ProbeDatabase.Open(database);
        Assert.Equal((1, 0.1), (Databases.Unit(read, "l", 0).Size, Databases.Unit(read, "l", 0).Threshold));
    }

    [Fact]
    public void Import_Given_IsTheMask()
    {
        string database = Databases.Images(_folder, 2, 2, 2);
        string grids = _folder.Write("g.npy", Npy.File("|b1", "(2, 2, 2, 2)", [1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 1]));
        string inputs = _folder.Write("i.npy", Npy.File("|i1", "(2, 1)", [0, 1]));

        UnitImporter.Import(new(grids, "grids", ThresholdRule.Given), database, null, Token);
        UnitImporter.Import(new(inputs, "inputs", ThresholdRule.Given), database, null, Token);

        using var read = ProbeDatabase.Open(database);
        Assert.Equal([0, 1, 7], Databases.Positions(read, Databases.Unit(read, "grids", 0)));
        Assert.Equal([4, 7], Databases.Positions(read, Databases.Unit(read, "grids", 1)));
        Assert.Equal([4, 5, 6, 7], Databases.Positions(read, Databases.Unit(read, "inputs", 0)));
        Assert.Null(Databases.Unit(read, "grids", 0).Threshold);
        Assert.Equal("bool", read.FindLayer("grids")!.ActivationType);
    }

    [Fact]
    public void Import_OneThreadOrMany_GivesTheSameUnits()
    {
        const int Inputs = 50, Units = 200;
        string file = _folder.Write("a.npy", Npy.Floats($"({Inputs}, {Units}, 2, 2)", Random(Inputs * Units * 4, 11)));
        string a = Databases.Images(_folder, Inputs, 5, 5, "a.probe"), b = Databases.Images(_folder, Inputs, 5, 5, "b.probe");

        foreach (string path in (string[])[a, b])
        {
            UnitImporter.Import(new(file, "l", ThresholdRule.TopShare(0.05)), path, null, Token);
        }

        using var first = ProbeDatabase.Open(a);
        using var second = ProbeDatabase.Open(b);
        Assert.Equal(first.Units(1), second.Units(1));
        Assert.Equal(Enumerable.Range(0, Units), first.Units(1).Select(unit => unit.Number));
    }

    [Fact]
    public void Import_WhatDoesNotFit_IsRefusedAndNothingIsWritten()
    {
        string texts = Databases.Texts(_folder, 2), images = Databases.Images(_folder, 2, 4, 4);
        float[] values = [1, 2, 3, float.NaN, 5, 6, 7, 8];
        string nan = _folder.Write("nan.npy", Npy.Floats("(2, 4)", values));
        string infinite = _folder.Write("inf.npy", Npy.Floats("(2, 1)", 1, float.NegativeInfinity));
        string large = _folder.Write("large.npy", Npy.Floats("(2, 1)", 1, 70_000));
        string huge = _folder.Write("huge.npy", Npy.Floats("(2, 1)", 1, 3e38f));
        string rows = _folder.Write("rows.npy", Npy.Floats("(3, 1)", 1, 2, 3));
        string grid = _folder.Write("grid.npy", Npy.Floats("(2, 1, 2, 2)", 1, 2, 3, 4, 5, 6, 7, 8));
        string csv = _folder.Write("n.csv", "left,right\n1,2\n3,nan\n");
        var above = ThresholdRule.Above(0);

        Assert.Contains("unit 3, input 0: the activation is not a number", Refused(nan, above, texts), StringComparison.Ordinal);
        Assert.Contains(
            "unit 0, input 0: the activation is not a number", Refused(nan, above, images, (2, 2)), StringComparison.Ordinal);
        Assert.Contains("unit 0, input 1: the activation is infinite", Refused(infinite, above, texts), StringComparison.Ordinal);
        Assert.Contains("line 3, column 2 (right): 'nan' is not a number", Refused(csv, above, texts), StringComparison.Ordinal);
        Assert.Contains(
            "too large to interpolate", Refused(huge, above, images, store: StoredActivations.Full), StringComparison.Ordinal);
        Assert.Contains("3 rows, and the data set t has 2 inputs", Refused(rows, above, texts), StringComparison.Ordinal);
        Assert.Contains("one position each", Refused(grid, above, texts), StringComparison.Ordinal);
        Assert.Contains("2 x 2, and the data set's positions are 4 x 4", Refused(
            grid, ThresholdRule.Given, images), StringComparison.Ordinal);
        Assert.Contains(
            "input 1: 70000 where a mask has 0 or 1", Refused(large, ThresholdRule.Given, texts), StringComparison.Ordinal);
        foreach (string path in (string[])[texts, images])
        {
            using var read = ProbeDatabase.Open(path);
            Assert.Empty(read.Layers);
        }
    }

    [Fact]
    public void Import_Cancelled_LeavesNothing()
    {
        string database = Databases.Texts(_folder, 2);
        string file = _folder.Write("a.npy", Npy.Floats("(2, 1)", 1, 2));
        using var source = new CancellationTokenSource();
        source.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(
            () => UnitImporter.Import(new(file, "l", ThresholdRule.Above(0)), database, null, source.Token));

        using var read = ProbeDatabase.Open(database);
        Assert.Empty(read.Layers);
    }

    [Fact]
    public void ThresholdRule_ToString_IsForPeople()
    {
        Assert.Equal("above 2.5", ThresholdRule.Above(2.5).ToString());
        Assert.Equal("top 0.5% of positions", ThresholdRule.TopShare(0.005).ToString());
        Assert.Equal("given", ThresholdRule.Given.ToString());
        Assert.Throws<ArgumentOutOfRangeException>(() => ThresholdRule.TopShare(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => ThresholdRule.Above(double.NaN));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static float[] Random(int count, int seed)
    {
        // Sums of quarters, so that there are ties.
        var random = new System.Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)(random.Next(-8, 9) / 4.0) * (random.Next(3) + 1))];
    }

    private static string Refused(
        string file,
        ThresholdRule rule,
        string database,
        (int, int)? grid = null,
        StoredActivations store = StoredActivations.Half) =>
        Assert.Throws<ImportException>(
            () => UnitImporter.Import(new(file, "l", rule) { Grid = grid, Store = store }, database, null, Token)).Message;
}
