namespace CompExplain.Storage.Activations;

/// <summary>Takes a unit's activations, a row of positions at a time.</summary>
public interface IRowVisitor
{
    /// <summary>Whether a row is wanted; asked of each in turn, before its activations are computed.</summary>
    /// <param name="input">The input, from 0.</param>
    /// <param name="y">The row in it, from 0.</param>
    bool Wants(int input, int y);

    /// <summary>Takes a row.</summary>
    /// <param name="input">The input, from 0.</param>
    /// <param name="y">The row in it, from 0.</param>
    /// <param name="row">An activation for each position of the row; only until this returns.</param>
    void Visit(int input, int y, ReadOnlySpan<float> row);
}
