namespace CompExplain.Query.Results;

/// <summary>A column and where its values come from.</summary>
/// <typeparam name="T">What a row is of.</typeparam>
/// <param name="Name">Its name, as JSON objects have it.</param>
/// <param name="Kind">What its values are.</param>
/// <param name="Read">Reads the value of a row; null where there is none.</param>
public sealed record ValueColumn<T>(string Name, ColumnKind Kind, Func<T, object?> Read);
