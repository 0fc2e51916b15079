namespace CompExplain.Tui.Pictures;

/// <summary>Shows what an input looks like.</summary>
public interface IPictureSource
{
    /// <summary>Reads the picture of an input.</summary>
    /// <param name="name">The input's name.</param>
    /// <param name="source">The input's path below the data set's folder.</param>
    /// <param name="directory">That folder, where the data set says it; null where it does not.</param>
    /// <param name="width">The columns that are wanted.</param>
    /// <param name="height">The rows that are wanted.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The picture, of about that size; or null, and in words why there is none.</returns>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    (Picture? Picture, string? Why) Read(
        string name, string source, string? directory, int width, int height, CancellationToken cancellation);
}
