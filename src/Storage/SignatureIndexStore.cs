using System.Buffers;
using System.Runtime.InteropServices;
using CompExplain.Roaring;

namespace CompExplain.Storage;

/// <summary>Keeps the signature index, the positions' signatures, and the units' hits in the database.</summary>
internal sealed class SignatureIndexStore
{
    private const int Format = 1;
    private const string InsertPart = "INSERT INTO signature_parts (part, shard, checksum, data) VALUES (@1, @2, @3, zeroblob(@4))";

    private readonly ProbeConnection _connection;
    private readonly MaskStore _masks;
    private readonly ShardLayout _shards;

    public SignatureIndexStore(ProbeConnection connection, MaskStore masks, ShardLayout shards)
    {
        _connection = connection;
        _masks = masks;
        _shards = shards;
    }

    /// <summary>Builds the index anew from the concepts' masks and stores it.</summary>
    public SignatureIndex Rebuild(int conceptCount, long conceptVersion, IProgress<StepProgress>? progress, CancellationToken cancellation)
    {
        _connection.Execute("DELETE FROM signature_parts");
        _connection.Execute("DELETE FROM signature_index");
        var builder = new SignatureIndexBuilder(conceptCount);
        for (int shard = 0; shard < _shards.ShardCount; shard++)
        {
            progress?.Report(new StepProgress("index", shard, _shards.ShardCount));
            int current = shard;
            var sets = SignatureIndexBuilder.Partition(
                _shards.PositionsIn(shard), conceptCount, concept => _masks.Read(MaskOwner.Concept(concept), current), cancellation);
            WritePart("positions", shard, PositionMap.Encode(builder.Merge(sets), _shards.PositionsPerInput));
        }

        var index = builder.Build();
        WritePart("offsets", 0, MemoryMarshal.AsBytes(index.OffsetArray.AsSpan()));
        WritePart("concepts", 0, MemoryMarshal.AsBytes(index.ConceptArray.AsSpan()));
        WritePart("sizes", 0, MemoryMarshal.AsBytes(index.SizeArray.AsSpan()));
        WritePart("posting_offsets", 0, MemoryMarshal.AsBytes(index.PostingOffsetArray.AsSpan()));
        WritePart("postings", 0, MemoryMarshal.AsBytes(index.PostingArray.AsSpan()));
        _connection.Execute(
            "INSERT INTO signature_index (id, format, concept_version, signature_count, reference_count) VALUES (1, @1, @2, @3, @4)",
            Format, conceptVersion, index.SignatureCount, index.ReferenceCount);
        progress?.Report(new StepProgress("index", _shards.ShardCount, _shards.ShardCount));
        return index;
    }

    /// <summary>The stored index, or null where there is none of this version of the concepts.</summary>
    public SignatureIndex? Read(int conceptCount, long conceptVersion)
    {
        var head = _connection.Rows(
            "SELECT format, concept_version, signature_count, reference_count FROM signature_index",
            row => (Format: row.GetInt64(0), Version: row.GetInt64(1), Signatures: row.GetInt64(2), References: row.GetInt64(3)));
        if (head.Count == 0 || head[0].Format != Format || head[0].Version != conceptVersion)
            return null;

        var index = new SignatureIndex(
            ReadPart<int>("offsets"), ReadPart<int>("concepts"), ReadPart<long>("sizes"), ReadPart<int>("posting_offsets"), ReadPart<int>("postings"));
        if (index.SignatureCount != head[0].Signatures || index.ReferenceCount != head[0].References
            || index.Offsets.Length != index.SignatureCount + 1 || index.ConceptCount != conceptCount
            || index.PositionCount != _shards.PositionCount)
        {
            throw StorageException.Damaged(_connection.Path, "the parts of the signature index do not fit each other");
        }

        return index;
    }

    /// <summary>The signature of every position of a shard.</summary>
    public int[] ReadPositions(int shard, int signatureCount)
    {
        var signatures = new int[_shards.PositionsIn(shard)];
        try
        {
            PositionMap.Decode(ReadPart<byte>("positions", shard), _shards.PositionsPerInput, signatureCount, signatures);
        }
        catch (FormatException error)
        {
            throw StorageException.Damaged(_connection.Path, $"the positions of shard {shard}: {error.Message}", error);
        }

        return signatures;
    }

    /// <summary>Counts masks by signature: each mask is given by shard.</summary>
    public UnitHits[] Count(IReadOnlyList<Func<int, RangeEnumerator>> masks, int signatureCount, CancellationToken cancellation)
    {
        var hits = Array.ConvertAll(new int[masks.Count], _ => new List<(int Signature, long Hits)>());
        for (int shard = 0; shard < _shards.ShardCount; shard++)
        {
            var signatures = ReadPositions(shard, signatureCount);
            int current = shard;

            // A worker counts one mask at a time in an array of all signatures, and notes which it touched.
            Parallel.For(
                0,
                masks.Count,
                new ParallelOptions { CancellationToken = cancellation },
                () => (Counts: new int[signatureCount], Touched: new List<int>()),
                (i, _, worker) =>
                {
                    foreach (var (first, last) in masks[i](current))
                    {
                        foreach (int signature in signatures.AsSpan((int)first, (int)(last - first) + 1))
                        {
                            if (worker.Counts[signature]++ == 0)
                                worker.Touched.Add(signature);
                        }
                    }

                    foreach (int signature in worker.Touched)
                    {
                        hits[i].Add((signature, worker.Counts[signature]));
                        worker.Counts[signature] = 0;
                    }

                    worker.Touched.Clear();
                    return worker;
                },
                _ => { });
        }

        return Array.ConvertAll(hits, Join);
    }

    /// <summary>Counts and stores the hits of units.</summary>
    public void StoreHits(IReadOnlyList<int> units, int signatureCount, IProgress<StepProgress>? progress, CancellationToken cancellation)
    {
        // Groups bound the memory that the counts take; each group walks the positions once.
        const int group = 128;
        for (int start = 0; start < units.Count; start += group)
        {
            progress?.Report(new StepProgress("hits by signature", start, units.Count));
            var some = units.Skip(start).Take(group).ToArray();
            var hits = Count(Array.ConvertAll<int, Func<int, RangeEnumerator>>(some, unit => shard => _masks.Read(MaskOwner.Unit(unit), shard).Ranges), signatureCount, cancellation);
            for (int i = 0; i < some.Length; i++)
            {
                var data = Encode(hits[i]);
                _connection.Execute("DELETE FROM unit_hits WHERE unit_id = @1", some[i]);
                _connection.InsertBlob(
                    "INSERT INTO unit_hits (unit_id, checksum, data) VALUES (@1, @2, zeroblob(@3))", "unit_hits", data, some[i], Checksum.Of(data));
            }
        }

        progress?.Report(new StepProgress("hits by signature", units.Count, units.Count));
    }

    /// <summary>The stored hits of a unit.</summary>
    public UnitHits ReadHits(int unit, int signatureCount)
    {
        var rows = _connection.Rows("SELECT checksum FROM unit_hits WHERE unit_id = @1", row => row.GetInt64(0), unit);
        if (rows.Count == 0)
            throw StorageException.Damaged(_connection.Path, $"unit {unit} has no hits by signature");
        var data = _connection.ReadBlob<byte>("unit_hits", unit);
        if (Checksum.Of(data) != rows[0])
            throw StorageException.Damaged(_connection.Path, $"the hits of unit {unit} do not match their checksum");
        try
        {
            return Decode(data, signatureCount);
        }
        catch (FormatException error)
        {
            throw StorageException.Damaged(_connection.Path, $"the hits of unit {unit}: {error.Message}", error);
        }
    }

    /// <summary>The shards' counts of one mask as one, by signature.</summary>
    private static UnitHits Join(List<(int Signature, long Hits)> shards)
    {
        shards.Sort();
        var signatures = new List<int>(shards.Count);
        var hits = new List<long>(shards.Count);
        foreach (var (signature, count) in shards)
        {
            if (signatures.Count > 0 && signatures[^1] == signature)
            {
                hits[^1] += count;
            }
            else
            {
                signatures.Add(signature);
                hits.Add(count);
            }
        }

        return new UnitHits(signatures.ToArray(), hits.ToArray());
    }

    private static byte[] Encode(UnitHits hits)
    {
        var writer = new ArrayBufferWriter<byte>((2 * hits.Signatures.Length) + 16);
        Varint.Write(writer, (ulong)hits.Signatures.Length);
        int last = 0;
        for (int i = 0; i < hits.Signatures.Length; i++)
        {
            Varint.Write(writer, (ulong)(hits.Signatures[i] - last));
            Varint.Write(writer, (ulong)hits.Hits[i]);
            last = hits.Signatures[i];
        }

        return writer.WrittenSpan.ToArray();
    }

    private static UnitHits Decode(ReadOnlySpan<byte> data, int signatureCount)
    {
        int offset = 0;
        ulong count = Varint.Read(data, ref offset);
        if (count > (ulong)signatureCount)
            throw new FormatException("more signatures than there are");
        var signatures = new int[count];
        var hits = new long[count];
        ulong at = 0;
        for (int i = 0; i < signatures.Length; i++)
        {
            at += Varint.Read(data, ref offset);
            if (at >= (ulong)signatureCount)
                throw new FormatException("a signature is out of range");
            signatures[i] = (int)at;
            hits[i] = (long)Varint.Read(data, ref offset);
        }

        return new UnitHits(signatures, hits);
    }

    private void WritePart(string part, int shard, ReadOnlySpan<byte> data) =>
        _connection.InsertBlob(InsertPart, "signature_parts", data, part, shard, Checksum.Of(data));

    private T[] ReadPart<T>(string part, int shard = 0)
        where T : unmanaged
    {
        var rows = _connection.Rows(
            "SELECT id, checksum FROM signature_parts WHERE part = @1 AND shard = @2", row => (Id: row.GetInt64(0), Checksum: row.GetInt64(1)), part, shard);
        if (rows.Count == 0)
            throw StorageException.Damaged(_connection.Path, $"the signature index has no part '{part}'");
        var values = _connection.ReadBlob<T>("signature_parts", rows[0].Id);
        if (Checksum.Of(MemoryMarshal.AsBytes(values.AsSpan())) != rows[0].Checksum)
            throw StorageException.Damaged(_connection.Path, $"the part '{part}' of the signature index does not match its checksum");
        return values;
    }
}
