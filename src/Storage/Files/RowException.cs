namespace CompExplain.Storage.Files;

/// <summary>
/// A stored row has a value that cannot be. <see cref="ProbeConnection"/> names the file, the table and the row.
/// </summary>
/// <param name="message">What is wrong with the row.</param>
internal sealed class RowException(string message) : Exception(message);
