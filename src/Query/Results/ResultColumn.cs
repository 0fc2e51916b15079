namespace CompExplain.Query.Results;

/// <summary>A column of an answer.</summary>
/// <param name="Name">Its name, as JSON objects have it.</param>
/// <param name="Kind">What its values are.</param>
public sealed record ResultColumn(string Name, ColumnKind Kind);
