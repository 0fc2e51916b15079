using CompExplain.Demo.Drawing;
using CompExplain.Import;
using CompExplain.Import.Files;
using CompExplain.Import.Images;
using CompExplain.Tui.Pictures;

namespace CompExplain.Cli.Commands.Tui;

/// <summary>Pictures of inputs: those that the demo draws, and the photographs of a data set.</summary>
internal sealed class InputPictures : IPictureSource
{
    private readonly string? _folder;

    /// <param name="folder">Where photographs are, if not where the data set says.</param>
    public InputPictures(string? folder) => _folder = folder;

    public (Picture? Picture, string? Why) Read(
        string name, string source, string? directory, int width, int height, CancellationToken cancellation)
    {
        if (DemoWorld.Redraw(name, Math.Clamp(Math.Max(width, height), 8, 1024)) is { } drawn)
        {
            return (new Picture(drawn.Size, drawn.Size, drawn.Pixels.ToArray()), null);
        }

        if ((_folder ?? directory) is not { } folder)
        {
            return (null, "the database does not say where the photographs are; start it with --images FOLDER");
        }

        if (!RelativePath.IsWithin(source))
        {
            return (null, $"its picture is outside the data set's folder: {source}");
        }

        string path = Path.Combine(folder, source);
        if (!File.Exists(path))
        {
            return (null, $"{path} is not there; start it with --images FOLDER where the photographs are");
        }

        try
        {
            var picture = PictureFile.Read(path, width, height, cancellation);
            return (new Picture(picture.Width, picture.Height, picture.Pixels), null);
        }
        catch (Exception error) when (error is ImportException or IOException or UnauthorizedAccessException)
        {
            return (null, error.Message);
        }
    }
}
