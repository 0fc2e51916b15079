namespace CompExplain.Tui.Drawing;

/// <summary>The style of each ink. No meaning depends on colour only: a word, a mark or an emphasis has it too.</summary>
internal sealed class Theme
{
    private readonly Dictionary<Ink, Style> _styles;

    private Theme(string name, ColorDepth depth, Dictionary<Ink, Style> styles)
    {
        Name = name;
        Depth = depth;
        _styles = styles;
    }

    public string Name { get; }

    public ColorDepth Depth { get; }

    public Style this[Ink ink] => _styles[ink];

    /// <summary>The theme for a background and the terminal's colours.</summary>
    public static Theme Of(bool light, ColorDepth depth)
    {
        string name = light ? "light" : "dark";
        if (depth == ColorDepth.Plain)
        {
            return new Theme(name, depth, PlainStyles());
        }

        var styles = light ? LightStyles() : DarkStyles();
        return new Theme(name, depth, styles.ToDictionary(each => each.Key, each => Palette.Fit(each.Value, depth)));
    }

    private static Dictionary<Ink, Style> DarkStyles() => Build(
        back: Color(0x16181d), box: Color(0x23262e), bar: Color(0x23262e), selected: Color(0x2f4a6d),
        text: Color(0xd4d7dd), dim: Color(0x858b98), strong: Color(0xffffff), heading: Color(0x8fb8de), accent: Color(0x7cc4a4),
        track: Color(0x3a3f4b), good: Color(0x8ccf7e), bad: Color(0xf0817a), keyword: Color(0xc39be0), operators: Color(0xe0a96d),
        function: Color(0x7fb3e8), number: Color(0xe3c878), quoted: Color(0x8ccf7e));

    private static Dictionary<Ink, Style> LightStyles() => Build(
        back: Color(0xfbfaf7), box: Color(0xeceae4), bar: Color(0xe4e1d9), selected: Color(0xbcd6f2),
        text: Color(0x24272d), dim: Color(0x6a6f79), strong: Color(0x000000), heading: Color(0x1f5c99), accent: Color(0x15724d),
        track: Color(0xd5d2c9), good: Color(0x2c7a1f), bad: Color(0xb3261e), keyword: Color(0x7a3ba6), operators: Color(0x9a5b09),
        function: Color(0x1c5fa8), number: Color(0x7a6200), quoted: Color(0x2c7a1f));

    private static Dictionary<Ink, Style> Build(
        Rgb back, Rgb box, Rgb bar, Rgb selected, Rgb text, Rgb dim, Rgb strong, Rgb heading, Rgb accent,
        Rgb track, Rgb good, Rgb bad, Rgb keyword, Rgb operators, Rgb function, Rgb number, Rgb quoted)
    {
        return new Dictionary<Ink, Style>
        {
            [Ink.Text] = new(text, back),
            [Ink.Dim] = new(dim, back),
            [Ink.Strong] = new(strong, back, Emphasis.Bold),
            [Ink.Heading] = new(heading, back, Emphasis.Bold),
            [Ink.Accent] = new(accent, back),
            [Ink.Tab] = new(dim, bar),
            [Ink.ActiveTab] = new(strong, back, Emphasis.Bold),
            [Ink.Bar] = new(dim, bar),
            [Ink.BarKey] = new(strong, bar, Emphasis.Bold),
            [Ink.Selected] = new(strong, selected, Emphasis.Bold),
            [Ink.Track] = new(track, back),
            [Ink.Good] = new(good, back),
            [Ink.Bad] = new(bad, back),
            [Ink.Box] = new(text, box),
            [Ink.BoxDim] = new(dim, box),
            [Ink.BoxStrong] = new(strong, box, Emphasis.Bold),
            [Ink.BoxSelected] = new(strong, selected, Emphasis.Bold),
            [Ink.Keyword] = new(keyword, back, Emphasis.Bold),
            [Ink.Operator] = new(operators, back, Emphasis.Bold),
            [Ink.Function] = new(function, back),
            [Ink.Constant] = new(function, back),
            [Ink.Number] = new(number, back),
            [Ink.Quoted] = new(quoted, back),
            [Ink.UnitMark] = new(Color(0x16181d), Color(0xffe600), Emphasis.Bold),
            [Ink.FormulaMark] = new(Color(0x16181d), Color(0x3fd0ff), Emphasis.Bold),
        };
    }

    private static Dictionary<Ink, Style> PlainStyles()
    {
        var styles = Enum.GetValues<Ink>().ToDictionary(ink => ink, _ => default(Style));
        foreach (var ink in new[] { Ink.Strong, Ink.Heading, Ink.BarKey, Ink.BoxStrong, Ink.Keyword, Ink.Operator })
        {
            styles[ink] = new Style(null, null, Emphasis.Bold);
        }

        foreach (var ink in new[] { Ink.Selected, Ink.BoxSelected, Ink.ActiveTab, Ink.UnitMark })
        {
            styles[ink] = new Style(null, null, Emphasis.Reverse);
        }

        foreach (var ink in new[] { Ink.Bad, Ink.FormulaMark })
        {
            styles[ink] = new Style(null, null, Emphasis.Underline);
        }

        return styles;
    }

    private static Rgb Color(int hex) => new((byte)(hex >> 16), (byte)(hex >> 8), (byte)hex);
}
