namespace CompExplain.Demo.Drawing;

/// <summary>
/// The eleven basic colour names (Berlin and Kay 1969), and which of them a colour is nearest to, in the space OKLab
/// (Ottosson 2020). A name has several shades: dark blue is blue.
/// </summary>
internal static class ColorNames
{
    private static readonly (string Name, int[] Shades)[] Shades =
    [
        ("black", [0x000000, 0x141414, 0x0A0E18]),
        ("blue", [0x1F4FC8, 0x3C82DC, 0x7DB4EB, 0x143278, 0x1E2850, 0x2D6E96, 0xA8CDEE]),
        ("brown", [0x6E4623, 0x8C5F32, 0x462D19, 0x7D6446]),
        ("green", [0x2D8232, 0x69AF4B, 0x1E4B23, 0x5F7D37, 0x2D8C78, 0x96C878]),
        ("grey", [0x808080, 0xA5A5A5, 0x5A5A5A, 0x3C3C3E, 0x8C9196]),
        ("orange", [0xF08214, 0xDC6E28, 0xFAAA50]),
        ("pink", [0xF596AF, 0xE66496, 0xFFC8D2]),
        ("purple", [0x6E3296, 0x9B64BE, 0x463264, 0x826EA0]),
        ("red", [0xC81E1E, 0x961919, 0xDC4632]),
        ("white", [0xFFFFFF, 0xEBEBEB, 0xDCE1E6, 0xF5EEE1]),
        ("yellow", [0xF5D732, 0xE6C35F, 0xFAF096, 0xD2B978]),
    ];

    private static readonly (int Name, float L, float A, float B)[] Points =
        [.. Shades.SelectMany((each, name) => each.Shades.Select(rgb => Point(name, rgb)))];

    // The nearest name of the middle of every cell of 4 x 4 x 4 colours: a table is soon asked, and nearly as exact.
    private static readonly Lazy<byte[]> Nearest = new(MakeTable);

    /// <summary>The names, in alphabetical order.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Shades.Select(each => each.Name)];

    /// <summary>The number of the name that a colour is nearest to.</summary>
    public static int Of(byte red, byte green, byte blue) =>
        Nearest.Value[((red >> 2) << 12) | ((green >> 2) << 6) | (blue >> 2)];

    private static byte[] MakeTable()
    {
        byte[] table = new byte[64 * 64 * 64];
        for (int i = 0; i < table.Length; i++)
        {
            var (_, l, a, b) = Point(
                0, ((((i >> 12) * 4) + 2) << 16) | (((((i >> 6) & 63) * 4) + 2) << 8) | (((i & 63) * 4) + 2));
            float best = float.MaxValue;
            foreach (var point in Points)
            {
                float distance =
                    ((l - point.L) * (l - point.L)) + (2 * (((a - point.A) * (a - point.A)) + ((b - point.B) * (b - point.B))));
                if (distance >= best)
                {
                    continue;
                }

                best = distance;
                table[i] = (byte)point.Name;
            }
        }

        return table;
    }

    private static (int Name, float L, float A, float B) Point(int name, int rgb)
    {
        float red = ToLinear((rgb >> 16) & 255), green = ToLinear((rgb >> 8) & 255), blue = ToLinear(rgb & 255);
        float l = MathF.Cbrt((0.4122214708f * red) + (0.5363325363f * green) + (0.0514459929f * blue));
        float m = MathF.Cbrt((0.2119034982f * red) + (0.6806995451f * green) + (0.1073969566f * blue));
        float s = MathF.Cbrt((0.0883024619f * red) + (0.2817188376f * green) + (0.6299787005f * blue));
        return (name,
            (0.2104542553f * l) + (0.7936177850f * m) - (0.0040720468f * s),
            (1.9779984951f * l) - (2.4285922050f * m) + (0.4505937099f * s),
            (0.0259040371f * l) + (0.7827717662f * m) - (0.8086757660f * s));
    }

    private static float ToLinear(int value) =>
        value <= 10 ? value / 255f / 12.92f : MathF.Pow(((value / 255f) + 0.055f) / 1.055f, 2.4f);
}
