namespace CompExplain.Tui.Drawing;

/// <summary>A part of the screen with the action of a click on it.</summary>
internal readonly record struct Zone(int Column, int Row, int Width, int Height, Action Click)
{
    public bool Has(int column, int row) => column >= Column && column < Column + Width && row >= Row && row < Row + Height;
}
