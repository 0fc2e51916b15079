using CompExplain.Fixtures;
using CompExplain.Import.Images;
using SkiaSharp;

namespace CompExplain.Import.Tests.Images;

public sealed class PictureDecoderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(SKEncodedImageFormat.Jpeg)]
    [InlineData(SKEncodedImageFormat.Png)]
    [InlineData(SKEncodedImageFormat.Webp)]
    public void Decode_FileCutAnywhere_IsRefusedUnlessAllowed(SKEncodedImageFormat format)
    {
        byte[] whole = Noise(format);
        var picture = Decode(whole, allowDamaged: false);
        Assert.False(picture.IsDamaged);
        Assert.Equal((40, 60, 40 * 60 * 4), (picture.Height, picture.Width, picture.Pixels.Length));

        // The last bytes of a PNG are checksums and the end, without a pixel.
        for (int cut = 40; cut < whole.Length; cut += 97)
        {
            byte[] part = whole[..^cut];
            var error = Assert.Throws<ImportException>(() => Decode(part, allowDamaged: false));
            if (error.Option is null)
            {
                // Too little is left to tell what it is.
                Assert.Contains("not a picture", error.Message, StringComparison.Ordinal);
                continue;
            }

            Assert.Equal("allow-damaged", error.Option);
            var kept = Decode(part, allowDamaged: true);
            Assert.True(kept.IsDamaged);
            Assert.Equal(picture.Pixels.Length, kept.Pixels.Length);
        }
    }

    [Fact]
    public void Decode_JpegWithBytesAfterItsEnd_IsWhole() =>
        Assert.False(Decode([.. Noise(SKEncodedImageFormat.Jpeg), .. "and more"u8], allowDamaged: false).IsDamaged);

    [Theory]
    [InlineData("")]
    [InlineData("FFD8FF")]
    [InlineData("FFD8FFE00010")]
    [InlineData("FFD8FFFFFFFF")]
    [InlineData("89504E470D0A1A0A")]
    [InlineData("3C68746D6C3E")]
    public void Decode_OtherBytes_AreNoPicture(string hex)
    {
        var error = Assert.Throws<ImportException>(() => Decode(Convert.FromHexString(hex), allowDamaged: true));
        Assert.Contains("not a picture that can be read", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Decode_PictureOfTooManyPixels_IsRefusedBeforeItIsDecoded()
    {
        byte[] png = Png.File(1, 1, 8, 0, [0]);
        (png[16], png[17], png[18], png[19]) = (0, 0, 0xFF, 0xFF);
        (png[20], png[21], png[22], png[23]) = (0, 0, 0xFF, 0xFF);
        BitConverter.GetBytes(System.IO.Hashing.Crc32.HashToUInt32(png.AsSpan(12, 17))).Reverse().ToArray().CopyTo(png, 29);

        var error = Assert.Throws<ImportException>(() => Decode(png, allowDamaged: false));

        Assert.Contains("65535 x 65535, which is too large", error.Message, StringComparison.Ordinal);
    }

    private static byte[] Noise(SKEncodedImageFormat format)
    {
        using var bitmap = new SKBitmap(60, 40);
        var dice = new Random(1);
        for (int y = 0; y < 40; y++)
        {
            for (int x = 0; x < 60; x++)
            {
                bitmap.SetPixel(x, y, new((byte)dice.Next(256), (byte)dice.Next(256), (byte)dice.Next(256)));
            }
        }

        using var data = bitmap.Encode(format, 80);
        return data.ToArray();
    }

    private DecodedPicture Decode(byte[] bytes, bool allowDamaged) =>
        PictureDecoder.Decode(_folder.Write("picture", bytes), allowDamaged);
}
