using CompExplain.Storage.Activations;
using CsCheck;

namespace CompExplain.Storage.Tests.Activations;

public sealed class BilinearUpsamplerTests
{
    private static readonly Gen<(int H, int W, int Height, int Width)> Sizes =
        Gen.Select(Gen.Int[1, 9], Gen.Int[1, 9], Gen.Int[1, 40], Gen.Int[1, 40]);

    [Fact]
    public void Upsample_2To4_IsPyTorchs()
    {
        // torch.nn.functional.interpolate of [[1, 2], [3, 4]] to 4 x 4, mode bilinear, align_corners False.
        float[] expected =
        [
            1, 1.25f, 1.75f, 2,
            1.5f, 1.75f, 2.25f, 2.5f,
            2.5f, 2.75f, 3.25f, 3.5f,
            3, 3.25f, 3.75f, 4,
        ];

        Assert.Equal(expected, Upsample([1, 2, 3, 4], 2, 2, 4, 4));
    }

    [Fact]
    public void Upsample_NotAMultiple_IsAsWorkedOutByHand()
    {
        // Three columns to five: centres at -0.2 (clamped to 0), 0.4, 1, 1.6, 2.2 (clamped to 2).
        float[] found = Upsample([0, 10, 30], 1, 3, 1, 5);

        float[] expected = [0, 4, 10, 22, 30];
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], found[i], 1e-5f);
        }
    }

    [Fact]
    public void Upsample_ToFewer_TakesBetweenTheMiddleOnes() =>
        Assert.Equal([2.5f], Upsample([1, 2, 3, 4], 1, 4, 1, 1));

    [Fact]
    public void Upsample_SameSize_ChangesNothing() =>
        Gen.Select(Gen.Int[1, 20], Gen.Int[1, 20]).SelectMany(
            (h, w) => Gen.Float[-100, 100].Array[h * w].Select(grid => (h, w, grid)))
            .Sample(t => Assert.Equal(t.grid, Upsample(t.grid, t.h, t.w, t.h, t.w)));

    [Fact]
    public void Upsample_Constant_StaysExactly() =>
        Gen.Select(Sizes, Gen.Float[-1e30f, 1e30f]).Sample((s, value) =>
        {
            float[] grid = new float[s.H * s.W];
            Array.Fill(grid, value);
            Assert.All(Upsample(grid, s.H, s.W, s.Height, s.Width), found => Assert.Equal(value, found));
        });

    [Fact]
    public void Upsample_Anything_StaysWithinMinimumAndMaximum() =>
        Grids().Sample(t =>
        {
            float low = t.Grid.Min(), high = t.Grid.Max();
            Assert.All(Upsample(t.Grid, t.S.H, t.S.W, t.S.Height, t.S.Width), found => Assert.InRange(found, low, high));
        });

    [Fact]
    public void Upsample_Anything_IsTheFormula() =>
        Grids().Sample(t =>
        {
            var (h, w, height, width) = t.S;
            float[] found = Upsample(t.Grid, h, w, height, width);
            for (int y = 0; y < height; y++)
            {
                for (int x = 0; x < width; x++)
                {
                    double sy = Math.Max(0, ((y + 0.5) * h / height) - 0.5), sx = Math.Max(0, ((x + 0.5) * w / width) - 0.5);
                    int y0 = (int)(sy + 1e-9), x0 = (int)(sx + 1e-9);
                    int y1 = Math.Min(y0 + 1, h - 1), x1 = Math.Min(x0 + 1, w - 1);
                    double fy = sy - y0, fx = sx - x0;
                    double expected = ((1 - fy) * (((1 - fx) * t.Grid[(y0 * w) + x0]) + (fx * t.Grid[(y0 * w) + x1])))
                        + (fy * (((1 - fx) * t.Grid[(y1 * w) + x0]) + (fx * t.Grid[(y1 * w) + x1])));
                    Assert.Equal(expected, found[(y * width) + x], 1e-3);
                }
            }
        });

    [Fact]
    public void Upsample_WrongLengths_AreRefused()
    {
        var upsampler = new BilinearUpsampler(2, 2, 4, 4);

        Assert.Throws<ArgumentException>(() => upsampler.Upsample(new float[3], new float[16]));
        Assert.Throws<ArgumentException>(() => upsampler.Upsample(new float[4], new float[15]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BilinearUpsampler(0, 2, 4, 4));
    }

    private static Gen<((int H, int W, int Height, int Width) S, float[] Grid)> Grids() =>
        Sizes.SelectMany(s => Gen.Float[-100, 100].Array[s.H * s.W].Select(grid => (s, grid)));

    private static float[] Upsample(float[] grid, int h, int w, int height, int width)
    {
        float[] found = new float[height * width];
        new BilinearUpsampler(h, w, height, width).Upsample(grid, found);
        return found;
    }
}
