using System.Collections;
using CompExplain.Storage.Masks;

namespace CompExplain.Bench.PaperScale;

/// <summary>
/// How long masks are as COCO's run-length text. Format: cocodataset/cocoapi, common/maskApi.c, rleEncode and rleToString.
/// </summary>
internal static class CocoText
{
    /// <summary>The characters of a mask's text, image by image, those without any position left out.</summary>
    public static long Length(SerializedMask mask, int height, int width)
    {
        int positions = height * width;
        var image = new BitArray(positions);
        long current = -1, length = 0;
        foreach (var (first, last) in mask.Runs)
        {
            for (uint at = first; at <= last; at++)
            {
                if (at / positions != current)
                {
                    length += current < 0 ? 0 : ImageLength(image, height, width);
                    current = at / positions;
                    image.SetAll(false);
                }

                image[(int)(at % positions)] = true;
            }
        }

        return current < 0 ? 0 : length + ImageLength(image, height, width);
    }

    // Runs go down the columns, the first of zeros; a number is told as the difference to the one two before, 5 bits a character.
    private static int ImageLength(BitArray image, int height, int width)
    {
        var runs = new List<int>();
        bool value = false;
        int run = 0;
        for (int x = 0; x < width; x++)
        {
            for (int y = 0; y < height; y++)
            {
                if (image[(y * width) + x] != value)
                {
                    runs.Add(run);
                    (run, value) = (0, !value);
                }

                run++;
            }
        }

        runs.Add(run);
        int length = 0;
        for (int i = 0; i < runs.Count; i++)
        {
            int rest = i > 2 ? runs[i] - runs[i - 2] : runs[i];
            bool more;
            do
            {
                int bits = rest & 0x1F;
                rest >>= 5;
                more = (bits & 0x10) != 0 ? rest != -1 : rest != 0;
                length++;
            }
            while (more);
        }

        return length;
    }
}
