using System.Globalization;
using CompExplain.Import.Files;
using SkiaSharp;

namespace CompExplain.Import.Images;

/// <summary>Decodes photographs: JPEG, PNG, WebP, BMP and GIF.</summary>
public static class PictureDecoder
{
    // Pixels of one picture that are decoded at most.
    private const long MaximumPixels = 1L << 28;

    /// <summary>Decodes a picture.</summary>
    /// <param name="path">The file.</param>
    /// <param name="height">Its rows.</param>
    /// <param name="width">Its columns.</param>
    /// <returns>Red, green, blue and opacity of every pixel, row by row.</returns>
    /// <exception cref="ImportException">The file is missing, is no picture, or is damaged.</exception>
    public static byte[] Decode(string path, out int height, out int width)
    {
        byte[] bytes;
        try
        {
            using var stream = InputFile.Open(path);
            bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
        }
        catch (IOException error)
        {
            throw new ImportException($"{path} could not be read: {error.Message}", error);
        }

        using var data = SKData.CreateCopy(bytes);
        using var codec = SKCodec.Create(data)
            ?? throw new ImportException(
                $"{path} is not a picture that can be read; replace it, or take its row out of the data set");
        height = codec.Info.Height;
        width = codec.Info.Width;
        if (height < 1 || width < 1 || (long)height * width > MaximumPixels)
        {
            string size = string.Create(CultureInfo.InvariantCulture, $"{height} x {width}");
            throw new ImportException($"{path} is {size}, which is too large; make it smaller");
        }

        // No target colour space: the numbers are those in the file, as PIL and torchvision take them.
        var info = new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul, null);
        return codec.GetPixels(info, out byte[] pixels) == SKCodecResult.Success
            ? pixels
            : throw new ImportException($"{path} is damaged or cut short; replace it, or take its row out of the data set");
    }
}
