namespace CompExplain.Query.Ast;

/// <summary>What a <c>SHOW</c> query lists.</summary>
public enum ShowSubject
{
    /// <summary>The concepts.</summary>
    Concepts,

    /// <summary>The units.</summary>
    Units,

    /// <summary>The layers.</summary>
    Layers,

    /// <summary>The inputs.</summary>
    Inputs,

    /// <summary>The formulas named by <c>LET</c>.</summary>
    Formulas,

    /// <summary>The categories of concepts.</summary>
    Categories,

    /// <summary>The searches that were run.</summary>
    Runs,
}
