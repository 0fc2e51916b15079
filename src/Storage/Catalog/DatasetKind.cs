namespace CompExplain.Storage.Catalog;

/// <summary>What the inputs of a probe dataset are.</summary>
public enum DatasetKind
{
    /// <summary>Photographs: a position is a pixel of the label map.</summary>
    Images,

    /// <summary>Sentences or sentence pairs: one position an input.</summary>
    Texts,
}
