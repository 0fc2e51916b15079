using CompExplain.Import;
using CompExplain.Networks;

namespace CompExplain.Demo;

/// <summary>Whether the demos' networks can be trained here.</summary>
public static class DemoNetworks
{
    /// <summary>Loads libtorch, or says why it cannot be.</summary>
    /// <param name="reason">One sentence; null where it was loaded.</param>
    /// <returns>Whether it was loaded.</returns>
    public static bool CanTrain([System.Diagnostics.CodeAnalysis.NotNullWhen(false)] out string? reason)
    {
        try
        {
            LibTorch.Load();
            reason = null;
            return true;
        }
        catch (ImportException failure)
        {
            reason = failure.Message;
            return false;
        }
    }
}
