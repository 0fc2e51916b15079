namespace CompExplain.Demo.Drawing;

/// <summary>What every painter of a picture works with.</summary>
/// <param name="Canvas">Where it is painted.</param>
/// <param name="Dice">The picture's chance.</param>
/// <param name="Light">The picture's light.</param>
internal sealed record Easel(Canvas Canvas, Dice Dice, Light Light);
