using System.Runtime.InteropServices;
using CompExplain.Storage.Catalog;
using CompExplain.Storage.Files;
using CompExplain.Storage.Masks;
using Roaring.Net.CRoaring;

namespace CompExplain.Storage.Signatures;

/// <summary>
/// Keeps the signature index, and the signature of every position, in the database. Safe to read from many threads.
/// </summary>
public sealed class SignatureIndexStore
{
    // Format 1 had the signatures of all concepts in one part, and could be loaded as a whole alone.
    private const int Format = 2;
    private const int OldFormat = 1;
    private const string InsertPart =
        "INSERT INTO signature_parts (part, shard, checksum, data) VALUES (@1, @2, @3, zeroblob(@4))";

    private readonly ProbeConnection _connection;
    private readonly MaskStore _masks;
    private readonly ShardLayout _shards;
    private readonly Lazy<SignatureIndex> _index;
    private long _bytesRead;

    internal SignatureIndexStore(ProbeConnection connection, MaskStore masks, ShardLayout shards)
    {
        _connection = connection;
        _masks = masks;
        _shards = shards;
        _index = new(() => Read(CatalogReader.ReadConceptCount(connection), CatalogReader.ReadConceptVersion(connection))
            ?? throw StorageException.Damaged(connection.Path, "it has no signature index of its concepts"));
    }

    /// <summary>The signature index; its parts are read when they are needed.</summary>
    /// <exception cref="StorageException">There is none for these concepts, or it is damaged.</exception>
    public SignatureIndex Index => _index.Value;

    /// <summary>Bytes of the index read from the file since it was opened.</summary>
    public long BytesRead => Interlocked.Read(ref _bytesRead);

    /// <summary>The number of bytes of the index that are still to be read to count formulas over some concepts.</summary>
    /// <param name="concepts">The concepts' numbers.</param>
    public long UnreadBytes(IEnumerable<int> concepts)
    {
        ArgumentNullException.ThrowIfNull(concepts);
        return (Index.HasSizes ? 0 : LengthOf("sizes"))
            + concepts.Where(concept => !Index.HasPostings(concept)).Sum(concept => LengthOf("postings", concept));
    }

    /// <summary>Builds the index anew from the concepts' masks and stores it.</summary>
    internal SignatureIndex Rebuild(
        int conceptCount, long conceptVersion, IProgress<StepProgress>? progress, CancellationToken cancellation)
    {
        _connection.Execute("DELETE FROM signature_parts");
        return Build(new SignatureIndexBuilder(conceptCount), 0, conceptCount, conceptVersion, progress, cancellation);
    }

    /// <summary>Adds inputs that come after those of an index; the result is that of <see cref="Rebuild"/>.</summary>
    internal SignatureIndex Append(
        SignatureIndex index,
        int firstInput,
        int conceptCount,
        long conceptVersion,
        IProgress<StepProgress>? progress,
        CancellationToken cancellation) =>
        Build(SignatureIndexBuilder.Of(index, conceptCount), firstInput, conceptCount, conceptVersion, progress, cancellation);

    /// <summary>Adds concepts to an index, by splitting the signatures that they cut: see <see cref="SignatureSplit"/>.</summary>
    internal ConceptSplit AddConcepts(
        SignatureIndex index,
        int firstConcept,
        int conceptCount,
        long conceptVersion,
        IProgress<StepProgress>? progress,
        CancellationToken cancellation)
    {
        var split = new SignatureSplit(index, _shards.PositionsPerInput);
        var cut = new Dictionary<int, SerializedMask>();
        var splits = new List<(int Shard, SignatureSplit.ShardSplit Split, int[] Global)>();
        foreach (int[] some in Batches(0))
        {
            progress?.Report(new StepProgress("index", some[0], _shards.ShardCount));
            var found = new SignatureSplit.ShardSplit?[some.Length];
            var unions = new SerializedMask[some.Length];
            Workers.Run(some.Length, i =>
            {
                (var runs, unions[i]) = Runs(some[i], firstConcept, conceptCount);
                found[i] = runs.Count == 0 ? null : split.Split(
                    ReadPart<byte>("positions", some[i]), _shards.InputsIn(some[i]), runs);
            }, cancellation);
            for (int i = 0; i < found.Length; i++)
            {
                if (found[i] is { } one)
                {
                    splits.Add((some[i], one, split.Merge(one)));
                    cut.Add(some[i], unions[i]);
                }
            }
        }

        var next = split.Number(conceptCount);
        foreach (var some in splits.Chunk(Environment.ProcessorCount))
        {
            byte[][] maps = new byte[some.Length][];
            Workers.Run(
                some.Length,
                i => maps[i] = split.Renumber(some[i].Split, _shards.InputsIn(some[i].Shard), some[i].Global),
                cancellation);
            for (int i = 0; i < maps.Length; i++)
            {
                WritePart("positions", some[i].Shard, maps[i]);
            }
        }

        Store(next, conceptVersion);
        progress?.Report(new StepProgress("index", _shards.ShardCount, _shards.ShardCount));
        return new ConceptSplit(index, next, split, cut);
    }

    /// <summary>
    /// The stored index, or null where there is none of this version of the concepts. Its parts are read as they are needed.
    /// </summary>
    internal SignatureIndex? Read(int conceptCount, long conceptVersion)
    {
        var heads = _connection.Rows(
            "SELECT format, concept_version, signature_count, reference_count, "
            + $"{RowChecksums.Fits("signature_index")} FROM signature_index",
            row => (
                Format: row.Fitting(4).GetInt64(0), Version: row.GetInt64(1), Signatures: row.Int(2), References: row.Int(3)));
        if (heads is not [var head] || head.Format is not (Format or OldFormat) || head.Version != conceptVersion)
        {
            return null;
        }

        if (LengthOf("sizes") != (long)head.Signatures * sizeof(long)
            || LengthOf("concepts") != (long)head.References * sizeof(int))
        {
            throw Misfit("the counts on record in signature_index, row 1, are not those of its parts");
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
                return offsets.Length == head.Signatures + 1 && AreSets(offsets, concepts, conceptCount)
                    ? (offsets, concepts)
                    : throw Misfit("the signature index is not in order");
            },
            () =>
            {
                long[] sizes = ReadPart<long>("sizes");
                return sizes.Length == head.Signatures && AreSizes(sizes, _shards.PositionCount)
                    ? sizes
                    : throw Misfit("the sizes of signatures are not those of the positions");
            },
            concept =>
            {
                int[] postings = head.Format == Format
                    ? ReadPart<int>("postings", concept)
                    : OldPostings(all.Value.Offsets, all.Value.Postings, concept);
                return AreAscending(postings, head.Signatures)
                    ? postings
                    : throw Misfit($"the signatures of concept {concept} are not in order");
            });

        int[] OldPostings(int[] offsets, int[] postings, int concept) =>
            offsets.Length == conceptCount + 1 && offsets[concept] >= 0 && offsets[concept] <= offsets[concept + 1]
                && offsets[concept + 1] <= postings.Length
                ? postings[offsets[concept]..offsets[concept + 1]]
                : throw Misfit("the parts of the signature index do not fit each other");

        StorageException Misfit(string what) => StorageException.Damaged(_connection.Path, what);
    }

    private static bool AreSets(int[] offsets, int[] concepts, int conceptCount)
    {
        if (offsets[0] != 0 || offsets[^1] != concepts.Length)
        {
            return false;
        }

        for (int i = 1; i < offsets.Length; i++)
        {
            if (offsets[i] < offsets[i - 1] || offsets[i] > concepts.Length
                || !AreAscending(concepts.AsSpan(offsets[i - 1]..offsets[i]), conceptCount))
            {
                return false;
            }
        }

        return true;
    }

    private static bool AreSizes(long[] sizes, long positions)
    {
        long left = positions;
        foreach (long size in sizes)
        {
            if (size < 1 || size > left)
            {
                return false;
            }

            left -= size;
        }

        return left == 0;
    }

    // Numbers from 0 to below an end, each over the one before.
    private static bool AreAscending(ReadOnlySpan<int> numbers, int end)
    {
        int last = -1;
        foreach (int number in numbers)
        {
            if (number <= last)
            {
                return false;
            }

            last = number;
        }

        return last < end;
    }

    /// <summary>The signature of every position of a shard.</summary>
    internal int[] ReadPositions(int shard, int signatureCount)
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

    // From an input on, shard by shard, as many at once as there are cores.
    private SignatureIndex Build(
        SignatureIndexBuilder builder,
        int firstInput,
        int conceptCount,
        long conceptVersion,
        IProgress<StepProgress>? progress,
        CancellationToken cancellation)
    {
        foreach (int[] some in Batches(firstInput))
        {
            progress?.Report(new StepProgress("index", some[0], _shards.ShardCount));
            var sets = new SignatureIndexBuilder.ShardSets[some.Length];
            Workers.Run(some.Length, i => sets[i] = SignatureIndexBuilder.Partition(
                (uint)InputsBefore(some[i]) * (uint)_shards.PositionsPerInput,
                _shards.PositionsIn(some[i]),
                conceptCount,
                concept => _masks.Read(MaskOwner.Concept(concept), some[i]).Runs,
                cancellation), cancellation);
            int[][] signatureOf = Array.ConvertAll(sets, builder.Merge);
            byte[][] maps = new byte[some.Length][];
            Workers.Run(
                some.Length,
                i => maps[i] = PositionMap.Encode(sets[i].NodeOfPosition, _shards.PositionsPerInput, signatureOf[i]),
                cancellation);
            for (int i = 0; i < some.Length; i++)
            {
                WritePart(
                    "positions",
                    some[i],
                    InputsBefore(some[i]) == 0 ? maps[i] : [.. ReadPart<byte>("positions", some[i]), .. maps[i]]);
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
            RowChecksums.Insert("signature_index"),
            Format, conceptVersion, index.SignatureCount, index.ReferenceCount);
    }

    /// <summary>
    /// The positions of new concepts in a shard, as runs within an input, by input and then by concept; and their union.
    /// </summary>
    private (List<(int Input, int Concept, int First, int Last)> Runs, SerializedMask Union) Runs(
        int shard, int firstConcept, int conceptCount)
    {
        uint width = (uint)_shards.PositionsPerInput;
        var runs = new List<(int Input, int Concept, int First, int Last)>();
        using var union = new NativeBitmap(new Roaring32Bitmap());
        var all = (Roaring32Bitmap)union.Value;
        for (int concept = firstConcept; concept < conceptCount; concept++)
        {
            var mask = _masks.Read(MaskOwner.Concept(concept), shard);
            using var bitmap = mask.Open();
            all.IOr(bitmap.Value);
            foreach (var (first, last) in mask.Runs)
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
        return (runs, SerializedMask.Of(all));
    }

    private long LengthOf(string part, int shard = 0) => _connection.Scalar<long>(
        "SELECT length(data) FROM signature_parts WHERE part = @1 AND shard = @2", part, shard);

    private void WritePart(string part, int shard, ReadOnlySpan<byte> data)
    {
        _connection.Execute("DELETE FROM signature_parts WHERE part = @1 AND shard = @2", part, shard);
        _connection.InsertBlob(InsertPart, "signature_parts", data, part, shard, Checksum.Of(data));
    }

    private T[] ReadPart<T>(string part, int shard = 0)
        where T : unmanaged
    {
        var rows = _connection.Rows(
            "SELECT id, checksum FROM signature_parts WHERE part = @1 AND shard = @2",
            row => (Id: row.GetInt64(0), Checksum: row.GetInt64(1)),
            part,
            shard);
        if (rows.Count == 0)
        {
            throw StorageException.Damaged(_connection.Path, $"the signature index has no part '{part}'");
        }

        var values = _connection.ReadBlob<T>("signature_parts", rows[0].Id);
        var bytes = MemoryMarshal.AsBytes(values.AsSpan());
        Interlocked.Add(ref _bytesRead, bytes.Length);
        if (Checksum.Of(bytes) != rows[0].Checksum)
        {
            throw StorageException.Damaged(
                _connection.Path, $"the part '{part}' of the signature index does not match its checksum");
        }

        return values;
    }
}
