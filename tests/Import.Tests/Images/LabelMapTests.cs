using CompExplain.Fixtures;
using CompExplain.Import.Images;
using CsCheck;

namespace CompExplain.Import.Tests.Images;

public sealed class LabelMapTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_Rgb_IsEveryLabelExactly() =>
        Gen.Int[0, 65535].Array[12].Sample(labels =>
        {
            string path = _folder.File($"{Guid.NewGuid():N}.png");
            File.WriteAllBytes(path, Png.Labels(3, 4, labels));
            Assert.Equal(labels, Read(path, 3, 4));
        }, iter: 200);

    [Fact]
    public void Read_RgbOfAllValues_IsNotColourManaged()
    {
        // A gamma and an sRGB chunk, which a colour-managed reader would apply.
        byte[] pixels = [.. Enumerable.Range(0, 256).SelectMany(i => new byte[] { (byte)i, (byte)(255 - i), 77 })];
        int[] expected = [.. Enumerable.Range(0, 256).Select(i => i + (256 * (255 - i)))];
        string gamma = _folder.Write("g.png", Png.File(16, 16, 8, 2, pixels, ("gAMA", [0, 1, 0x86, 0xA0])));
        string srgb = _folder.Write("s.png", Png.File(16, 16, 8, 2, pixels, ("sRGB", [0])));

        Assert.Equal(expected, Read(gamma, 16, 16));
        Assert.Equal(expected, Read(srgb, 16, 16));
    }

    [Fact]
    public void Read_Transparent_KeepsItsLabel()
    {
        string path = _folder.Write("a.png", Png.File(1, 3, 8, 6, [201, 3, 9, 0, 201, 3, 9, 1, 17, 2, 0, 128]));

        Assert.Equal([969, 969, 529], Read(path, 1, 3));
    }

    [Theory]
    [InlineData(8, new byte[] { 2, 1, 0, 1 })]
    [InlineData(2, new byte[] { 0b10_01_00_01 })]
    public void Read_Indexed_IsThePalettesColours(int depth, byte[] pixels)
    {
        string path = _folder.Write(
            "i.png", Png.File(1, 4, depth, 3, pixels, ("PLTE", [0, 0, 0, 5, 0, 0, 250, 1, 0]), ("tRNS", [0, 128])));

        Assert.Equal([506, 5, 0, 5], Read(path, 1, 4));
    }

    [Fact]
    public void Read_Grey_IsTheGrey()
    {
        Assert.Equal([0, 7, 255], Read(_folder.Write("g.png", Png.File(1, 3, 8, 0, [0, 7, 255])), 1, 3));
        Assert.Equal([9, 200], Read(_folder.Write("ga.png", Png.File(1, 2, 8, 4, [9, 0, 200, 100])), 1, 2));
    }

    [Fact]
    public void Read_WhatIsNoLabelMap_IsRefused()
    {
        byte[] good = Png.Labels(2, 2, 1, 2, 3, 4);
        byte[] huge = [.. good];
        huge[16] = 0x7F;

        Refused([], "not a PNG");
        Refused([.. "not a picture at all, but quite long enough"u8], "not a PNG");
        Refused(Png.Labels(2, 1, 1, 2), "is 2 x 1, and the index says 2 x 2");
        Refused(huge, "too large for a label map");
        Refused(Png.File(2, 2, 16, 2, new byte[24]), "16 bits a colour");
        Refused(Png.File(2, 2, 3, 0, new byte[2]), "damaged");
        Refused(Png.File(2, 2, 8, 3, [0, 0, 0, 9], ("PLTE", [0, 0, 0])), "has the index 9, and its palette has 1 colours");
        for (int length = 33; length < good.Length; length++)
        {
            Refused(good[..length], "damaged");
        }

        byte[] changed = [.. good];
        changed[^20] ^= 1;
        Refused(changed, "damaged");

        void Refused(byte[] bytes, string expected) => Assert.Contains(
            expected,
            Assert.Throws<ImportException>(() => Read(_folder.Write("x.png", bytes), 2, 2)).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, new byte[] { 0b1010_0000 }, new[] { 1, 0, 1 })]
    [InlineData(2, new byte[] { 0b11_01_00_00 }, new[] { 3, 1, 0 })]
    [InlineData(4, new byte[] { 0xF3, 0x70 }, new[] { 15, 3, 7 })]
    [InlineData(16, new byte[] { 1, 0, 0xFF, 0xFF, 0, 9 }, new[] { 256, 65_535, 9 })]
    public void ReadNumbers_GreyOfAnyDepth_IsTheNumber(int depth, byte[] pixels, int[] expected)
    {
        string path = _folder.Write("g.png", Png.File(1, 3, depth, 0, pixels));

        Assert.Equal(expected, LabelMap.ReadNumbers(path, 1, 3));
    }

    [Fact]
    public void ReadNumbers_PaletteThatRepeatsColours_IsTheIndex()
    {
        byte[] palette = new byte[3 * 256];
        string path = _folder.Write("p.png", Png.File(1, 4, 8, 3, [0, 7, 255, 1], ("PLTE", palette)));

        Assert.Equal([0, 7, 255, 1], LabelMap.ReadNumbers(path, 1, 4));
        Assert.Equal([0, 0, 0, 0], LabelMap.ReadNumbers(path, 1, 4, byColour: true));
    }

    [Fact]
    public void ReadNumbers_FiltersAndInterlacing_GiveTheSamples() =>
        Gen.Select(Gen.Int[1, 19], Gen.Int[1, 19], Gen.Bool, Gen.Int[0, 4], Gen.Byte.Array[19 * 19 * 3]).Sample(
            (height, width, isInterlaced, filter, bytes) =>
            {
                byte[] pixels = bytes[..(height * width * 3)];
                string path = _folder.Write("f.png", Png.Rgb(height, width, pixels, filter, isInterlaced));
                int[] expected = [.. Enumerable.Range(0, height * width)
                    .Select(i => pixels[3 * i] | (pixels[(3 * i) + 1] << 8) | (pixels[(3 * i) + 2] << 16))];

                Assert.Equal(expected, LabelMap.ReadNumbers(path, height, width));
            },
            iter: 200,
            threads: 1);

    [Fact]
    public void Read_BlueThatIsNoLabel_IsCounted()
    {
        string path = _folder.Write("b.png", Png.File(1, 3, 8, 2, [1, 0, 0, 2, 0, 9, 3, 1, 1]));
        ushort[] labels = new ushort[3];

        Assert.Equal(2, LabelMap.Read(path, 1, 3, labels));
        Assert.Equal([1, 2, 259], labels.Select(label => (int)label));
    }

    private static int[] Read(string path, int height, int width)
    {
        ushort[] labels = new ushort[height * width];
        LabelMap.Read(path, height, width, labels);
        return Array.ConvertAll(labels, label => (int)label);
    }
}
