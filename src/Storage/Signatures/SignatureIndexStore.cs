using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using CompExplain.Roaring;
using CompExplain.Storage.Catalog;
using CompExplain.Storage.Files;
using CompExplain.Storage.Masks;

namespace CompExplain.Storage.Signatures;

/// <summary>Keeps the signature index, the positions' signatures, and the units' hits in the database.</summary>
internal sealed class SignatureIndexStore
{
    // Format 1 had the signatures of all concepts in one part, and could be loaded as a whole alone.
    private const int Format = 2;
    private const int OldFormat = 1;
    private const string InsertPart = "INSERT INTO signature_parts (part, shard, checksum, data) VALUES (@1, @2, @3, zeroblob(@4))";

    // Groups bound the memory that the units' counts take; each group walks the positions once.
    private const int UnitGroup = 512;

    private readonly ProbeConnection _connection;
    private readonly MaskStore _masks;
    private readonly ShardLayout _shards;
    private long _bytesRead;

    public SignatureIndexStore(ProbeConnection connection, MaskStore masks, ShardLayout shards)
    {
        _connection = connection;
        _masks = masks;
        _shards = shards;
    }

    /// <summary>Bytes of the index and of units' hits read from the file so far.</summary>
    public long BytesRead => Interlocked.Read(ref _bytesRead);

    /// <summary>Builds the index anew from the concepts' masks and stores it.</summary>
    public SignatureIndex Rebuild(int conceptCount, long conceptVersion, IProgress<StepProgress>? progress, CancellationToken cancellation)
    {
        _connection.Execute("DELETE FROM signature_parts");
        return Build(new SignatureIndexBuilder(conceptCount), 0, conceptCount, conceptVersion, progress, cancellation);
    }

    /// <summary>Adds inputs that come after those of an index; the result is that of <see cref="Rebuild"/>.</summary>
    public SignatureIndex Append(
        SignatureIndex index, int firstInput, int conceptCount, long conceptVersion, IProgress<StepProgress>? progress, CancellationToken cancellation) =>
        Build(SignatureIndexBuilder.Of(index, conceptCount), firstInput, conceptCount, conceptVersion, progress, cancellation);

    /// <summary>Adds concepts to an index and to the units' hits, by splitting the signatures that they cut: see <see cref="SignatureSplit"/>.</summary>
    public SignatureIndex AddConcepts(
        SignatureIndex index, int firstConcept, int conceptCount, long conceptVersion, IReadOnlyList<int> units, IProgress<StepProgress>? progress, CancellationToken cancellation)
    {
        var split = new SignatureSplit(index, _shards.PositionsPerInput);
        var masks = new Roaring32Bitmap[_shards.ShardCount];
        var splits = new List<(int Shard, SignatureSplit.ShardSplit Split, int[] Global)>();
        foreach (int[] some in Batches(0))
        {
            progress?.Report(new StepProgress("index", some[0], _shards.ShardCount));
            var found = new SignatureSplit.ShardSplit?[some.Length];
            InParallel(some.Length, i =>
            {
                masks[some[i]] = new Roaring32Bitmap();
                var runs = Runs(some[i], firstConcept, conceptCount, masks[some[i]]);
                found[i] = runs.Count == 0 ? null : split.Split(ReadPart<byte>("positions", some[i]), _shards.InputsIn(some[i]), runs);
            }, cancellation);
            for (int i = 0; i < found.Length; i++)
            {
                if (found[i] is { } one)
                {
                    splits.Add((some[i], one, split.Merge(one)));
                }
            }
        }

        var next = split.Number(conceptCount);
        foreach (var some in splits.Chunk(Environment.ProcessorCount))
        {
            byte[][] maps = new byte[some.Length][];
            InParallel(some.Length, i => maps[i] = split.Renumber(some[i].Split, _shards.InputsIn(some[i].Shard), some[i].Global), cancellation);
            for (int i = 0; i < maps.Length; i++)
            {
                WritePart("positions", some[i].Shard, maps[i]);
            }
        }

        Store(next, conceptVersion);
        MoveHits(index, next, split, [.. splits.Select(each => each.Shard)], masks, units, progress, cancellation);
        progress?.Report(new StepProgress("index", _shards.ShardCount, _shards.ShardCount));
        return next;
    }

    /// <summary>The stored index, or null where there is none of this version of the concepts. Its parts are read as they are needed.</summary>
    public SignatureIndex? Read(int conceptCount, long conceptVersion)
    {
        var heads = _connection.Rows(
            "SELECT format, concept_version, signature_count, reference_count FROM signature_index",
            row => (Format: row.GetInt64(0), Version: row.GetInt64(1), Signatures: row.GetInt32(2), References: row.GetInt32(3)));
        if (heads is not [var head] || head.Format is not (Format or OldFormat) || head.Version != conceptVersion)
        {
            return null;
        }

        var all = new Lazy<(int[] Offsets, int[] Postings)>(() => (ReadPart<int>("posting_offsets"), ReadPart<int>("postings")));
        return new SignatureIndex(
            head.Signatures,
            head.References,
            conceptCount,
            _shards.PositionCount,
            () =>
            {
                int[] offsets = ReadPart<int>("offsets"), concepts = ReadPart<int>("concepts");
                return offsets.Length == head.Signatures + 1 && concepts.Length == head.References ? (offsets, concepts) : throw Misfit();
            },
            () =>
            {
                long[] sizes = ReadPart<long>("sizes");
                return sizes.Length == head.Signatures && sizes.Sum() == _shards.PositionCount ? sizes : throw Misfit();
            },
            concept => head.Format == Format ? ReadPart<int>("postings", concept)
                : all.Value.Offsets.Length == conceptCount + 1 && all.Value.Offsets[^1] == all.Value.Postings.Length
                    ? all.Value.Postings[all.Value.Offsets[concept]..all.Value.Offsets[concept + 1]]
                    : throw Misfit());

        StorageException Misfit() => StorageException.Damaged(_connection.Path, "the parts of the signature index do not fit each other");
    }

    /// <summary>How many bytes a part takes in the file; 0 where there is none.</summary>
    public long LengthOf(string part, int shard = 0) =>
        _connection.Scalar<long>("SELECT length(data) FROM signature_parts WHERE part = @1 AND shard = @2", part, shard);

    /// <summary>How many bytes a unit's hits take in the file.</summary>
    public long LengthOfHits(int unit) => _connection.Scalar<long>("SELECT length(data) FROM unit_hits WHERE unit_id = @1", unit);

    /// <summary>The signature of every position of a shard.</summary>
    public int[] ReadPositions(int shard, int signatureCount)
    {
        int[] signatures = new int[_shards.PositionsIn(shard)];
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
    /// <param name="masks">The masks; each one's runs of positions in a shard.</param>
    /// <param name="signatureCount">How many signatures there are.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <param name="shards">The shards to count in; all where it is null.</param>
    public UnitHits[] Count(
        IReadOnlyList<Func<int, RangeEnumerator>> masks, int signatureCount, CancellationToken cancellation, IReadOnlyList<int>? shards = null)
    {
        // A worker counts one mask at a time in an array of all signatures, and notes which it touched: signature and hits in one number.
        var hits = Array.ConvertAll(new int[masks.Count], _ => new List<ulong>());
        var workers = new ConcurrentBag<(int[] Counts, List<int> Touched)>();
        foreach (int shard in shards ?? [.. Enumerable.Range(0, _shards.ShardCount)])
        {
            int[] signatures = ReadPositions(shard, signatureCount);
            InParallel(masks.Count, i =>
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
        InParallel(masks.Count, i =>
        {
            joined[i] = Join(hits[i]);
            hits[i] = [];
        }, cancellation);
        return joined;
    }

    /// <summary>Counts and stores the hits of units.</summary>
    public void StoreHits(IReadOnlyList<int> units, int signatureCount, IProgress<StepProgress>? progress, CancellationToken cancellation)
    {
        for (int start = 0; start < units.Count; start += UnitGroup)
        {
            progress?.Report(new StepProgress("hits by signature", start, units.Count));
            int[] some = [.. units.Skip(start).Take(UnitGroup)];
            var hits = Count(
                Array.ConvertAll<int, Func<int, RangeEnumerator>>(some, unit => shard => _masks.ReadOnce(MaskOwner.Unit(unit), shard).Ranges), signatureCount, cancellation);
            for (int i = 0; i < some.Length; i++)
            {
                StoreHits(some[i], hits[i]);
            }
        }

        progress?.Report(new StepProgress("hits by signature", units.Count, units.Count));
    }

    /// <summary>The stored hits of a unit.</summary>
    public UnitHits ReadHits(int unit, int signatureCount)
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
            return Decode(data, signatureCount);
        }
        catch (FormatException error)
        {
            throw StorageException.Damaged(_connection.Path, $"the hits of unit {unit}: {error.Message}", error);
        }
    }

    // From an input on, shard by shard, as many at once as there are cores.
    private SignatureIndex Build(
        SignatureIndexBuilder builder, int firstInput, int conceptCount, long conceptVersion, IProgress<StepProgress>? progress, CancellationToken cancellation)
    {
        foreach (int[] some in Batches(firstInput))
        {
            progress?.Report(new StepProgress("index", some[0], _shards.ShardCount));
            var sets = new SignatureIndexBuilder.ShardSets[some.Length];
            InParallel(some.Length, i => sets[i] = SignatureIndexBuilder.Partition(
                (uint)InputsBefore(some[i]) * (uint)_shards.PositionsPerInput,
                _shards.PositionsIn(some[i]),
                conceptCount,
                concept => _masks.ReadOnce(MaskOwner.Concept(concept), some[i]),
                cancellation), cancellation);
            int[][] signatureOf = Array.ConvertAll(sets, builder.Merge);
            byte[][] maps = new byte[some.Length][];
            InParallel(some.Length, i => maps[i] = PositionMap.Encode(sets[i].NodeOfPosition, _shards.PositionsPerInput, signatureOf[i]), cancellation);
            for (int i = 0; i < some.Length; i++)
            {
                WritePart("positions", some[i], InputsBefore(some[i]) == 0 ? maps[i] : [.. ReadPart<byte>("positions", some[i]), .. maps[i]]);
            }
        }

        var index = builder.Build();
        Store(index, conceptVersion);
        progress?.Report(new StepProgress("index", _shards.ShardCount, _shards.ShardCount));
        return index;

        int InputsBefore(int shard) => Math.Max(0, firstInput - _shards.FirstInput(shard));
    }

    private IEnumerable<int[]> Batches(int firstInput)
    {
        int first = _shards.ShardOf(firstInput);
        return Enumerable.Range(first, Math.Max(0, _shards.ShardCount - first)).Chunk(Environment.ProcessorCount);
    }

    private static void InParallel(int count, Action<int> work, CancellationToken cancellation)
    {
        try
        {
            Parallel.For(0, count, new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount }, work);
        }
        catch (AggregateException error)
        {
            ExceptionDispatchInfo.Throw(error.InnerExceptions[0]);
        }
    }

    private void Store(SignatureIndex index, long conceptVersion)
    {
        _connection.Execute("DELETE FROM signature_parts WHERE part <> 'positions'");
        _connection.Execute("DELETE FROM signature_index");
        WritePart("offsets", 0, MemoryMarshal.AsBytes(index.Offsets));
        WritePart("concepts", 0, MemoryMarshal.AsBytes(index.Concepts));
        WritePart("sizes", 0, MemoryMarshal.AsBytes(index.Sizes));
        for (int concept = 0; concept < index.ConceptCount; concept++)
        {
            WritePart("postings", concept, MemoryMarshal.AsBytes(index.SignaturesOf(concept)));
        }

        _connection.Execute(
            "INSERT INTO signature_index (id, format, concept_version, signature_count, reference_count) VALUES (1, @1, @2, @3, @4)",
            Format, conceptVersion, index.SignatureCount, index.ReferenceCount);
    }

    /// <summary>The positions of new concepts in a shard, as runs within an input, by input and then by concept; their union goes into a mask.</summary>
    private List<(int Input, int Concept, int First, int Last)> Runs(int shard, int firstConcept, int conceptCount, Roaring32Bitmap union)
    {
        uint width = (uint)_shards.PositionsPerInput;
        var runs = new List<(int Input, int Concept, int First, int Last)>();
        for (int concept = firstConcept; concept < conceptCount; concept++)
        {
            var mask = _masks.ReadOnce(MaskOwner.Concept(concept), shard);
            union.OrWith(mask);
            foreach (var (first, last) in mask.Ranges)
            {
                for (uint start = first; start <= last;)
                {
                    uint input = start / width, end = Math.Min(last, (input * width) + width - 1);
                    runs.Add(((int)input, concept, (int)(start % width), (int)(end % width)));
                    start = end + 1;
                }
            }
        }

        runs.Sort();
        return runs;
    }

    /// <summary>Brings the hits of units up to date: only those on the new concepts' positions move.</summary>
    private void MoveHits(
        SignatureIndex index, SignatureIndex next, SignatureSplit split, int[] shards, Roaring32Bitmap[] masks, IReadOnlyList<int> units, IProgress<StepProgress>? progress, CancellationToken cancellation)
    {
        for (int start = 0; start < units.Count; start += UnitGroup)
        {
            progress?.Report(new StepProgress("hits by signature", start, units.Count));
            int[] some = [.. units.Skip(start).Take(UnitGroup)];
            var moved = Count(Array.ConvertAll<int, Func<int, RangeEnumerator>>(some, unit => shard => OnMask(unit, shard)), next.SignatureCount, cancellation, shards);
            for (int i = 0; i < some.Length; i++)
            {
                if (moved[i].Signatures.Length > 0)
                {
                    StoreHits(some[i], split.Move(ReadHits(some[i], index.SignatureCount), moved[i]));
                }
            }
        }

        RangeEnumerator OnMask(int unit, int shard)
        {
            var mask = _masks.ReadOnce(MaskOwner.Unit(unit), shard).ToBitmap();
            mask.AndWith(masks[shard]);
            return mask.Ranges;
        }
    }

    private void StoreHits(int unit, UnitHits hits)
    {
        byte[] data = Encode(hits);
        _connection.Execute("DELETE FROM unit_hits WHERE unit_id = @1", unit);
        _connection.InsertBlob("INSERT INTO unit_hits (unit_id, checksum, data) VALUES (@1, @2, zeroblob(@3))", "unit_hits", data, unit, Checksum.Of(data));
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

    private static UnitHits Decode(ReadOnlySpan<byte> data, int signatureCount)
    {
        int offset = 0;
        ulong count = Varint.Read(data, ref offset);
        if (count > (ulong)signatureCount)
        {
            throw new FormatException("more signatures than there are");
        }

        int[] signatures = new int[count];
        long[] hits = new long[count];
        ulong at = 0;
        for (int i = 0; i < signatures.Length; i++)
        {
            at += Varint.Read(data, ref offset);
            if (at >= (ulong)signatureCount)
            {
                throw new FormatException("a signature is out of range");
            }

            signatures[i] = (int)at;
            hits[i] = (long)Varint.Read(data, ref offset);
        }

        return new UnitHits(signatures, hits);
    }

    private void WritePart(string part, int shard, ReadOnlySpan<byte> data)
    {
        _connection.Execute("DELETE FROM signature_parts WHERE part = @1 AND shard = @2", part, shard);
        _connection.InsertBlob(InsertPart, "signature_parts", data, part, shard, Checksum.Of(data));
    }

    private T[] ReadPart<T>(string part, int shard = 0)
        where T : unmanaged
    {
        var rows = _connection.Rows(
            "SELECT id, checksum FROM signature_parts WHERE part = @1 AND shard = @2", row => (Id: row.GetInt64(0), Checksum: row.GetInt64(1)), part, shard);
        if (rows.Count == 0)
        {
            throw StorageException.Damaged(_connection.Path, $"the signature index has no part '{part}'");
        }

        var values = _connection.ReadBlob<T>("signature_parts", rows[0].Id);
        var bytes = MemoryMarshal.AsBytes(values.AsSpan());
        Interlocked.Add(ref _bytesRead, bytes.Length);
        if (Checksum.Of(bytes) != rows[0].Checksum)
        {
            throw StorageException.Damaged(_connection.Path, $"the part '{part}' of the signature index does not match its checksum");
        }

        return values;
    }
}
