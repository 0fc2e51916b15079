using System.Text;

namespace CompExplain.Tui.Drawing;

/// <summary>The cells to draw on the screen.</summary>
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

    /// <summary>The position of the terminal's cursor; null if it is hidden.</summary>
    public (int Column, int Row)? Cursor { get; set; }

    public CanvasCell this[int column, int row]
    {
        get => _cells[(row * Width) + column];
        set => _cells[(row * Width) + column] = value;
    }

    /// <summary>The text, one line for each row, without trailing spaces.</summary>
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
