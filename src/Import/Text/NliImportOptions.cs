namespace CompExplain.Import.Text;

/// <summary>The files of a data set of sentence pairs, and what concepts to make of them.</summary>
public sealed record NliImportOptions
{
    /// <summary>A name for people.</summary>
    public string Name { get; init; } = "nli";

    /// <summary>Tokenised sentences, one a line, tokens separated by spaces; line 2i the premise of pair i, line 2i + 1 its
    /// hypothesis. Either this or <see cref="FeatsPath"/>.</summary>
    public string? TokPath { get; init; }

    /// <summary>Part-of-speech tags, one for each token of <see cref="TokPath"/>; null for no tag concepts.</summary>
    public string? PosPath { get; init; }

    /// <summary>Tokens with their features, <c>word|lemma|tag|dep|ent|synset|...</c>, after a first line that names the
    /// features; the word and the tag are used.</summary>
    public string? FeatsPath { get; init; }

    /// <summary>Gold labels, one a pair, <c>-</c> where there is none; null for no labels.</summary>
    public string? LabelsPath { get; init; }

    /// <summary>A CSV file with the columns <c>gt</c> and <c>pred</c>, a row a pair; null for no predictions.</summary>
    public string? PredictionsPath { get; init; }

    /// <summary>Word vectors, a NumPy array of words x dimensions; null for no vectors.</summary>
    public string? VectorsPath { get; init; }

    /// <summary>The words of <see cref="VectorsPath"/>, one a line.</summary>
    public string? WordsPath { get; init; }

    /// <summary>How overlap is measured.</summary>
    public OverlapDefinition Overlap { get; init; } = OverlapDefinition.Paper;

    /// <summary>How many of the most frequent tokens are concepts, on each side.</summary>
    public int Top { get; init; } = 2000;

    /// <summary>Replace a database that is there.</summary>
    public bool Replace { get; init; }
}
