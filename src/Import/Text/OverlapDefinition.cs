namespace CompExplain.Import.Text;

/// <summary>How the lexical overlap of a pair's two sides is measured, over their sets of lower-cased tokens P and H, stop
/// words and punctuation included.</summary>
public enum OverlapDefinition
{
    /// <summary>
    /// |P and H| / |P or H|, and four concepts: strictly over 0, 25, 50 and 75 %. The paper's words (section 4.2).
    /// </summary>
    Paper,

    /// <summary>
    /// |P and H| / |P xor H|, and three concepts: strictly over 25, 50 and 75 %, all of them where the sides have the same
    /// words (a division by zero). What the authors' code does, but for the padding that it lets in. On the 10,000 pairs
    /// of SNLI dev, "predicted entailment" has an IoU of 0.3517 with <c>overlap-25%</c>, exactly so defined.
    /// </summary>
    Authors,
}
