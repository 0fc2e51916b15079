using System.Numerics;

namespace CompExplain.Demo.Drawing;

/// <summary>The light of a picture: the hour and the weather.</summary>
/// <param name="Tint">What it makes of a colour that does not shine by itself.</param>
/// <param name="SkyTop">The sky above.</param>
/// <param name="SkyLow">The sky at the horizon.</param>
/// <param name="Cloud">The clouds.</param>
/// <param name="IsNight">Whether lamps are lit.</param>
/// <param name="Clouds">How many clouds there may be.</param>
internal sealed record Light(Vector3 Tint, Vector4 SkyTop, Vector4 SkyLow, Vector4 Cloud, bool IsNight, int Clouds)
{
    /// <summary>The light of some hour.</summary>
    public static Light Any(Dice dice)
    {
        int hour = dice.Whole(0, 99);
        float bright = dice.Between(0.9f, 1.08f);
        return hour switch
        {
            < 52 => new(new Vector3(1, 0.99f, 0.97f) * bright, dice.Like(Ink.Shining(0x3F86DB), 0.07f), dice.Like(
                Ink.Shining(0xBFE0F5)), Ink.Shining(0xF7F9FB), false, 4),
            < 70 => new(new Vector3(0.84f, 0.87f, 0.92f) * bright, dice.Like(Ink.Shining(0x9AA5B1)), dice.Like(
                Ink.Shining(0xCDD3D8)), Ink.Shining(0xAEB5BD), false, 6),
            < 88 => new(
                new Vector3(1.04f, 0.86f, 0.74f) * bright,
                dice.Pick(Ink.Shining(0x5B4B8A), Ink.Shining(0x3E5FA6), Ink.Shining(0xB0567A)),
                dice.Pick(Ink.Shining(0xFFB35C), Ink.Shining(0xF58B4C), Ink.Shining(0xFFC6A0)),
                dice.Pick(Ink.Shining(0xF7A68C), Ink.Shining(0xE79AB0)), false, 5),
            _ => new(new Vector3(0.36f, 0.40f, 0.58f) * bright, Ink.Shining(0x0B1230), Ink.Shining(0x28365F), Ink.Shining(
                0x39446B), true, 3),
        };
    }

    /// <summary>A colour from afar.</summary>
    /// <param name="color">The colour near by.</param>
    /// <param name="distance">From 0 to 1.</param>
    public Vector4 Far(Vector4 color, float distance) => Vector4.Lerp(color, SkyLow, distance);
}
