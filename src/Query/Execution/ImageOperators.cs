using CompExplain.Query.Ast;
using CompExplain.Storage.Catalog;
using CompExplain.Storage.Masks;

namespace CompExplain.Query.Execution;

/// <summary>
/// Operators that work on the bits of one image at a time: EXPAND (and by it NEAR), ABOVE, BELOW, LEFTOF and RIGHTOF.
/// </summary>
/// <param name="shards">How the positions are cut into shards.</param>
/// <param name="height">The height of an image in positions.</param>
/// <param name="width">The width.</param>
/// <param name="cancellation">Cancels the work, between images.</param>
internal sealed class ImageOperators(ShardLayout shards, int height, int width, CancellationToken cancellation)
{
    /// <summary>
    /// The positions that are at most some rows and at most as many columns from one of the mask, in its image.
    /// </summary>
    /// <param name="runs">The mask's runs in the shard.</param>
    /// <param name="shard">The shard.</param>
    /// <param name="pixels">The number of rows and columns.</param>
    public NativeBitmap Expand(RunReader runs, int shard, int pixels) =>
        ByImage(runs, shard, pixels, bits => bits.ExpandRows(pixels));

    /// <summary>The positions that lie straight in a direction from one of the mask, in its image.</summary>
    /// <param name="runs">The mask's runs in the shard.</param>
    /// <param name="shard">The shard.</param>
    /// <param name="direction">Where the positions lie, seen from the mask.</param>
    public NativeBitmap Shadow(RunReader runs, int shard, Direction direction) =>
        ByImage(runs, shard, 0, bits => bits.Shadow(direction));

    /// <summary>Changes the bits of each image that has any, after each run has been widened by a margin in its row.</summary>
    private NativeBitmap ByImage(RunReader runs, int shard, int margin, Action<ImageBits> change)
    {
        var bits = new ImageBits(height, width);
        var mask = new MaskBuilder(shards with { InputCount = shards.InputsIn(shard) });
        int current = -1;
        void Finish()
        {
            if (current < 0)
            {
                return;
            }

            cancellation.ThrowIfCancellationRequested();
            change(bits);
            bits.AddTo(mask, current);
            bits.Clear();
        }

        InputRuns.Visit(runs, shards.PositionsPerInput, (input, first, last) =>
        {
            if (input != current)
            {
                Finish();
            }

            current = input;
            bits.Add((int)first, (int)last, margin);
        });
        Finish();
        return mask.FinishBitmap();
    }
}
