namespace CompExplain.Tui.Drawing;

/// <summary>A place on the screen that does something when it is clicked.</summary>
internal readonly record struct Zone(int Column, int Row, int Width, int Height, Action Click)
{
    public bool Has(int column, int row) => column >= Column && column < Column + Width && row >= Row && row < Row + Height;
}
