using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using CompExplain.Import;
using TorchSharp;

namespace CompExplain.Networks;

/// <summary>Loads libtorch, once, and says in one sentence why it could not.</summary>
public static class LibTorch
{
    /// <summary>Loads libtorch, or gives the reason why it cannot be loaded.</summary>
    /// <param name="reason">The reason; null if it was loaded.</param>
    /// <returns>Whether it was loaded.</returns>
    public static bool TryLoad([NotNullWhen(false)] out ImportException? reason)
    {
        try
        {
            Load();
            reason = null;
            return true;
        }
        catch (ImportException failure)
        {
            reason = failure;
            return false;
        }
    }

    /// <summary>Makes sure that libtorch is there and computes.</summary>
    /// <exception cref="ImportException">It is missing, or cannot be loaded on this system.</exception>
    public static void Load()
    {
        // TorchSharp, where it cannot load a library, prints a trace and copies half a gigabyte about: it is not let to try.
        if (!CanLoad("torch_cpu") || !CanLoad("LibTorchSharp"))
        {
            throw Missing(null);
        }

        try
        {
            torch.InitializeDeviceType(DeviceType.CPU);
            using var two = torch.tensor(1f) + torch.tensor(1f);
            if (two.item<float>() == 2f)
            {
                return;
            }
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            throw Missing(error);
        }

        throw Missing(null);
    }

    private static bool CanLoad(string library) => NativeLibrary.TryLoad(library, typeof(torch).Assembly, null, out _);

    // TorchSharp's own message is a trace of every path that it tried, and names a reference that is there.
    private static ImportException Missing(Exception? error) => new(
        "libtorch, which runs networks, could not be loaded on this system; restore and build the project here "
        + "(64-bit Linux with glibc, Windows, or macOS on Arm), or import activations that were saved with NumPy",
        error ?? new DllNotFoundException("libtorch"))
    {
        Command = "import units",
    };
}
