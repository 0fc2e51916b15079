using CompExplain.Import;
using CompExplain.Import.Images;

namespace CompExplain.Networks.Vision;

/// <summary>Photographs as a network takes them.</summary>
internal static class Pictures
{
    /// <summary>Decodes a picture, resizes it, and scales its channels.</summary>
    /// <param name="path">The file: JPEG, PNG, WebP, BMP or GIF.</param>
    /// <param name="preprocessing">How.</param>
    /// <param name="allowDamaged">Whether a damaged one is taken as far as it can be decoded.</param>
    /// <param name="destination">Receives 3 x height x width numbers.</param>
    /// <returns>Whether it is damaged.</returns>
    /// <exception cref="ImportException">The file is missing, is no picture, or is damaged.</exception>
    public static bool Read(string path, Preprocessing preprocessing, bool allowDamaged, Span<float> destination)
    {
        var picture = PictureDecoder.Decode(path, allowDamaged);
        byte[] pixels = picture.Pixels;
        int height = picture.Height, width = picture.Width;
        int area = preprocessing.Height * preprocessing.Width;
        float[] plane = new float[height * width];
        for (int channel = 0; channel < 3; channel++)
        {
            int source = preprocessing.IsBgr ? 2 - channel : channel;
            for (int i = 0; i < plane.Length; i++)
            {
                plane[i] = pixels[(4 * i) + source];
            }

            var target = destination.Slice(channel * area, area);
            PictureResizer.Resize(plane, height, width, target, preprocessing.Height, preprocessing.Width);
            float mean = preprocessing.Means[channel], deviation = preprocessing.Deviations[channel];
            for (int i = 0; i < target.Length; i++)
            {
                target[i] = (target[i] - mean) / deviation;
            }
        }

        return picture.IsDamaged;
    }
}
