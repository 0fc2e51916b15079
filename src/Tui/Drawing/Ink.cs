namespace CompExplain.Tui.Drawing;

/// <summary>What a piece of text is for; the theme says how that looks.</summary>
internal enum Ink
{
    Text,
    Dim,
    Strong,
    Heading,
    Accent,
    Tab,
    ActiveTab,
    Bar,
    BarKey,
    Selected,
    Track,
    Good,
    Bad,
    Box,
    BoxDim,
    BoxStrong,
    BoxSelected,
    Keyword,
    Operator,
    Function,
    Constant,
    Number,
    Quoted,
    UnitMark,
    FormulaMark,
}
