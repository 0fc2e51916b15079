using CompExplain.Roaring;

namespace CompExplain.Bench.Roaring;

/// <summary>
/// Masks like those of a dissected network, for when no data set is at hand: 112 by 112 positions an image, one bit for
/// each position of each image, image after image. Made from a fixed seed.
/// </summary>
internal static class SyntheticMasks
{
    private const int Side = 112;
    private const int Positions = Side * Side;
    private const int Images = 2000;

    /// <summary>Groups of masks by what they look like; the masks of one group are compared with each other.</summary>
    public static IReadOnlyList<(string Group, IReadOnlyList<byte[]> Masks)> Groups() =>
    [
        ("blobs", Make(8, (random, bitmap, image) => Blobs(random, bitmap, image, 0.6, 30))),
        ("small parts", Make(8, (random, bitmap, image) => Blobs(random, bitmap, image, 0.15, 6))),
        ("fine runs", Make(3, FineRuns)),
        ("whole images", Make(8, (random, bitmap, image) => Whole(random, bitmap, image, 0.3))),
        ("sparse points", Make(8, (random, bitmap, image) => Points(random, bitmap, image, 60))),
        ("texture (bits)", Make(8, (random, bitmap, image) => Points(random, bitmap, image, 3500))),
        (
            "mixed",
            [
                .. Make(3, (random, bitmap, image) => Blobs(random, bitmap, image, 0.5, 30)),
                .. Make(1, (random, bitmap, image) => Whole(random, bitmap, image, 0.3)),
                .. Make(2, (random, bitmap, image) => Points(random, bitmap, image, 60)),
                .. Make(2, (random, bitmap, image) => Points(random, bitmap, image, 3500)),
            ]),
    ];

    private static List<byte[]> Make(int count, Action<Random, Roaring32Bitmap, int> draw)
    {
        var masks = new List<byte[]>();
        for (int i = 0; i < count; i++)
        {
            var random = new Random(i);
            var bitmap = new Roaring32Bitmap();
            for (int image = 0; image < Images; image++)
            {
                draw(random, bitmap, image);
            }

            bitmap.Optimize();
            masks.Add(bitmap.Serialize());
        }

        return masks;
    }

    private static void Whole(Random random, Roaring32Bitmap bitmap, int image, double share)
    {
        uint start = (uint)image * Positions;
        if (random.NextDouble() < share)
        {
            bitmap.AddRange(start, start + Positions - 1);
        }
    }

    /// <summary>One ellipse in some of the images, as rows of consecutive positions with a ragged edge.</summary>
    private static void Blobs(Random random, Roaring32Bitmap bitmap, int image, double share, int radius)
    {
        if (random.NextDouble() >= share)
        {
            return;
        }

        double centreX = random.Next(Side), centreY = random.Next(Side);
        double width = 1 + random.Next(radius), height = 1 + random.Next(radius);
        for (int y = 0; y < Side; y++)
        {
            double d = (y - centreY) / height;
            if (d * d >= 1)
            {
                continue;
            }

            double half = width * Math.Sqrt(1 - d * d) + random.NextDouble() * 2;
            int first = Math.Max(0, (int)(centreX - half)), last = Math.Min(Side - 1, (int)(centreX + half));
            if (first <= last)
            {
                bitmap.AddRange((uint)(image * Positions + y * Side + first), (uint)(image * Positions + y * Side + last));
            }
        }
    }

    private static void FineRuns(Random random, Roaring32Bitmap bitmap, int image)
    {
        int at = image * Positions;
        for (int end = at + Positions - 100; at < end; at += 2 + random.Next(80))
        {
            int first = at;
            at += random.Next(20);
            bitmap.AddRange((uint)first, (uint)at);
        }
    }

    private static void Points(Random random, Roaring32Bitmap bitmap, int image, int count)
    {
        for (int i = 0; i < count; i++)
        {
            bitmap.Add((uint)(image * Positions + random.Next(Positions)));
        }
    }
}
