using CompExplain.Tui.Drawing;
using CompExplain.Tui.Pictures;

namespace CompExplain.Tui.Tests.Pictures;

public sealed class InputPictureTests
{
    // 4 x 4: the unit has the left half, the formula the upper half.
    private static readonly bool[] Unit = [.. Enumerable.Range(0, 16).Select(at => at % 4 < 2)];
    private static readonly bool[] Formula = [.. Enumerable.Range(0, 16).Select(at => at < 8)];

    private static string Draw(MaskLayer layer, int zoom = 1, int width = 4, int height = 2)
    {
        var canvas = new Canvas(width, height);
        new InputPicture(4, 4, new Picture(4, 4, new byte[48]), null, Unit, Formula).Draw(
            new Pen(canvas, Theme.Of(light: false, ColorDepth.Plain), []), layer, zoom);
        return canvas.ToString();
    }

    [Fact]
    public void Draw_Plain_SaysByLettersWhoseMaskItIs()
    {
        Assert.Equal("##ff\nuu\n", Draw(MaskLayer.Both));
        Assert.Equal("uu\nuu\n", Draw(MaskLayer.Unit));
        Assert.Equal("ffff\n\n", Draw(MaskLayer.Formula));
        Assert.Equal("\n\n", Draw(MaskLayer.None));
    }

    [Fact]
    public void Draw_Larger_IsInTheMiddle() =>
        Assert.Equal("  ####ffff\n  ####ffff\n  uuuu\n  uuuu\n", Draw(MaskLayer.Both, width: 12, height: 4));

    // The unit's middle is (1, 2), so that half of the sides round it is columns 0 and 1, rows 1 and 2.
    [Fact]
    public void Draw_Zoomed_IsRoundTheUnit() =>
        Assert.Equal("####\nuuuu\n", Draw(MaskLayer.Both, zoom: 2).Replace("  ", "", StringComparison.Ordinal));

    [Fact]
    public void Draw_InColors_DarkensWhatNoMaskHas()
    {
        var canvas = new Canvas(4, 2);
        byte[] white = new byte[48];
        Array.Fill(white, (byte)200);
        new InputPicture(4, 4, new Picture(4, 4, white), null, Unit, null).Draw(
            new Pen(canvas, Theme.Of(light: false, ColorDepth.Full), []), MaskLayer.Unit, 1);
        Assert.Equal(new Rgb(200, 200, 200), canvas[0, 0].Style.Foreground);
        Assert.Equal(MaskShading.UnitEdge, canvas[1, 0].Style.Foreground);
        Assert.Equal(new Rgb(76, 76, 76), canvas[3, 1].Style.Background);
    }
}
