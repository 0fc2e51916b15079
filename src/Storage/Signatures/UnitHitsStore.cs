using System.Collections.Concurrent;
using System.Globalization;
using CompExplain.Storage.Catalog;
using CompExplain.Storage.Files;
using CompExplain.Storage.Masks;

namespace CompExplain.Storage.Signatures;

/// <summary>Counts masks by signature, and keeps the units' hits in the database. Safe to use from many threads.</summary>
public sealed class UnitHitsStore
{
    // Groups bound the memory that the units' counts take; each group walks the positions once.
    private const int UnitGroup = 512;

    private readonly ProbeConnection _connection;
    private readonly MaskStore _masks;
    private readonly SignatureIndexStore _signatures;
    private readonly ShardLayout _shards;
    private long _bytesRead;

    internal UnitHitsStore(ProbeConnection connection, MaskStore masks, SignatureIndexStore signatures, ShardLayout shards)
    {
        _connection = connection;
        _masks = masks;
        _signatures = signatures;
        _shards = shards;
    }

    /// <summary>Bytes of units' hits read from the file since it was opened.</summary>
    public long BytesRead => Interlocked.Read(ref _bytesRead);

    /// <summary>The number of bytes of the file that a unit's hits take.</summary>
    /// <param name="unit">The unit's number in the database.</param>
    public long LengthOf(int unit) => _connection.Scalar<long>("SELECT length(data) FROM unit_hits WHERE unit_id = @1", unit);

    /// <summary>The number of positions of a unit's mask in each signature.</summary>
    /// <param name="unit">The unit's number in the database.</param>
    /// <exception cref="StorageException">What is stored is damaged.</exception>
    public UnitHits Read(int unit) => Read(unit, _signatures.Index);

    /// <summary>Counts masks by signature, in one pass over the positions for all of them.</summary>
    /// <param name="masks">For each mask, its runs of positions in a shard; called by several threads at once.</param>
    /// <param name="cancellation">Cancels it.</param>
    public IReadOnlyList<UnitHits> Count(
        IReadOnlyList<Func<int, RunReader>> masks, CancellationToken cancellation = default) =>
        Count(masks, _signatures.Index.SignatureCount, cancellation);

    /// <summary>Counts masks by signature: each mask is given by shard.</summary>
    /// <param name="masks">The masks; each one's runs of positions in a shard.</param>
    /// <param name="signatureCount">How many signatures there are.</param>
    /// <param name="cancellation">Cancels it.</param>
    /// <param name="shards">The shards to count in; all where it is null.</param>
    internal UnitHits[] Count(
        IReadOnlyList<Func<int, RunReader>> masks,
        int signatureCount,
        CancellationToken cancellation,
        IReadOnlyList<int>? shards = null)
    {
        // A worker counts one mask at a time in an array of all signatures, and notes which it touched: signature and hits in one
        // number.
        var hits = Array.ConvertAll(new int[masks.Count], _ => new List<ulong>());
        var workers = new ConcurrentBag<(int[] Counts, List<int> Touched)>();
        foreach (int shard in shards ?? [.. Enumerable.Range(0, _shards.ShardCount)])
        {
            int[] signatures = _signatures.ReadPositions(shard, signatureCount);
            Workers.Run(masks.Count, i =>
            {
                var worker = workers.TryTake(out var free) ? free : (Counts: new int[signatureCount], Touched: []);
                foreach (var (first, last) in masks[i](shard))
                {
                    foreach (int signature in signatures.AsSpan((int)first, (int)(last - first) + 1))
                    {
                        if (worker.Counts[signature]++ == 0)
                        {
                            worker.Touched.Add(signature);
                        }
                    }
                }

                foreach (int signature in worker.Touched)
                {
                    hits[i].Add(((ulong)signature << 32) | (uint)worker.Counts[signature]);
                    worker.Counts[signature] = 0;
                }

                worker.Touched.Clear();
                workers.Add(worker);
            }, cancellation);
        }

        var joined = new UnitHits[masks.Count];
        Workers.Run(masks.Count, i =>
        {
            joined[i] = Join(hits[i]);
            hits[i] = [];
        }, cancellation);
        return joined;
    }

    /// <summary>Counts and stores the hits of units.</summary>
    internal void Store(
        IReadOnlyList<int> units, int signatureCount, IProgress<StepProgress>? progress, CancellationToken cancellation)
    {
        for (int start = 0; start < units.Count; start += UnitGroup)
        {
            progress?.Report(new StepProgress("hits by signature", start, units.Count));
            int[] some = [.. units.Skip(start).Take(UnitGroup)];
            var hits = Count(
                Array.ConvertAll<int, Func<int, RunReader>>(some, unit => shard => _masks.Read(MaskOwner.Unit(unit), shard).Runs),
                signatureCount,
                cancellation);
            for (int i = 0; i < some.Length; i++)
            {
                Store(some[i], hits[i]);
            }
        }

        progress?.Report(new StepProgress("hits by signature", units.Count, units.Count));
    }

    /// <summary>The stored hits of a unit.</summary>
    /// <param name="unit">The unit's number in the database.</param>
    /// <param name="index">The signature index that they were counted by.</param>
    internal UnitHits Read(int unit, SignatureIndex index)
    {
        var rows = _connection.Rows("SELECT checksum FROM unit_hits WHERE unit_id = @1", row => row.GetInt64(0), unit);
        if (rows.Count == 0)
        {
            throw StorageException.Damaged(_connection.Path, $"unit {unit} has no hits by signature");
        }

        byte[] data = _connection.ReadBlob<byte>("unit_hits", unit);
        Interlocked.Add(ref _bytesRead, data.Length);
        if (Checksum.Of(data) != rows[0])
        {
            throw StorageException.Damaged(_connection.Path, $"the hits of unit {unit} do not match their checksum");
        }

        try
        {
            return Decode(data, index.Sizes);
        }
        catch (FormatException error)
        {
            throw StorageException.Damaged(_connection.Path, $"the hits of unit {unit}: {error.Message}", error);
        }
    }

    /// <summary>
    /// Brings the hits of units up to date after concepts were added: only those on the new concepts' positions move.
    /// </summary>
    internal void Move(
        ConceptSplit added, IReadOnlyList<int> units, IProgress<StepProgress>? progress, CancellationToken cancellation)
    {
        var cut = new Dictionary<int, NativeBitmap>();
        try
        {
            foreach (var (shard, positions) in added.Positions)
            {
                cut.Add(shard, positions.Open());
            }

            for (int start = 0; start < units.Count; start += UnitGroup)
            {
                progress?.Report(new StepProgress("hits by signature", start, units.Count));
                int[] some = [.. units.Skip(start).Take(UnitGroup)];
                var moved = Count(
                    Array.ConvertAll<int, Func<int, RunReader>>(some, unit => shard => OnCut(unit, shard)),
                    added.After.SignatureCount,
                    cancellation,
                    [.. cut.Keys]);
                for (int i = 0; i < some.Length; i++)
                {
                    if (moved[i].Signatures.Length > 0)
                    {
                        Store(some[i], added.Split.Move(Read(some[i], added.Before), moved[i]));
                    }
                }
            }
        }
        finally
        {
            foreach (var bitmap in cut.Values)
            {
                bitmap.Dispose();
            }
        }

        RunReader OnCut(int unit, int shard)
        {
            using var mask = _masks.Read(MaskOwner.Unit(unit), shard).Open();
            using var both = new NativeBitmap(mask.Value.And(cut[shard].Value));
            return both.ToSerialized().Runs;
        }
    }

    private void Store(int unit, UnitHits hits)
    {
        byte[] data = Encode(hits);
        _connection.Execute("DELETE FROM unit_hits WHERE unit_id = @1", unit);
        _connection.InsertBlob(
            "INSERT INTO unit_hits (unit_id, checksum, data) VALUES (@1, @2, zeroblob(@3))",
            "unit_hits",
            data,
            unit,
            Checksum.Of(data));
    }

    /// <summary>The shards' counts of one mask as one, by signature.</summary>
    private static UnitHits Join(List<ulong> counts)
    {
        counts.Sort();
        int distinct = 0;
        for (int i = 0; i < counts.Count; i++)
        {
            distinct += i == 0 || counts[i] >> 32 != counts[i - 1] >> 32 ? 1 : 0;
        }

        int[] signatures = new int[distinct];
        long[] hits = new long[distinct];
        int at = -1;
        foreach (ulong each in counts)
        {
            int signature = (int)(each >> 32);
            if (at < 0 || signatures[at] != signature)
            {
                signatures[++at] = signature;
            }

            hits[at] += (uint)each;
        }

        return new UnitHits(signatures, hits);
    }

    private static byte[] Encode(UnitHits hits)
    {
        var writer = new VarintWriter((3 * hits.Signatures.Length) + 16);
        writer.Write((ulong)hits.Signatures.Length);
        int last = 0;
        for (int i = 0; i < hits.Signatures.Length; i++)
        {
            writer.Write((ulong)(hits.Signatures[i] - last));
            writer.Write((ulong)hits.Hits[i]);
            last = hits.Signatures[i];
        }

        return writer.ToArray();
    }

    private static UnitHits Decode(ReadOnlySpan<byte> data, ReadOnlySpan<long> sizes)
    {
        int offset = 0;
        ulong count = Varint.Read(data, ref offset);
        if (count > (ulong)Math.Min(sizes.Length, data.Length))
        {
            throw new FormatException("more signatures than there are");
        }

        int[] signatures = new int[count];
        long[] hits = new long[count];
        long at = 0;
        for (int i = 0; i < signatures.Length; i++)
        {
            ulong step = Varint.Read(data, ref offset), inIt = Varint.Read(data, ref offset);
            if (step >= (ulong)(sizes.Length - at) || (step == 0 && i > 0))
            {
                throw new FormatException("a signature is out of range");
            }

            at += (long)step;
            if (inIt == 0 || inIt > (ulong)sizes[(int)at])
            {
                throw new FormatException(string.Create(
                    CultureInfo.InvariantCulture, $"{inIt} hits in signature {at}, which has {sizes[(int)at]} positions"));
            }

            (signatures[i], hits[i]) = ((int)at, (long)inIt);
        }

        return offset == data.Length ? new UnitHits(signatures, hits) : throw new FormatException("bytes are left over");
    }
}
