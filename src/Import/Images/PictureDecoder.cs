using System.Globalization;
using CompExplain.Import.Files;
using SkiaSharp;

namespace CompExplain.Import.Images;

/// <summary>Decodes photographs: JPEG, PNG, WebP, BMP and GIF.</summary>
public static class PictureDecoder
{
    // Pixels of one picture that are decoded at most.
    private const long MaximumPixels = 1L << 26;

    private const long MaximumBytes = 1L << 27;

    /// <summary>Decodes a picture.</summary>
    /// <param name="path">The file.</param>
    /// <param name="allowDamaged">Whether one that is damaged or cut short is taken as far as it can be decoded.</param>
    /// <exception cref="ImportException">The file is missing, is no picture, or is damaged.</exception>
    public static DecodedPicture Decode(string path, bool allowDamaged)
    {
        byte[] bytes = ReadBytes(path);
        using var data = SKData.CreateCopy(bytes);
        using var codec = SKCodec.Create(data)
            ?? throw new ImportException(
                $"{path} is not a picture that can be read; replace it, or take its row out of the data set");
        int height = codec.Info.Height, width = codec.Info.Width;
        if (height < 1 || width < 1 || (long)height * width > MaximumPixels)
        {
            string size = string.Create(CultureInfo.InvariantCulture, $"{height} x {width}");
            throw new ImportException($"{path} is {size}, which is too large; make it smaller");
        }

        // No target colour space: the numbers are those in the file, as PIL and torchvision take them.
        var info = new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul, null);
        var result = codec.GetPixels(info, out byte[] pixels);
        bool isDamaged = result != SKCodecResult.Success || (JpegFile.Is(bytes) && !JpegFile.IsWhole(bytes));
        return isDamaged && !(allowDamaged && pixels.Length > 0)
            ? throw new ImportException(
                $"{path} is damaged or cut short; replace it, or allow damaged pictures to take it as far as it can be decoded")
            {
                Option = "allow-damaged",
            }
            : new(height, width, pixels, isDamaged);
    }

    private static byte[] ReadBytes(string path)
    {
        try
        {
            using var stream = InputFile.Open(path);
            if (stream.Length > MaximumBytes)
            {
                throw new ImportException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{path} has {stream.Length:N0} bytes; a picture has {MaximumBytes:N0} at most"));
            }

            byte[] bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception error) when (error is IOException or NotSupportedException)
        {
            throw new ImportException($"{path} could not be read: {error.Message}", error);
        }
    }
}
