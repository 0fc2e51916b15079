using System.Runtime.InteropServices;
using CompExplain.Storage.Files;

namespace CompExplain.Storage.Catalog;

/// <summary>The word vectors of a text dataset, and each word's nearest words. Safe to use from many threads.</summary>
public sealed class WordStore
{
    private readonly ProbeConnection _connection;

    internal WordStore(ProbeConnection connection) => _connection = connection;

    /// <summary>Whether word vectors are stored.</summary>
    public bool HasVectors => _connection.Scalar<long>("SELECT EXISTS (SELECT 1 FROM words)") == 1;

    /// <summary>The words nearest to a word by the cosine of their vectors, the nearest first, without the word itself.</summary>
    /// <param name="word">The word.</param>
    /// <param name="count">The maximum number of words.</param>
    /// <returns>The words; null if the word has no vector.</returns>
    public IReadOnlyList<WordNeighbor>? Nearest(string word, int count)
    {
        long id = _connection.Scalar<long>("SELECT id FROM words WHERE word = @1", word);
        if (id == 0)
        {
            return null;
        }

        var near = _connection.Rows(
            """
            SELECT w.word, n.similarity FROM neighbors n JOIN words w ON w.id = n.neighbor_id
            WHERE n.word_id = @1 AND n.rank <= @2 ORDER BY n.rank
            """,
            row => new WordNeighbor(row.GetString(0), (float)(row.NumberOrNull(1) ?? throw new RowException("no similarity"))),
            id,
            count);
        return near.Count >= count ? near : NearestByVector(word, count);
    }

    /// <summary>The nearest words of every word that has a vector, the nearest first, as far as they are stored.</summary>
    /// <param name="count">The maximum number of words for each.</param>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> NearestOfAll(int count)
    {
        var all = new Dictionary<string, IReadOnlyList<string>>();
        var rows = _connection.Rows(
            """
            SELECT a.word, b.word FROM words a
            LEFT JOIN neighbors n ON n.word_id = a.id AND n.rank <= @1
            LEFT JOIN words b ON b.id = n.neighbor_id
            ORDER BY a.id, n.rank
            """,
            row => (Word: row.GetString(0), Near: row.TextOrNull(1)),
            count);
        foreach (var (word, near) in rows)
        {
            if (!all.TryGetValue(word, out var list))
            {
                all[word] = list = new List<string>();
            }

            if (near is not null)
            {
                ((List<string>)list).Add(near);
            }
        }

        return all;
    }

    /// <summary>Checks that all vectors are of one length.</summary>
    /// <exception cref="StorageException">They are not.</exception>
    internal void CheckVectors()
    {
        if (_connection.Scalar<long>("SELECT count(DISTINCT length(vector)) FROM words") > 1)
        {
            throw StorageException.Damaged(_connection.Path, "the vectors are of different lengths in words");
        }
    }

    private List<WordNeighbor> NearestByVector(string word, int count)
    {
        CheckVectors();
        var vectors = _connection.Rows(
            "SELECT word, vector FROM words ORDER BY id",
            row => (Word: row.GetString(0), Vector: MemoryMarshal.Cast<byte, float>(row.GetFieldValue<byte[]>(1)).ToArray()));
        float[] own = vectors.First(each => each.Word == word).Vector;
        return vectors.Where(each => each.Word != word)
            .Select(each => new WordNeighbor(each.Word, Cosine(own, each.Vector)))
            .OrderByDescending(each => each.Similarity)
            .ThenBy(each => each.Word, StringComparer.Ordinal)
            .Take(count)
            .ToList();
    }

    private static float Cosine(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        double dot = 0, aa = 0, bb = 0;
        for (int i = 0; i < a.Length; i++)
        {
            dot += (double)a[i] * b[i];
            aa += (double)a[i] * a[i];
            bb += (double)b[i] * b[i];
        }

        return aa == 0 || bb == 0 ? 0 : (float)(dot / Math.Sqrt(aa * bb));
    }
}
