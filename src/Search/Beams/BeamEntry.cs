using CompExplain.Query.Ast;
using CompExplain.Query.Scanning;

namespace CompExplain.Search.Beams;

/// <summary>A formula of the beam.</summary>
internal sealed class BeamEntry
{
    private string? _text;

    public BeamEntry(RowMask mask, Formula formula, int leaves, double score)
    {
        Mask = mask;
        Formula = formula;
        Leaves = leaves;
        Score = score;
    }

    public RowMask Mask { get; }

    public Formula Formula { get; }

    public int Leaves { get; }

    public double Score { get; }

    /// <summary>Its canonical text, written only when it must be compared.</summary>
    public string Text => _text ??= Formula.ToString();

    /// <summary>Whether its extensions have been seen.</summary>
    public bool IsExtended { get; set; }

    /// <summary>The order of the beam: higher score, fewer leaves, then the canonical text.</summary>
    public static int Compare(BeamEntry a, BeamEntry b)
    {
        int order = b.Score.CompareTo(a.Score);
        if (order == 0)
        {
            order = a.Leaves.CompareTo(b.Leaves);
        }

        return order != 0 ? order : string.CompareOrdinal(a.Text, b.Text);
    }
}
