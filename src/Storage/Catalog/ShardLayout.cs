namespace CompExplain.Storage.Catalog;

/// <summary>
/// The division of a dataset's positions into shards: contiguous runs of whole inputs, about 16 million positions each, so
/// that a position within its shard fits 32 bits and a shard is one unit of work.
/// </summary>
/// <param name="InputCount">The number of inputs.</param>
/// <param name="PositionsPerInput">The number of positions of each input.</param>
public readonly record struct ShardLayout(int InputCount, int PositionsPerInput)
{
    private const int TargetPositions = 1 << 24;

    /// <summary>The number of inputs of a shard; the last one may have fewer.</summary>
    public int InputsPerShard => Math.Max(1, TargetPositions / PositionsPerInput);

    /// <summary>The number of shards.</summary>
    public int ShardCount => (int)(((long)InputCount + InputsPerShard - 1) / InputsPerShard);

    /// <summary>The number of positions of all inputs.</summary>
    public long PositionCount => (long)InputCount * PositionsPerInput;

    /// <summary>The first input of a shard.</summary>
    /// <param name="shard">The shard, from 0.</param>
    public int FirstInput(int shard) => shard * InputsPerShard;

    /// <summary>The number of inputs of a shard.</summary>
    /// <param name="shard">The shard, from 0.</param>
    public int InputsIn(int shard) => Math.Min(InputsPerShard, InputCount - FirstInput(shard));

    /// <summary>The number of positions of a shard.</summary>
    /// <param name="shard">The shard, from 0.</param>
    public uint PositionsIn(int shard) => (uint)InputsIn(shard) * (uint)PositionsPerInput;

    /// <summary>The shard that an input is in.</summary>
    /// <param name="input">The input, from 0.</param>
    public int ShardOf(int input) => input / InputsPerShard;
}
