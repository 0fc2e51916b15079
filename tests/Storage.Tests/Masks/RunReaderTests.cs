using CompExplain.Fixtures;
using CompExplain.Storage.Catalog;
using CompExplain.Storage.Masks;
using CsCheck;
using Roaring.Net.CRoaring;

namespace CompExplain.Storage.Tests.Masks;

/// <summary>Runs from serialised bytes, against the positions one by one.</summary>
public sealed class RunReaderTests
{
    // Stretches of positions: how they are filled, and how long they are. They cross the borders of containers.
    private static readonly Gen<uint[]> Positions = Gen.Select(Gen.Int[0, 4], Gen.Int[1, 70_000], Gen.Int[0, 9999])
        .Array[0, 6].Select(stretches => Fill(stretches));

    [Fact]
    public void Runs_AnyPositions_AreTheMaximalRuns() => Positions.Sample(positions =>
    {
        var expected = SmallMask.Runs(positions);
        using var bitmap = new Roaring32Bitmap(positions);
        byte[] plain = bitmap.Serialize(SerializationFormat.Portable);
        bitmap.Optimize();
        byte[] optimized = bitmap.Serialize(SerializationFormat.Portable);
        var built = SerializedMask.FromRuns([.. expected]);

        // Where runs take as many bytes as values, the library keeps what a container was made of: the bytes differ, not how many there are.
        Assert.Equal(optimized.Length, built.Bytes.Length);
        foreach (byte[] bytes in (byte[][])[plain, optimized, expected.Count == 0 ? plain : SerializedMask.Write([.. expected])])
        {
            var mask = SerializedMask.Read(bytes);
            Assert.Equal(expected, Runs(mask));
            Assert.Equal(positions.Length, mask.Count);
            Assert.Equal(positions.LastOrDefault(), mask.Last);
            using var opened = mask.Open();
            Assert.True(bitmap.ValueEquals(opened.Value));
        }
    }, iter: 300);

    [Fact]
    public void Positions_AnyPositions_AreThose() =>
        Positions.Sample(positions => Assert.Equal(positions, SerializedMask.FromRuns([.. SmallMask.Runs(positions)]).Positions), iter: 30);

    [Fact]
    public void Runs_RunAcrossContainers_IsOne()
    {
        Assert.Equal([(65_000u, 300_000u)], Runs(SerializedMask.FromRuns((65_000u, 300_000u))));
        Assert.Equal([(0u, uint.MaxValue)], Runs(SerializedMask.FromRuns((0u, uint.MaxValue))));
        Assert.Equal(1L << 32, SerializedMask.FromRuns((0u, uint.MaxValue)).Count);
    }

    [Fact]
    public void Runs_LastPositions_AreRead()
    {
        Assert.Equal([(uint.MaxValue, uint.MaxValue)], Runs(SerializedMask.FromRuns((uint.MaxValue, uint.MaxValue))));
        Assert.Equal([(0u, 0u), (uint.MaxValue - 1, uint.MaxValue)], Runs(SerializedMask.FromRuns((0u, 0u), (uint.MaxValue - 1, uint.MaxValue))));
        Assert.Empty(Runs(SerializedMask.Empty));
    }

    [Fact]
    public void Builder_RunsOverSeveralShards_AreThose()
    {
        // 8 inputs a shard.
        var layout = new ShardLayout(20, 1 << 21);
        var builder = new MaskBuilder(layout);
        builder.Add(3, 5, 9);
        builder.Add(3, 10, 12);
        builder.Add(4, 0, 0);
        builder.AddInput(7);
        builder.AddInput(8);
        builder.Add(19, 1, 1);
        var shards = builder.Finish();
        Assert.Equal([0, 1, 2], shards.Select(each => each.Shard));
        Assert.Equal([(6_291_461u, 6_291_468u), (8_388_608u, 8_388_608u), (14_680_064u, 16_777_215u)], Runs(shards[0].Mask));
        Assert.Equal([(0u, (1u << 21) - 1)], Runs(shards[1].Mask));
        Assert.Equal([(6_291_457u, 6_291_457u)], Runs(shards[2].Mask));
        Assert.Equal(5, builder.Inputs);
    }

    [Fact]
    public void Builder_RunBeforeAnother_IsRefused()
    {
        var builder = new MaskBuilder(new ShardLayout(4, 16));
        builder.Add(1, 5, 9);
        Assert.Throws<ArgumentException>(() => builder.Add(1, 9, 10));
        Assert.Throws<ArgumentException>(() => builder.Add(0, 0, 1));
    }

    private static List<(uint First, uint Last)> Runs(SerializedMask mask)
    {
        var runs = new List<(uint First, uint Last)>();
        foreach (var run in mask.Runs)
        {
            runs.Add(run);
        }

        return runs;
    }

    private static uint[] Fill((int How, int Length, int Seed)[] stretches)
    {
        var positions = new List<uint>();
        uint start = 0;
        foreach (var (how, length, seed) in stretches)
        {
            var random = new Random(seed);
            double density = how switch { 0 => 0, 1 => 0.001, 2 => 0.05, 3 => 0.6, _ => 1 };
            for (int i = 0; i < length; i++)
            {
                if (random.NextDouble() < density)
                {
                    positions.Add(start + (uint)i);
                }
            }

            start += (uint)(length + (how == 0 ? 200_000 : 0));
        }

        return [.. positions];
    }
}
