using System.Text;
using ScottPlot;
using SkiaSharp;

namespace CompExplain.Reports.Charts;

/// <summary>
/// The one font of charts, DejaVu Sans with Latin, Greek, Cyrillic and mathematical characters, so that a chart is the same on a
/// machine without fonts.
/// </summary>
internal sealed class EmbeddedFont : IFontResolver
{
    /// <summary>Its name.</summary>
    public const string Name = "DejaVu Sans";

    private static readonly Lazy<SKTypeface> Typeface = new(Load);

    private EmbeddedFont()
    {
    }

    /// <summary>Makes it the font of all charts.</summary>
    public static void Use()
    {
        lock (Typeface)
        {
            if (!ScottPlot.Fonts.FontResolvers.OfType<EmbeddedFont>().Any())
            {
                ScottPlot.Fonts.FontResolvers.Insert(0, new EmbeddedFont());
                ScottPlot.Fonts.Default = Name;
            }
        }
    }

    /// <summary>
    /// A text with each character that the font is without as its code point, as in <c>U+6C34</c>: the font would leave it out.
    /// </summary>
    /// <param name="text">The text.</param>
    public static string Spell(string text) => string.Concat(text.EnumerateRunes().Select(
        rune => Has(rune) ? rune.ToString() : $"U+{rune.Value:X4}"));

    /// <inheritdoc/>
    public SKTypeface? CreateTypeface(string fontName, bool bold, bool italic) => Typeface.Value;

    /// <inheritdoc/>
    public SKTypeface? CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing spacing) => Typeface.Value;

    private static bool Has(Rune rune)
    {
        using var font = new SKFont(Typeface.Value);
        return font.ContainsGlyph(rune.Value);
    }

    private static SKTypeface Load()
    {
        using var stream = typeof(EmbeddedFont).Assembly.GetManifestResourceStream("DejaVuSans.ttf")!;
        using var data = SKData.Create(stream);
        return SKTypeface.FromData(data);
    }
}
