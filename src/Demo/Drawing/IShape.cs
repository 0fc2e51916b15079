namespace CompExplain.Demo.Drawing;

/// <summary>A shape on the picture, whose corners are (0, 0) above left and (1, 1) below right.</summary>
internal interface IShape
{
    /// <summary>A box around it.</summary>
    (float Left, float Top, float Right, float Bottom) Bounds { get; }

    bool Contains(float x, float y);
}
