using CompExplain.Query.Ast;
using CompExplain.Storage;

namespace CompExplain.Tui.Models.Units;

/// <summary>The words that a formula names on either side of a sentence pair.</summary>
internal sealed class WordMarks
{
    private readonly HashSet<string> _premise = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _hypothesis = new(StringComparer.OrdinalIgnoreCase);

    public static WordMarks None { get; } = new();

    public static WordMarks Of(Formula formula, ProbeDatabase database)
    {
        var marks = new WordMarks();
        marks.Add(formula, database);
        return marks;
    }

    /// <summary>Splits a sentence into pieces and marks the words that the formula names.</summary>
    /// <param name="sentence">The sentence.</param>
    /// <param name="isHypothesis">Which side it is.</param>
    public IEnumerable<(string Piece, bool IsMarked)> Mark(string sentence, bool isHypothesis)
    {
        var words = isHypothesis ? _hypothesis : _premise;
        int start = 0;
        while (start < sentence.Length)
        {
            int end = start;
            bool isWord = char.IsLetterOrDigit(sentence[start]);
            while (end < sentence.Length && char.IsLetterOrDigit(sentence[end]) == isWord)
            {
                end++;
            }

            string piece = sentence[start..end];
            yield return (piece, words.Contains(piece.Trim()));
            start = end;
        }
    }

    private void Add(Formula formula, ProbeDatabase database)
    {
        switch (formula)
        {
            case NameFormula name when name.Qualifier is "pre" or "hyp":
                (name.Qualifier == "pre" ? _premise : _hypothesis).Add(name.Name);
                break;
            case NeighborsFormula neighbors:
                Add(neighbors.Concept, database);
                int count = neighbors.Count ?? NeighborsFormula.DefaultCount;
                foreach (var near in database.Words.Nearest(neighbors.Concept.Name, count) ?? [])
                {
                    Add(neighbors.Concept with { Name = near.Word }, database);
                }

                break;
            case NotFormula not:
                Add(not.Operand, database);
                break;
            case BinaryFormula binary:
                Add(binary.Left, database);
                Add(binary.Right, database);
                break;
        }
    }
}
