using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using CompExplain.Tui.Drawing;
using Terminal.Gui.App;
using Terminal.Gui.Drawing;
using Terminal.Gui.Drivers;
using Attribute = Terminal.Gui.Drawing.Attribute;

namespace CompExplain.Tui;

/// <summary>
/// Writes colours as numbers of the palette of 256, for terminals without 24-bit colours, which the library would write.
/// </summary>
internal sealed partial class PaletteOutput : AnsiOutput
{
    private PaletteOutput()
        : base(AppModel.FullScreen)
    {
    }

    /// <summary>Creates an application with this output.</summary>
    public static IApplication CreateApplication() =>
        (IApplication)Create(new AnsiComponentFactory(null, new PaletteOutput(), null));

    /// <summary>Escape sequences with the palette's numbers in place of 24-bit colours.</summary>
    internal static string ToPalette(string sequences) => FullColor().Replace(sequences, match => string.Create(
        CultureInfo.InvariantCulture,
        $"{match.Groups[1].ValueSpan};5;{Palette.NumberOf(ColorOf(match.Groups))}"));

    /// <inheritdoc/>
    protected override void AppendOrWriteAttribute(StringBuilder output, Attribute attr, TextStyle redrawTextStyle)
    {
        var sequences = new StringBuilder();
        base.AppendOrWriteAttribute(sequences, attr, redrawTextStyle);
        output.Append(ToPalette(sequences.ToString()));
    }

    // The library finds drivers only by name in its own list; its tests use this constructor to give another.
    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    [return: UnsafeAccessorType("Terminal.Gui.App.ApplicationImpl, Terminal.Gui")]
    private static extern object Create(IComponentFactory factory);

    private static Rgb ColorOf(GroupCollection groups) => new(ByteOf(groups[2]), ByteOf(groups[3]), ByteOf(groups[4]));

    private static byte ByteOf(Group group) => byte.Parse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\b([34]8);2;(\d{1,3});(\d{1,3});(\d{1,3})(?=[;m])", RegexOptions.CultureInvariant)]
    private static partial Regex FullColor();
}
