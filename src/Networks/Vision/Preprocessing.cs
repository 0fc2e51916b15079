using System.Globalization;
using CompExplain.Import;

namespace CompExplain.Networks.Vision;

/// <summary>
/// How a picture becomes a network's input: resized to a size, then channel by channel <c>(value - mean) / deviation</c> of
/// values 0 to 255.
/// </summary>
/// <param name="Name">Its name.</param>
/// <param name="Height">Rows of the network's input.</param>
/// <param name="Width">Columns of the network's input.</param>
/// <param name="IsBgr">Whether the network takes blue, green, red, as Caffe's do, and not red, green, blue.</param>
/// <param name="Means">What is taken from each channel, in the network's order.</param>
/// <param name="Deviations">What each channel is divided by, in the network's order.</param>
/// <remarks>The whole picture is resized, and nothing is cut off, so that a unit's grid covers the label maps. Resizing is
/// bilinear, averaging where it makes smaller, as PIL does it.</remarks>
public sealed record Preprocessing(
    string Name, int Height, int Width, bool IsBgr, IReadOnlyList<float> Means, IReadOnlyList<float> Deviations)
{
    /// <summary>torchvision's networks trained on ImageNet: 224 x 224; values from 0 to 1 less (0.485, 0.456, 0.406), by
    /// (0.229, 0.224, 0.225).</summary>
    public static Preprocessing ImageNet { get; } = new(
        "imagenet", 224, 224, false, [255 * 0.485f, 255 * 0.456f, 255 * 0.406f], [255 * 0.229f, 255 * 0.224f, 255 * 0.225f]);

    /// <summary>
    /// Networks trained on Places365, as the paper's authors feed them: 224 x 224; red, green and blue less (124.6901,
    /// 118.6897, 109.5388), by 255 x 0.224. (Their code has the means in the order blue, green, red, and turns the channels
    /// back before the network.)
    /// </summary>
    public static Preprocessing Places365 { get; } = new(
        "places365", 224, 224, false, [124.6901f, 118.6897f, 109.5388f], [255 * 0.224f, 255 * 0.224f, 255 * 0.224f]);

    /// <summary>Networks from Caffe, as the first SqueezeNet: 227 x 227; blue, green, red less (104, 117, 123).</summary>
    public static Preprocessing Caffe { get; } = new("caffe", 227, 227, true, [104, 117, 123], [1, 1, 1]);

    /// <summary>Values from 0 to 1, red, green, blue; 224 x 224 unless <see cref="Resized"/>.</summary>
    public static Preprocessing Unit { get; } = new("unit", 224, 224, false, [0, 0, 0], [255, 255, 255]);

    /// <summary>All that have a name.</summary>
    public static IReadOnlyList<Preprocessing> Known { get; } = [ImageNet, Places365, Caffe, Unit];

    /// <summary>The one of a name.</summary>
    /// <param name="name">One of <see cref="Known"/>, in any case.</param>
    /// <exception cref="ImportException">There is none of that name.</exception>
    public static Preprocessing Named(string name) =>
        Known.FirstOrDefault(each => each.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new ImportException(
            $"there is no preprocessing {name}; there are {string.Join(", ", Known.Select(each => each.Name))}");

    /// <summary>The same to another size.</summary>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <exception cref="ImportException">A size below 1 or above 8,192.</exception>
    public Preprocessing Resized(int height, int width) => height is >= 1 and <= 8192 && width is >= 1 and <= 8192
        ? this with { Height = height, Width = width }
        : throw new ImportException("a network's input has 1 to 8,192 rows and columns; give another size");

    /// <summary>All of it in a line, as it is stored with the layer: <c>caffe: 227 x 227, BGR, minus (104, 117, 123), divided by
    /// (1, 1, 1)</c>.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Name}: {Height} x {Width}, {(IsBgr ? "BGR" : "RGB")}, minus ({Join(Means)}), divided by ({Join(Deviations)})");

    private static string Join(IReadOnlyList<float> values) =>
        string.Join(", ", values.Select(value => value.ToString(CultureInfo.InvariantCulture)));
}
