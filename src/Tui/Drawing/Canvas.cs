using System.Text;

namespace CompExplain.Tui.Drawing;

/// <summary>The screen as it is to be, cell by cell.</summary>
internal sealed class Canvas
{
    private readonly CanvasCell[] _cells;

    public Canvas(int width, int height)
    {
        Width = width;
        Height = height;
        _cells = new CanvasCell[width * height];
        Array.Fill(_cells, new CanvasCell(" ", default));
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>Where the terminal's cursor is to be; null where it is hidden.</summary>
    public (int Column, int Row)? Cursor { get; set; }

    public CanvasCell this[int column, int row]
    {
        get => _cells[(row * Width) + column];
        set => _cells[(row * Width) + column] = value;
    }

    /// <summary>The text alone, a line a row, without spaces at the ends.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        for (int row = 0; row < Height; row++)
        {
            var line = new StringBuilder();
            for (int column = 0; column < Width; column++)
            {
                line.Append(this[column, row].Text);
            }

            text.Append(line.ToString().TrimEnd()).Append('\n');
        }

        return text.ToString();
    }
}
