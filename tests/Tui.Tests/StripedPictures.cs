using CompExplain.Tui.Pictures;

namespace CompExplain.Tui.Tests;

/// <summary>Pictures that are bright at the top and dark at the bottom.</summary>
internal sealed class StripedPictures : IPictureSource
{
    public (Picture? Picture, string? Why) Read(
        string name, string source, string? directory, int width, int height, CancellationToken cancellation)
    {
        byte[] pixels = new byte[3 * width * height];
        for (int i = 0; i < pixels.Length; i++)
        {
            pixels[i] = (byte)(255 - (255 * (i / 3 / width) / height));
        }

        return (new Picture(width, height, pixels), null);
    }
}
