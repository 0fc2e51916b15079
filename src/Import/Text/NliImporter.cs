using System.Globalization;
using CompExplain.Storage;
using CompExplain.Storage.Catalog;
using CompExplain.Storage.Files;

namespace CompExplain.Import.Text;

/// <summary>
/// Imports a probe dataset of sentence pairs (natural language inference), with its concepts: the paper's section 4.2, in
/// the file formats of the authors' published code.
/// </summary>
/// <remarks>
/// An input is a pair, with one position. Concepts are, for either side (categories <c>pre</c> and <c>hyp</c>): the most
/// frequent lower-cased tokens over both sides together, kind <c>token</c>, without <c>a an the of . ,</c>, ties by
/// ordinal order, even where a side never has one; and every tag that occurs, kind <c>tag</c>, named <c>tag:X</c> where a
/// token concept is named X. Then the overlap of the sides, category and kind <c>overlap</c>
/// (<see cref="OverlapDefinition"/>). The order of concepts is that of this list, tokens by falling frequency, tags in
/// ordinal order.
/// </remarks>
public static class NliImporter
{
    private const int MaximumWords = 1_000_000;

    // How many of the nearest words are stored for each word.
    private const int NeighborsStored = 32;

    /// <summary>Imports pairs into a new database.</summary>
    /// <param name="options">The files, and what to make of them.</param>
    /// <param name="databasePath">The database to make.</param>
    /// <param name="progress">Reports each step.</param>
    /// <param name="cancellation">Cancels the import; nothing is then written.</param>
    /// <returns>What was written.</returns>
    /// <exception cref="ImportException">A file cannot be read, or the files do not agree.</exception>
    /// <exception cref="StorageException">The database exists and is not to be replaced, or cannot be written.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static ImportSummary Import(
        NliImportOptions options,
        string databasePath,
        IProgress<StepProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        Check(options);
        progress?.Report(new StepProgress("reading pairs", 0, 0));
        var corpus = NliCorpus.Read(options, cancellation);
        int pairs = corpus.Premises.Length;
        var words = TextConcepts.FrequentWords(corpus, options.Top);
        var notes = new List<ImportNote>(corpus.Notes);
        var vectors = options.VectorsPath is null
            ? null
            : WordVectors.Read(options.VectorsPath, options.WordsPath!, words, notes, cancellation);
        var concepts = TextConcepts.Make(corpus, words, options.Overlap);

        using var writer = DatabaseWriter.Create(
            databasePath, new DatasetDescription(options.Name, DatasetKind.Texts, 1, 1, pairs, null), options.Replace);
        writer.AddInputs(Inputs(corpus, progress, cancellation));
        WriteConcepts(writer, concepts, progress, cancellation);
        if (vectors is not null)
        {
            WriteVectors(writer, vectors, progress, cancellation);
        }

        writer.AddNotes(notes);
        writer.Commit(progress, cancellation);
        return new(pairs, pairs, Concepts: concepts.Count, Words: vectors?.Words.Count ?? 0) { Notes = writer.Notes };
    }

    private static void Check(NliImportOptions options)
    {
        if (options.Top is < 0 or > MaximumWords)
        {
            throw new ImportException(string.Create(
                CultureInfo.InvariantCulture, $"from 0 to {MaximumWords:N0} words can be concepts, not {options.Top}"))
            {
                Option = "top",
            };
        }

        if ((options.VectorsPath is null) != (options.WordsPath is null))
        {
            throw new ImportException("word vectors need two files: the vectors (.npy), and the words, one a line");
        }
    }

    private static IEnumerable<InputRecord> Inputs(
        NliCorpus corpus, IProgress<StepProgress>? progress, CancellationToken cancellation)
    {
        for (int i = 0; i < corpus.Premises.Length; i++)
        {
            if (i % 1024 == 0)
            {
                cancellation.ThrowIfCancellationRequested();
                progress?.Report(new StepProgress("writing pairs", i, corpus.Premises.Length));
            }

            yield return new InputRecord(
                i.ToString(CultureInfo.InvariantCulture),
                null,
                $"{corpus.Premises[i]}\n{corpus.Hypotheses[i]}",
                corpus.Labels?[i],
                corpus.Predictions?[i]);
        }
    }

    private static void WriteConcepts(
        DatabaseWriter writer,
        IReadOnlyList<TextConcept> concepts,
        IProgress<StepProgress>? progress,
        CancellationToken cancellation)
    {
        for (int i = 0; i < concepts.Count; i++)
        {
            if (i % 256 == 0)
            {
                cancellation.ThrowIfCancellationRequested();
                progress?.Report(new StepProgress("writing concepts", i, concepts.Count));
            }

            TextConceptWriter.Add(writer, concepts[i].Record, concepts[i].Pairs);
        }
    }

    private static void WriteVectors(
        DatabaseWriter writer, WordVectors vectors, IProgress<StepProgress>? progress, CancellationToken cancellation)
    {
        writer.AddWordVectors(vectors.Words, vectors.Dimension, vectors.Rows);
        progress?.Report(new StepProgress("finding the nearest words", 0, vectors.Words.Count));
        var nearest = NearestWords.Find(vectors, NeighborsStored, cancellation);
        for (int i = 0; i < nearest.Length; i++)
        {
            if (i % 256 == 0)
            {
                cancellation.ThrowIfCancellationRequested();
                progress?.Report(new StepProgress("writing the nearest words", i, nearest.Length));
            }

            writer.AddNeighbors(vectors.Words[i], nearest[i]);
        }
    }
}
