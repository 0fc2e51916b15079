namespace CompExplain.Storage.Catalog;

/// <summary>A formula that was given a name with LET.</summary>
/// <param name="Name">The name.</param>
/// <param name="Text">The formula, in canonical text.</param>
public sealed record NamedFormula(string Name, string Text);
