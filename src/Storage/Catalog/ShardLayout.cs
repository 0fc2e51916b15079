namespace CompExplain.Storage.Catalog;

/// <summary>
/// How the positions of a dataset are cut into shards: contiguous runs of whole inputs, some 16 million positions each, so
/// that a position within its shard fits 32 bits and a shard is one unit of work.
/// </summary>
/// <param name="InputCount">How many inputs there are.</param>
/// <param name="PositionsPerInput">How many positions each input has.</param>
public readonly record struct ShardLayout(int InputCount, int PositionsPerInput)
{
    private const int TargetPositions = 1 << 24;

    /// <summary>How many inputs a shard has; the last one may have fewer.</summary>
    public int InputsPerShard => Math.Max(1, TargetPositions / PositionsPerInput);

    /// <summary>How many shards there are.</summary>
    public int ShardCount => (int)(((long)InputCount + InputsPerShard - 1) / InputsPerShard);

    /// <summary>How many positions there are in all.</summary>
    public long PositionCount => (long)InputCount * PositionsPerInput;

    /// <summary>The first input of a shard.</summary>
    /// <param name="shard">The shard, from 0.</param>
    public int FirstInput(int shard) => shard * InputsPerShard;

    /// <summary>How many inputs a shard has.</summary>
    /// <param name="shard">The shard, from 0.</param>
    public int InputsIn(int shard) => Math.Min(InputsPerShard, InputCount - FirstInput(shard));

    /// <summary>How many positions a shard has.</summary>
    /// <param name="shard">The shard, from 0.</param>
    public uint PositionsIn(int shard) => (uint)InputsIn(shard) * (uint)PositionsPerInput;

    /// <summary>The shard that an input is in.</summary>
    /// <param name="input">The input, from 0.</param>
    public int ShardOf(int input) => input / InputsPerShard;
}
