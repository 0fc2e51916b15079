using CompExplain.Tui.Drawing;

namespace CompExplain.Tui.Tests.Drawing;

public sealed class ThemeTests
{
    [Theory]
    [InlineData(false, ColorDepth.Full)]
    [InlineData(true, ColorDepth.Full)]
    [InlineData(false, ColorDepth.Palette)]
    [InlineData(true, ColorDepth.Palette)]
    public void Of_EveryInk_CanBeReadOnItsBackground(bool light, ColorDepth depth)
    {
        var theme = Theme.Of(light, depth);
        foreach (var ink in Enum.GetValues<Ink>().Where(ink => ink != Ink.Track))
        {
            var style = theme[ink];
            Assert.True(
                Math.Abs(style.Foreground!.Value.Brightness - style.Background!.Value.Brightness) > 50, $"{ink}: {style}");
        }
    }

    [Fact]
    public void Of_Plain_HasNoColorAtAll()
    {
        var theme = Theme.Of(light: false, ColorDepth.Plain);
        Assert.All(Enum.GetValues<Ink>(), ink => Assert.True(theme[ink] is { Foreground: null, Background: null }));
        Assert.NotEqual(theme[Ink.Text], theme[Ink.Selected]);
    }

    [Theory]
    [InlineData(255, 0, 0, 255, 0, 0)]
    [InlineData(100, 100, 100, 98, 98, 98)]
    [InlineData(90, 140, 210, 95, 135, 215)]
    public void Fit_Palette_GivesTheNearestColorOfTheCubeOrTheRamp(byte red, byte green, byte blue, byte r, byte g, byte b) =>
        Assert.Equal(new Rgb(r, g, b), Palette.Fit(new Rgb(red, green, blue), ColorDepth.Palette));

    [Theory]
    [InlineData("\e[38;2;255;0;0m", "\e[38;5;196m")]
    [InlineData("\e[1;38;2;98;98;98;48;2;0;0;0mx", "\e[1;38;5;241;48;5;16mx")]
    [InlineData("\e[39m\e[22m", "\e[39m\e[22m")]
    public void ToPalette_Sequences_HaveNumbersForColors(string sequences, string expected) =>
        Assert.Equal(expected, PaletteOutput.ToPalette(sequences));
}
