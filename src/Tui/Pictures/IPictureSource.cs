namespace CompExplain.Tui.Pictures;

/// <summary>Reads pictures of inputs.</summary>
public interface IPictureSource
{
    /// <summary>Reads the picture of an input.</summary>
    /// <param name="name">The input's name.</param>
    /// <param name="source">The input's path below the data set's folder.</param>
    /// <param name="directory">That folder, as the data set has it; null if it has none.</param>
    /// <param name="width">The width to read, in pixels.</param>
    /// <param name="height">The height to read, in pixels.</param>
    /// <param name="cancellation">Cancels it.</param>
    /// <returns>The picture, of about that size; or null, and the reason.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    (Picture? Picture, string? Why) Read(
        string name, string source, string? directory, int width, int height, CancellationToken cancellation);
}
