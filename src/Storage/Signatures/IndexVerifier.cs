using System.Globalization;
using CompExplain.Storage.Catalog;
using CompExplain.Storage.Files;
using CompExplain.Storage.Masks;

namespace CompExplain.Storage.Signatures;

/// <summary>Checks the signature index and the units' hits against the masks that they are derived from.</summary>
internal sealed class IndexVerifier
{
    private const int UnitGroup = 128;

    private readonly ProbeConnection _connection;
    private readonly MaskStore _masks;
    private readonly Verification _verification;
    private readonly ShardLayout _shards;
    private readonly SignatureIndexStore _store;

    public IndexVerifier(ProbeConnection connection, MaskStore masks, ShardLayout shards, Verification verification)
    {
        _connection = connection;
        _masks = masks;
        _verification = verification;
        _shards = shards;
        _store = new SignatureIndexStore(connection, masks, _shards);
    }

    /// <summary>Checks the index's tables, then every position's signature, then every unit's hits.</summary>
    public void Verify()
    {
        int conceptCount = CatalogReader.ReadConceptCount(_connection);
        var index = _store.Read(conceptCount, CatalogReader.ReadConceptVersion(_connection));
        if (index is null)
        {
            _verification.AddProblem("there is no signature index of these concepts");
            return;
        }

        if (!VerifyTables(index))
        {
            return;
        }

        long[] sizes = new long[index.SignatureCount];
        for (int shard = 0; shard < _shards.ShardCount; shard++)
        {
            VerifyPositions(index, shard, sizes);
        }

        for (int signature = 0; signature < sizes.Length; signature++)
        {
            if (sizes[signature] != index.Sizes[signature])
            {
                _verification.AddProblem(
                    $"signature {signature} is on record with {index.Sizes[signature]} positions, and has {sizes[signature]}");
            }
        }

        VerifyHits(index);
        _verification.AddChecked(string.Create(
            CultureInfo.InvariantCulture,
            $"{index.SignatureCount:N0} signatures over {index.PositionCount:N0} positions against the masks"));
    }

    private bool VerifyTables(SignatureIndex index)
    {
        var again = SignatureIndex.From(
            index.Offsets.ToArray(), index.Concepts.ToArray(), index.Sizes.ToArray(), index.ConceptCount);
        for (int concept = 0; concept < index.ConceptCount; concept++)
        {
            if (!again.SignaturesOf(concept).SequenceEqual(index.SignaturesOf(concept)))
            {
                _verification.AddProblem("the two tables of the signature index do not agree");
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// Checks a shard's signatures, concept by concept. They are right if every concept's mask has only positions whose
    /// signatures have the concept, and as many as those signatures have positions in the shard.
    /// </summary>
    private void VerifyPositions(SignatureIndex index, int shard, long[] sizes)
    {
        int[] signatures = _store.ReadPositions(shard, index.SignatureCount);
        int[] inShard = new int[index.SignatureCount];
        foreach (int signature in signatures)
        {
            sizes[signature]++;
            inShard[signature]++;
        }

        bool[] has = new bool[index.SignatureCount];
        for (int concept = 0; concept < index.ConceptCount; concept++)
        {
            _verification.Report(
                "index", ((long)shard * index.ConceptCount) + concept, (long)_shards.ShardCount * index.ConceptCount);
            long expected = 0;
            foreach (int signature in index.SignaturesOf(concept))
            {
                has[signature] = true;
                expected += inShard[signature];
            }

            var mask = _masks.Read(MaskOwner.Concept(concept), shard);
            bool fits = mask.Count == expected;
            foreach (var (first, last) in mask.Runs)
            {
                for (uint position = first; fits && position <= last; position++)
                {
                    fits = has[signatures[position]];
                }
            }

            if (!fits)
            {
                _verification.AddProblem(
                    $"the signature index does not agree with the mask of concept {concept}, shard {shard}");
            }

            foreach (int signature in index.SignaturesOf(concept))
            {
                has[signature] = false;
            }
        }
    }

    private void VerifyHits(SignatureIndex index)
    {
        var store = new UnitHitsStore(_connection, _masks, _store, _shards);
        var units = _connection.Rows("SELECT id FROM units ORDER BY id", row => row.GetInt32(0));
        for (int start = 0; start < units.Count; start += UnitGroup)
        {
            _verification.Report("hits by signature", start, units.Count);
            int[] some = units.Skip(start).Take(UnitGroup).ToArray();
            var runs = Array.ConvertAll<int, Func<int, RunReader>>(
                some, unit => shard => _masks.Read(MaskOwner.Unit(unit), shard).Runs);
            var counted = store.Count(runs, index.SignatureCount, _verification.Cancellation);
            for (int i = 0; i < some.Length; i++)
            {
                var stored = store.Read(some[i], index);
                if (!stored.Signatures.AsSpan().SequenceEqual(counted[i].Signatures)
                    || !stored.Hits.AsSpan().SequenceEqual(counted[i].Hits))
                {
                    _verification.AddProblem($"the hits of unit {some[i]} do not agree with its mask");
                }
            }
        }
    }
}
