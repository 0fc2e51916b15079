using System.Globalization;
using CompExplain.Storage.Catalog;
using CompExplain.Storage.Files;
using CompExplain.Storage.Masks;
using CompExplain.Storage.Signatures;

namespace CompExplain.Storage;

/// <summary>
/// Checks a probe database through and through: the file's structure, every large value against its checksum, every mask
/// against its cardinality, and the signature index and the units' hits against the masks that they are derived from.
/// </summary>
public static class DatabaseVerifier
{
    private const int MaximumProblems = 100;

    /// <summary>Checks a file. Nothing in it is changed.</summary>
    /// <param name="path">The file.</param>
    /// <param name="progress">Told of each step.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="StorageException">The file is none of ours, newer, or too damaged to be opened.</exception>
    public static VerifyReport Verify(string path, IProgress<StepProgress>? progress = null, CancellationToken cancellation = default)
    {
        using var connection = ProbeConnection.Open(path);
        var done = new List<string>();
        var problems = new List<string>();

        progress?.Report(new StepProgress("file structure", 0, 1));
        Attempt(problems, () =>
        {
            foreach (string line in connection.Rows("PRAGMA integrity_check", row => row.GetString(0)).Where(line => line != "ok"))
            {
                problems.Add("file structure: " + line);
            }

            foreach (string line in connection.Rows("PRAGMA foreign_key_check", row => $"{row.GetString(0)} row {row.GetValue(1)} refers to a missing {row.GetString(2)}"))
            {
                problems.Add(line);
            }

            done.Add("file structure");
        });

        Attempt(problems, () =>
        {
            problems.AddRange(TableChecksums.FindChanged(connection).Select(table => $"the table of {table} does not match its checksum"));
            done.Add("names, texts and numbers");
        });

        using var masks = new MaskStore(connection);
        Attempt(problems, () => VerifyMasks(connection, masks, "concept", done, problems, progress, cancellation));
        Attempt(problems, () => VerifyMasks(connection, masks, "unit", done, problems, progress, cancellation));
        Attempt(problems, () => VerifyChecksums(connection, "activations", done, problems, cancellation));
        Attempt(problems, () => VerifyChecksums(connection, "logits", done, problems, cancellation));
        Attempt(problems, () => VerifyChecksums(connection, "class_weights", done, problems, cancellation));
        Attempt(problems, () => VerifyChecksums(connection, "signature_parts", done, problems, cancellation));
        Attempt(problems, () => VerifyChecksums(connection, "unit_hits", done, problems, cancellation));
        if (problems.Count == 0)
        {
            Attempt(problems, () => VerifyIndex(connection, masks, done, problems, progress, cancellation));
        }

        return new VerifyReport(done, problems);
    }

    private static void Attempt(List<string> problems, Action check)
    {
        try
        {
            if (problems.Count < MaximumProblems)
            {
                check();
            }
        }
        catch (StorageException error)
        {
            problems.Add(error.Message);
        }
        catch (Exception error) when (error is InvalidCastException or NotSupportedException or FormatException or OverflowException or IndexOutOfRangeException)
        {
            problems.Add("a stored value is not what it should be: " + error.Message);
        }
    }

    private static void VerifyMasks(
        ProbeConnection connection, MaskStore masks, string whose, List<string> done, List<string> problems, IProgress<StepProgress>? progress, CancellationToken cancellation)
    {
        bool isUnit = whose == "unit";
        var shards = Shards(connection);
        var ids = connection.Rows($"SELECT id FROM {whose}_masks ORDER BY id", row => row.GetInt64(0));
        var sizes = new Dictionary<int, long>();
        for (int i = 0; i < ids.Count && problems.Count < MaximumProblems; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            progress?.Report(new StepProgress($"{whose} masks", i, ids.Count));
            Attempt(problems, () =>
            {
                var row = connection.Rows(
                    $"SELECT {whose}_id, shard, cardinality, checksum, data FROM {whose}_masks WHERE id = @1",
                    row => (Id: row.GetInt32(0), Shard: row.GetInt32(1), Cardinality: row.GetInt64(2), Checksum: row.GetInt64(3), Data: row.GetFieldValue<byte[]>(4)),
                    ids[i])[0];
                var mask = masks.Check(new MaskOwner(isUnit, row.Id), row.Shard, row.Cardinality, row.Checksum, row.Data);
                if (row.Shard >= shards.ShardCount || (!mask.IsEmpty && mask.Last >= shards.PositionsIn(row.Shard)))
                {
                    problems.Add($"the mask of {whose} {row.Id} goes beyond shard {row.Shard}");
                }

                sizes[row.Id] = sizes.GetValueOrDefault(row.Id) + row.Cardinality;
            });
        }

        foreach (var (id, size) in connection.Rows($"SELECT id, size FROM {whose}s", row => (row.GetInt32(0), row.GetInt64(1))))
        {
            if (sizes.GetValueOrDefault(id) != size && problems.Count < MaximumProblems)
            {
                problems.Add($"{whose} {id} is on record with {size} positions, and its masks have {sizes.GetValueOrDefault(id)}");
            }
        }

        done.Add(string.Create(CultureInfo.InvariantCulture, $"{ids.Count:N0} masks of {sizes.Count:N0} {whose}s"));
    }

    private static void VerifyChecksums(ProbeConnection connection, string table, List<string> done, List<string> problems, CancellationToken cancellation)
    {
        var rows = connection.Rows($"SELECT rowid, checksum FROM {table}", row => (Id: row.GetInt64(0), Checksum: row.GetInt64(1)));
        foreach (var (id, checksum) in rows)
        {
            cancellation.ThrowIfCancellationRequested();
            Attempt(problems, () =>
            {
                if (Checksum.Of(connection.ReadBlob<byte>(table, id)) != checksum)
                {
                    problems.Add($"{table} row {id} does not match its checksum");
                }
            });
        }

        done.Add(string.Create(CultureInfo.InvariantCulture, $"{rows.Count:N0} {table.Replace('_', ' ')}"));
    }

    /// <summary>Every position's signature, concept by concept, against the concepts' masks; every unit's hits, against its mask.</summary>
    private static void VerifyIndex(
        ProbeConnection connection, MaskStore masks, List<string> done, List<string> problems, IProgress<StepProgress>? progress, CancellationToken cancellation)
    {
        var shards = Shards(connection);
        int conceptCount = CatalogReader.ReadConcepts(connection).Count;
        var store = new SignatureIndexStore(connection, masks, shards);
        var index = store.Read(conceptCount, CatalogReader.ReadConceptVersion(connection));
        if (index is null)
        {
            problems.Add("there is no signature index of these concepts");
            return;
        }

        VerifyTables(index, problems);
        if (problems.Count > 0)
        {
            return;
        }

        long[] sizes = new long[index.SignatureCount];
        for (int shard = 0; shard < shards.ShardCount; shard++)
        {
            int[] signatures = store.ReadPositions(shard, index.SignatureCount);
            foreach (int signature in signatures)
            {
                sizes[signature]++;
            }

            // A position's concepts are right when every concept's mask has only positions whose signatures have it, and as
            // many as those signatures have positions in this shard.
            int[] inShard = new int[index.SignatureCount];
            foreach (int signature in signatures)
            {
                inShard[signature]++;
            }

            bool[] has = new bool[index.SignatureCount];
            for (int concept = 0; concept < conceptCount; concept++)
            {
                cancellation.ThrowIfCancellationRequested();
                progress?.Report(new StepProgress("index", ((long)shard * conceptCount) + concept, (long)shards.ShardCount * conceptCount));
                long expected = 0;
                foreach (int signature in index.SignaturesOf(concept))
                {
                    has[signature] = true;
                    expected += inShard[signature];
                }

                var mask = masks.Read(MaskOwner.Concept(concept), shard);
                bool fits = mask.Count == expected;
                foreach (var (first, last) in mask.Runs)
                {
                    for (uint position = first; fits && position <= last; position++)
                    {
                        fits = has[signatures[position]];
                    }
                }

                if (!fits && problems.Count < MaximumProblems)
                {
                    problems.Add($"the signature index does not agree with the mask of concept {concept}, shard {shard}");
                }

                foreach (int signature in index.SignaturesOf(concept))
                {
                    has[signature] = false;
                }
            }
        }

        for (int signature = 0; signature < sizes.Length && problems.Count < MaximumProblems; signature++)
        {
            if (sizes[signature] != index.Sizes[signature])
            {
                problems.Add($"signature {signature} is on record with {index.Sizes[signature]} positions, and has {sizes[signature]}");
            }
        }

        VerifyHits(connection, masks, new UnitHitsStore(connection, masks, store, shards), index, problems, progress, cancellation);
        done.Add(string.Create(
            CultureInfo.InvariantCulture, $"{index.SignatureCount:N0} signatures over {index.PositionCount:N0} positions against the masks"));
    }

    private static void VerifyTables(SignatureIndex index, List<string> problems)
    {
        for (int signature = 0; signature < index.SignatureCount; signature++)
        {
            int last = -1;
            if (index.Offsets[signature] > index.Offsets[signature + 1] || index.Offsets[signature + 1] > index.ReferenceCount)
            {
                problems.Add("the signature index is not in order");
                return;
            }

            foreach (int concept in index.ConceptsOf(signature))
            {
                if (concept <= last || concept >= index.ConceptCount)
                {
                    problems.Add($"the concepts of signature {signature} are not in order");
                    return;
                }

                last = concept;
            }
        }

        var again = SignatureIndex.From(index.Offsets.ToArray(), index.Concepts.ToArray(), index.Sizes.ToArray(), index.ConceptCount);
        for (int concept = 0; concept < index.ConceptCount; concept++)
        {
            if (again.SignaturesOf(concept).SequenceEqual(index.SignaturesOf(concept)))
            {
                continue;
            }

            problems.Add("the two tables of the signature index do not agree");
            return;
        }
    }

    private static void VerifyHits(
        ProbeConnection connection, MaskStore masks, UnitHitsStore store, SignatureIndex index, List<string> problems, IProgress<StepProgress>? progress, CancellationToken cancellation)
    {
        var units = connection.Rows("SELECT id FROM units ORDER BY id", row => row.GetInt32(0));
        const int group = 128;
        for (int start = 0; start < units.Count; start += group)
        {
            progress?.Report(new StepProgress("hits by signature", start, units.Count));
            int[] some = units.Skip(start).Take(group).ToArray();
            var counted = store.Count(
                Array.ConvertAll<int, Func<int, RunReader>>(some, unit => shard => masks.Read(MaskOwner.Unit(unit), shard).Runs), index.SignatureCount, cancellation);
            for (int i = 0; i < some.Length && problems.Count < MaximumProblems; i++)
            {
                var stored = store.Read(some[i], index.SignatureCount);
                if (!stored.Signatures.AsSpan().SequenceEqual(counted[i].Signatures) || !stored.Hits.AsSpan().SequenceEqual(counted[i].Hits))
                {
                    problems.Add($"the hits of unit {some[i]} do not agree with its mask");
                }
            }
        }
    }

    private static ShardLayout Shards(ProbeConnection connection)
    {
        var dataset = CatalogReader.ReadDataset(connection);
        return new ShardLayout(dataset.InputCount, dataset.PositionsPerInput);
    }
}
