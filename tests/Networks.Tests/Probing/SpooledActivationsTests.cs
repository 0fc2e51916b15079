using CompExplain.Fixtures;
using CompExplain.Networks.Probing;

namespace CompExplain.Networks.Tests.Probing;

public sealed class SpooledActivationsTests
{
    [Theory]
    [InlineData(true, 1 << 20)]
    [InlineData(true, 100)]
    [InlineData(false, 100)]
    [InlineData(false, 1)]
    public void ReadUnits_InMemoryOrNot_AreThoseAdded(bool half, int bufferBytes)
    {
        const int inputs = 11, units = 5, cells = 6;
        using var folder = new TempFolder();
        var random = new Random(3);
        float[][] rows = [.. Enumerable.Range(0, inputs).Select(_ => Enumerable.Range(0, units * cells).Select(_ => random.Next(-512, 512) / 4f).ToArray())];
        using (var spool = new SpooledActivations(inputs, units, 2, 3, half, folder.Path, bufferBytes))
        {
            foreach (float[] row in rows)
            {
                Assert.Equal(-1, spool.Add(row));
            }

            float[] found = new float[3 * inputs * cells];
            spool.ReadUnits(1, 3, found);
            for (int unit = 0; unit < 3; unit++)
            {
                for (int input = 0; input < inputs; input++)
                {
                    Assert.Equal(
                        rows[input].AsSpan((unit + 1) * cells, cells).ToArray(),
                        found.AsSpan(((unit * inputs) + input) * cells, cells).ToArray());
                }
            }
        }

        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void Add_BeyondFloat16_SaysWhere()
    {
        using var folder = new TempFolder();
        using var spool = new SpooledActivations(2, 2, 1, 1, true, folder.Path);

        Assert.Equal(1, spool.Add([1, 70_000]));
    }
}
