using CompExplain.Networks.Vision;
using CompExplain.Storage.Activations;
using TorchSharp;

namespace CompExplain.Networks.Tests.Vision;

/// <summary>Our arithmetic against libtorch's.</summary>
[Collection(LibTorchTests.Name)]
public sealed class NumbersTests
{
    [Theory]
    [InlineData(7, 7, 112, 112)]
    [InlineData(13, 13, 112, 112)]
    [InlineData(6, 9, 50, 31)]
    [InlineData(1, 1, 4, 3)]
    [InlineData(12, 8, 5, 5)]
    public void Upsample_Anything_IsInterpolate(int h, int w, int height, int width)
    {
        float[] grid = Numbers(h * w, 1);
        float[] found = new float[height * width];

        new BilinearUpsampler(h, w, height, width).Upsample(grid, found);

        using var expected = torch.nn.functional.interpolate(
            torch.tensor(grid, [1, 1, h, w]), [height, width], mode: torch.InterpolationMode.Bilinear, align_corners: false);
        float[] values = expected.data<float>().ToArray();
        for (int i = 0; i < found.Length; i++)
        {
            Assert.Equal(values[i], found[i], 2e-4f);
        }
    }

    [Theory]
    [InlineData(7, 5, 20, 31)]
    [InlineData(224, 224, 227, 227)]
    public void Resize_Larger_IsInterpolate(int h, int w, int height, int width)
    {
        float[] source = Numbers(h * w, 2);
        float[] found = new float[height * width];

        PictureResizer.Resize(source, h, w, found, height, width);

        using var expected = torch.nn.functional.interpolate(
            torch.tensor(source, [1, 1, h, w]), [height, width], mode: torch.InterpolationMode.Bilinear, align_corners: false);
        float[] values = expected.data<float>().ToArray();
        for (int i = 0; i < found.Length; i++)
        {
            Assert.Equal(values[i], found[i], 5e-4f);
        }
    }

    [Fact]
    public void Resize_Half_IsUnderTheTriangle()
    {
        // To half its size each output is (1 3 3 1) / 8 of four neighbours; at the edges what is left, over its sum.
        float[] found = new float[3];

        PictureResizer.Resize([8, 0, 0, 16, 8, 8], 1, 6, found, 1, 3);

        float[] expected = [24f / 7, ((3 * 16f) + 8) / 8, (16 + (3 * 8) + (3 * 8)) / 7f];
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(expected[i], found[i], 2e-4f);
        }
    }

    private static float[] Numbers(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)((random.NextDouble() * 20) - 10))];
    }
}
