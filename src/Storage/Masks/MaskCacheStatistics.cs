namespace CompExplain.Storage.Masks;

/// <summary>What the cache of opened masks holds, and how it served since the database was opened.</summary>
/// <param name="Bytes">Bytes that it holds.</param>
/// <param name="Limit">The maximum.</param>
/// <param name="Masks">Masks that it holds, each shard by itself.</param>
/// <param name="Hits">How often a mask was there.</param>
/// <param name="Misses">How often it had to be read from the file.</param>
/// <param name="Evicted">Masks that had to make room for others.</param>
public readonly record struct MaskCacheStatistics(long Bytes, long Limit, int Masks, long Hits, long Misses, long Evicted);
