namespace CompExplain.Query.Planning;

/// <summary>Where a formula is counted.</summary>
public enum EvaluationPath
{
    /// <summary>Whichever is expected to be faster.</summary>
    Automatic,

    /// <summary>Over the signature index: only formulas made of concepts, and a unit beside them.</summary>
    Index,

    /// <summary>Over the masks, compressed as they are stored.</summary>
    Masks,
}
