namespace CompExplain.Tui.Drawing;

/// <summary>A colour.</summary>
/// <param name="Red">Red, 0 to 255.</param>
/// <param name="Green">Green, 0 to 255.</param>
/// <param name="Blue">Blue, 0 to 255.</param>
public readonly record struct Rgb(byte Red, byte Green, byte Blue)
{
    /// <summary>The colour, darker.</summary>
    /// <param name="factor">From 0, black, to 1, itself.</param>
    public Rgb Dimmed(float factor) => new((byte)(Red * factor), (byte)(Green * factor), (byte)(Blue * factor));

    /// <summary>The colour mixed with another.</summary>
    /// <param name="other">The other.</param>
    /// <param name="share">The other's share, from 0 to 1.</param>
    public Rgb Mixed(Rgb other, float share)
    {
        byte Mix(byte a, byte b) => (byte)(a + ((b - a) * share));
        return new Rgb(Mix(Red, other.Red), Mix(Green, other.Green), Mix(Blue, other.Blue));
    }

    /// <summary>The perceived brightness, from 0 to 255.</summary>
    public int Brightness => ((3 * Red) + (6 * Green) + Blue) / 10;
}
