using CompExplain.Fixtures;
using CompExplain.Storage.Masks;

namespace CompExplain.Storage.Tests.Masks;

public sealed class MaskCacheTests
{
    private const int EntryBytes = 100;

    [Fact]
    public void Find_MaskThatWasAdded_IsLentAgain()
    {
        using var cache = new MaskCache(1 << 20);
        Assert.Null(cache.Find(MaskOwner.Concept(1), 0));
        using (Add(cache, 1))
        {
        }

        using var again = cache.Find(MaskOwner.Concept(1), 0);
        Assert.Equal(10, again!.Count);
        Assert.Equal((1, 1L, 1L, 0L), (cache.Statistics.Masks, cache.Statistics.Hits, cache.Statistics.Misses, cache.Statistics.Evicted));
        Assert.Null(cache.Find(MaskOwner.Unit(1), 0));
        Assert.Null(cache.Find(MaskOwner.Concept(1), 1));
    }

    [Fact]
    public void Add_BeyondTheLimit_EvictsTheOneUsedLongestAgo()
    {
        using var cache = new MaskCache(Limit(3));
        for (int i = 1; i <= 3; i++)
        {
            Add(cache, i).Dispose();
        }

        cache.Find(MaskOwner.Concept(1), 0)!.Dispose();
        Add(cache, 4).Dispose();
        Assert.Null(cache.Find(MaskOwner.Concept(2), 0));
        foreach (int kept in (int[])[1, 3, 4])
        {
            using var lease = cache.Find(MaskOwner.Concept(kept), 0);
            Assert.NotNull(lease);
        }

        Assert.Equal(1, cache.Statistics.Evicted);
        Assert.True(cache.Statistics.Bytes <= cache.Statistics.Limit);
    }

    [Fact]
    public void Add_BeyondTheLimit_NeverTakesAMaskThatIsLent()
    {
        using var cache = new MaskCache(Limit(1));
        using var lent = Add(cache, 1);
        Add(cache, 2).Dispose();
        Assert.Equal(10, lent.Value.AndCount(lent.Value));
        Assert.Null(cache.Find(MaskOwner.Concept(1), 0));
    }

    [Fact]
    public void Dispose_MaskIsLent_GoesWhenItComesBack()
    {
        var cache = new MaskCache(1 << 20);
        var lent = Add(cache, 1);
        cache.Dispose();
        Assert.Equal(10, lent.Value.AndCount(lent.Value));
        lent.Dispose();
        Assert.Throws<ObjectDisposedException>(() => lent.Value);
        Assert.Equal(0, cache.Statistics.Bytes);
    }

    [Fact]
    public void OpenMask_SmallLimit_AnswersAsWithALargeOne()
    {
        using var folder = new TempFolder();
        string path = folder.File("d.cxdb");
        var probe = NaiveProbe.Images(5);
        probe.Write(path);
        using var database = ProbeDatabase.Open(path, maskCacheBytes: 2000);
        var random = new Random(1);
        Parallel.For(0, 2000, i =>
        {
            int a = i * 7 % probe.Masks.Length, b = i * 5 % probe.Masks.Length;
            using var first = database.Masks.Open(MaskOwner.Concept(a), 0);
            using var second = database.Masks.Open(MaskOwner.Concept(b), 0);
            Assert.Equal(Enumerable.Range(0, probe.Positions).LongCount(p => probe.Masks[a][p] && probe.Masks[b][p]), first.Value.AndCount(second.Value));
        });
        Assert.True(database.Masks.Cache.Evicted > 0);
        Assert.InRange(database.Masks.Cache.Bytes, 0, 2000);
    }

    private static MaskLease Add(MaskCache cache, int concept) =>
        cache.Add(MaskOwner.Concept(concept), 0, SmallMask.Range(5, 14).Open(), 10, EntryBytes);

    // The cache counts what it keeps beside the bytes.
    private static long Limit(int masks)
    {
        using var cache = new MaskCache(1 << 20);
        Add(cache, 1).Dispose();
        return (masks * cache.Statistics.Bytes) + 1;
    }
}
