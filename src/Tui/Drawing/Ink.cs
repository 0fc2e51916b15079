namespace CompExplain.Tui.Drawing;

/// <summary>The role of a piece of text; the theme gives it its style.</summary>
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
