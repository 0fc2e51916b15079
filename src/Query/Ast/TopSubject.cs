namespace CompExplain.Query.Ast;

/// <summary>What a <c>TOP</c> query ranks.</summary>
public enum TopSubject
{
    /// <summary>Every concept in turn takes the place of the hole.</summary>
    Concepts,

    /// <summary>Every unit in turn takes the place of the hole.</summary>
    Units,

    /// <summary>The score is of each input by itself.</summary>
    Inputs,
}
