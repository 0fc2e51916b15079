using CompExplain.Storage;
using CompExplain.Storage.Catalog;
using CompExplain.Storage.Files;
using CompExplain.Storage.Masks;
using Microsoft.Data.Sqlite;
using Roaring.Net.CRoaring;

namespace CompExplain.Drills.Masks;

/// <summary>Masks in a database with bits flipped, bytes cut off, put in, and exchanged, read as queries read them.</summary>
internal sealed class MutatedMasks : IDisposable
{
    private const int FileEvery = 100;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("compexplain-fuzz");
    private readonly Random _random;
    private readonly string _path;
    private readonly List<byte[]> _originals;
    private readonly SerializedMask _other;

    public MutatedMasks(int seed)
    {
        _random = new Random(seed);
        _path = Path.Combine(_folder.FullName, "fuzz.cxdb");
        _originals = Originals();
        _other = SerializedMask.FromRuns((5u, 900u), (70_000u, 200_000u), (400_000u, 400_000u));
        using var writer = DatabaseWriter.Create(_path, new DatasetDescription("fuzz", DatasetKind.Images, 1024, 1024, 4));
        writer.AddInputs(Enumerable.Range(0, 4).Select(i => new InputRecord($"{i}", null, $"{i}", null, null)));
        writer.AddConceptMask(writer.AddConcept(new ConceptRecord("object", "water", "object")), 0, _other);
        writer.Commit();
    }

    public FuzzCounts Run(int blobs)
    {
        int forged = 0, byChecksum = 0, byStructure = 0, answered = 0, wrong = 0;
        using var connection = ConnectionOpening.Open(_path);
        using var store = new MaskStore(connection, new(1, 1 << 24));
        for (int i = 0; i < blobs; i++)
        {
            byte[] original = _originals[_random.Next(_originals.Count)], blob = Mutate(original);
            bool isForged = i % 2 == 1;
            long checksum = Checksum.Of(isForged ? blob : original);
            long count = isForged ? Spell(blob)?.Count ?? _random.Next(1000) : Spell(original)!.Count;
            forged += isForged ? 1 : 0;
            try
            {
                if (i % FileEvery == 1)
                {
                    Store(blob, checksum, count);
                    using var database = ProbeDatabase.Open(_path);
                    using var lease = database.Masks.Open(MaskOwner.Concept(0), 0);
                    wrong += IsRight(lease.ToSerialized(), lease.Value, blob) ? 0 : 1;
                }
                else
                {
                    var mask = store.Check(MaskOwner.Concept(0), 0, count, checksum, blob);
                    using var bitmap = mask.Open();
                    wrong += IsRight(mask, bitmap.Value, blob) ? 0 : 1;
                }

                answered++;
            }
            catch (StorageException error)
                when (error.Failure == StorageFailure.Damaged && error.Message.Contains("mask", StringComparison.Ordinal))
            {
                if (error.Message.Contains("checksum", StringComparison.Ordinal))
                {
                    byChecksum++;
                }
                else
                {
                    byStructure++;
                }
            }
            catch (FormatException)
            {
                byStructure++;
            }
            catch (Exception error)
            {
                Console.Error.WriteLine($"blob {i}: {error}");
                wrong++;
            }
        }

        wrong += NativeBitmap.Alive == 0 ? 0 : 1;
        return new(blobs, forged, byChecksum, byStructure, answered, wrong);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>Whether all that is asked of an accepted mask is what its bytes spell.</summary>
    private bool IsRight(SerializedMask mask, Roaring32BitmapBase bitmap, byte[] blob)
    {
        if (Spell(blob) is not { } runs)
        {
            return false;
        }

        // The library's own walk, which does not leave the bytes, must end where they end.
        nuint length = Roaring32Bitmap.GetDeserializationSize(blob, (nuint)blob.Length, SerializationFormat.Portable);
        using var other = _other.Open();
        using var naive = new Roaring32Bitmap();
        foreach (var (first, last) in runs.Runs)
        {
            naive.AddRange(first, last);
        }

        using var and = bitmap.And(other.Value);
        using var or = bitmap.Or(other.Value);
        using var xor = bitmap.Xor(other.Value);
        using var not = bitmap.AndNot(other.Value);
        using var expectedAnd = naive.And(other.Value);
        using var expectedOr = naive.Or(other.Value);
        using var expectedXor = naive.Xor(other.Value);
        using var expectedNot = naive.AndNot(other.Value);
        return length == (nuint)blob.Length
            && mask.Count == runs.Count
            && RunsOf(mask).SequenceEqual(runs.Runs)
            && RunsOf(SerializedMask.Of(or)).SequenceEqual(RunsOf(SerializedMask.Of(expectedOr)))
            && bitmap.AndCount(other.Value) == (long)expectedAnd.Count
            && and.ValueEquals(expectedAnd) && or.ValueEquals(expectedOr) && xor.ValueEquals(expectedXor) && not.ValueEquals(
                expectedNot);
    }

    private static List<(uint First, uint Last)> RunsOf(SerializedMask mask)
    {
        var runs = new List<(uint First, uint Last)>();
        foreach (var run in mask.Runs)
        {
            runs.Add(run);
        }

        return runs;
    }

    /// <summary>
    /// What bytes spell, read in the plainest way: through a bit for each position of each container. Null where they are no
    /// bitmap.
    /// </summary>
    private static NaiveRuns? Spell(byte[] blob) => NaiveRuns.Read(blob);

    private void Store(byte[] blob, long checksum, long count)
    {
        using var connection = new SqliteConnection($"Data Source={_path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText =
            "UPDATE concept_masks SET data = @data, checksum = @checksum, cardinality = @count WHERE concept_id = 0";
        command.Parameters.AddWithValue("@data", blob);
        command.Parameters.AddWithValue("@checksum", checksum);
        command.Parameters.AddWithValue("@count", count);
        command.ExecuteNonQuery();
    }

    private byte[] Mutate(byte[] original)
    {
        byte[] blob = [.. original];
        for (int times = _random.Next(1, 4); times > 0 && blob.Length > 0; times--)
        {
            // Half of the damage is in the headers, where it matters most.
            int at = _random.Next(_random.Next(2) == 0 ? Math.Min(blob.Length, 80) : blob.Length);
            switch (_random.Next(8))
            {
                case 0 or 1:
                    blob[at] ^= (byte)(1 << _random.Next(8));
                    break;
                case 2:
                    blob[at] = (byte)_random.Next(256);
                    break;
                case 3:
                    blob = blob[..at];
                    break;
                case 4:
                    blob = [.. blob, .. new byte[_random.Next(1, 9)]];
                    break;
                case 5:
                    blob = [.. blob[..at], (byte)_random.Next(256), .. blob[at..]];
                    break;
                case 6:
                    byte[] other = _originals[_random.Next(_originals.Count)];
                    int from = _random.Next(other.Length);
                    blob = [.. blob[..at], .. other[from..Math.Min(other.Length, from + _random.Next(64))], .. blob[at..]];
                    break;
                default:
                    int to = _random.Next(blob.Length);
                    (blob[at], blob[to]) = (blob[to], blob[at]);
                    break;
            }
        }

        return blob;
    }

    private static List<byte[]> Originals()
    {
        var random = new Random(7);
        var originals = new List<byte[]> { SerializedMask.Empty.Bytes.ToArray() };
        Add(bitmap => bitmap.AddRange(100, 200_000));
        Add(bitmap => bitmap.AddMany([1, 5, 9, 70_000]));
        Add(bitmap => bitmap.AddMany([.. Enumerable.Range(0, 3000).Select(i => (uint)i * 2)]));
        Add(bitmap => bitmap.AddMany([.. Enumerable.Range(0, 20_000).Select(_ => (uint)random.Next(65_536))]));
        Add(bitmap =>
        {
            for (uint key = 0; key < 6; key++)
            {
                bitmap.AddMany(
                    [.. Enumerable.Range(0, key % 2 == 0 ? 300 : 9000).Select(_ => (key << 16) + (uint)random.Next(65_536))]);
                bitmap.AddRange((key << 16) + 1000, (key << 16) + 3000 + (10 * key));
            }
        });
        Add(bitmap =>
        {
            for (uint key = 0; key < 5; key++)
            {
                for (uint run = 0; run < 40; run++)
                {
                    bitmap.AddRange((key << 16) + (run * 700), (key << 16) + (run * 700) + 30 + key);
                }
            }
        });
        return originals;

        void Add(Action<Roaring32Bitmap> fill)
        {
            using var bitmap = new Roaring32Bitmap();
            fill(bitmap);
            originals.Add(bitmap.Serialize(SerializationFormat.Portable));
            bitmap.Optimize();
            originals.Add(bitmap.Serialize(SerializationFormat.Portable));
        }
    }
}
