using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using CompExplain.Storage.Files;

namespace CompExplain.Demo.Drawing;

/// <summary>
/// A small world that code draws, to try the product on without any data: pictures of ten scenes, with everything in them
/// known to the pixel. The same seed draws the same world. Water may be a sea, a river or a lake, and blue, green or brown;
/// the light is that of day, evening, night or clouds; what is near hides what is far.
/// </summary>
public static partial class DemoWorld
{
    private const int TestEvery = 6;

    /// <summary>The scenes. A picture's scene is its number modulo theirs.</summary>
    public static IReadOnlyList<string> Scenes { get; } =
        ["beach", "harbour", "river valley", "lakeside", "forest", "desert", "street", "village", "farm", "snowy mountains"];

    /// <summary>Draws a picture.</summary>
    /// <param name="seed">The world.</param>
    /// <param name="number">The picture, from 0.</param>
    /// <param name="size">Pixels a side, from 8 to 1,024: the same picture at any size.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative, or there is no such size.</exception>
    public static DrawnImage Draw(int seed, int number, int size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 8);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, 1024);
        var dice = new Dice(seed, number);
        var canvas = new Canvas(size);
        var light = Light.Any(dice);
        int scene = number % Scenes.Count;
        new ScenePainter(new Easel(canvas, dice, light)).Paint(scene);
        return Develop(canvas, dice, light, scene);
    }

    /// <summary>Draws again the picture that an input of a demo's database is of.</summary>
    /// <param name="inputName">The input's name.</param>
    /// <param name="size">Pixels a side; the database's height and width, for its own pixels.</param>
    /// <returns>The picture; null where the name is not of an input of the drawn world.</returns>
    public static DrawnImage? Redraw(string inputName, int size)
    {
        ArgumentNullException.ThrowIfNull(inputName);
        var match = NamePattern().Match(inputName);
        return match.Success
            && int.TryParse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out int seed)
            && int.TryParse(match.Groups[2].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
                ? Draw(seed, number, size)
                : null;
    }

    /// <summary>The name of a picture's input: it says all that is needed to draw it again.</summary>
    internal static string NameOf(int seed, int number) =>
        string.Create(
            CultureInfo.InvariantCulture, $"world{seed}/{number:0000}-{Scenes[number % Scenes.Count].Replace(' ', '-')}");

    /// <summary>Whether a picture is held out from training.</summary>
    internal static bool IsHeldOut(int number) => number / Scenes.Count % TestEvery == TestEvery - 1;

    /// <summary>Draws pictures on all cores.</summary>
    internal static DrawnImage[] DrawAll(
        int seed, int count, int size, IProgress<StepProgress>? progress, CancellationToken cancellation)
    {
        var images = new DrawnImage[count];
        int done = 0;
        progress?.Report(new StepProgress("drawing", 0, count));
        Parallel.For(
            0,
            count,
            new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount },
            i =>
        {
            images[i] = Draw(seed, i, size);
            int now = Interlocked.Increment(ref done);
            if (now % 16 == 0 || now == count)
            {
                progress?.Report(new StepProgress("drawing", now, count));
            }
        });
        return images;
    }

    // The picture as a camera has it: under its light, a little dark or bright, with grain.
    private static DrawnImage Develop(Canvas canvas, Dice dice, Light light, int scene)
    {
        int size = canvas.Size, pattern = dice.Pattern();
        float exposure = dice.Between(0.94f, 1.06f), grain = dice.Between(0.005f, 0.035f);
        byte[] pixels = new byte[3 * size * size];
        var things = new Thing[size * size];
        var parts = new Parts[size * size];
        for (int row = 0; row < size; row++)
        {
            for (int column = 0; column < size; column++)
            {
                int at = (row * size) + column;
                var color = canvas.Color(row, column);
                var own = new Vector3(color.X, color.Y, color.Z);
                var lit = exposure * Vector3.Lerp(own * light.Tint, own, Math.Clamp(color.W, 0, 1));
                for (int channel = 0; channel < 3; channel++)
                {
                    // Twelve throws less six are as good as a bell curve; four do here.
                    float noise = 0;
                    for (int k = 0; k < 4; k++)
                    {
                        noise += Noise.Mix(pattern + channel, (4 * at) + k) / (float)int.MaxValue;
                    }

                    pixels[(3 * at) + channel] = (byte)Math.Clamp(
                        ((lit[channel] + (grain * 1.7f * (noise - 2))) * 255) + 0.5f,
                        0,
                        255);
                }

                (things[at], parts[at]) = canvas.Content(row, column);
            }
        }

        return new DrawnImage(size, pixels, things, parts, scene);
    }

    [GeneratedRegex(@"^world(\d{1,9})/(\d{4,9})-[a-z-]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern();
}
