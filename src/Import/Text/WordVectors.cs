using System.Globalization;
using CompExplain.Import.Arrays;
using CompExplain.Import.Files;
using CompExplain.Storage.Catalog;

namespace CompExplain.Import.Text;

/// <summary>Vectors of words.</summary>
/// <param name="Words">The words, each once.</param>
/// <param name="Dimension">How many numbers a vector has.</param>
/// <param name="Rows">The vectors, one after the other.</param>
public sealed record WordVectors(IReadOnlyList<string> Words, int Dimension, float[] Rows)
{
    /// <summary>Reads the vectors of the words that are wanted and there; a word given twice counts the first time.</summary>
    public static WordVectors Read(
        string vectorsPath,
        string wordsPath,
        IReadOnlyList<string> wanted,
        ICollection<ImportNote>? notes,
        CancellationToken cancellation)
    {
        var lines = InputFile.ReadLines(wordsPath, notes, cancellation);
        using var array = ActivationMatrix.Open(vectorsPath);
        if (array is not DenseMatrix { GridHeight: 1, GridWidth: 1 } matrix)
        {
            throw new ImportException($"{vectorsPath} is not a matrix of word vectors; save words x dimensions with numpy.save");
        }

        if (matrix.Rows != lines.Count)
        {
            throw new ImportException(string.Create(
                CultureInfo.InvariantCulture,
                $"{vectorsPath} has {matrix.Rows} vectors, and {wordsPath} has {lines.Count} words; every vector needs one"));
        }

        var rowOf = new Dictionary<string, int>(StringComparer.Ordinal);
        var again = new List<int>();
        for (int i = 0; i < lines.Count; i++)
        {
            if (!rowOf.TryAdd(lines[i], i))
            {
                again.Add(i);
            }
        }

        if (again.Count > 0)
        {
            notes?.Add(new(
                wordsPath,
                "words that are there before, left out with their vectors",
                again.Count,
                string.Create(CultureInfo.InvariantCulture, $"line {again[0] + 1}, {CsvFile.Shorten(lines[again[0]])}")));
        }

        var words = wanted.Where(rowOf.ContainsKey).ToList();
        if ((long)words.Count * matrix.Units > Array.MaxLength)
        {
            throw new ImportException($"{vectorsPath} has more dimensions than can be held; check its shape");
        }

        float[] rows = new float[words.Count * matrix.Units];
        for (int i = 0; i < words.Count; i++)
        {
            var row = rows.AsSpan(i * matrix.Units, matrix.Units);
            matrix.ReadRow(rowOf[words[i]], row);
            foreach (float value in row)
            {
                if (!float.IsFinite(value))
                {
                    throw new ImportException(string.Create(
                        CultureInfo.InvariantCulture,
                        $"{vectorsPath}, row {rowOf[words[i]]} ({words[i]}): a number that is not finite"));
                }
            }
        }

        return new(words, matrix.Units, rows);
    }
}
