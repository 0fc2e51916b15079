using System.Diagnostics;

namespace CompExplain.Storage.Tests.Masks;

/// <summary>
/// Damaged masks, read in a process of their own: a fault in native code would take the tests with it. All of 100,000 are run by
/// <c>dotnet run -c Release --project tests/Drills -- masks</c>.
/// </summary>
public sealed class MutatedMasksTests
{
    [Fact]
    public async Task Open_MutatedBlobs_IsAClearErrorOrTheRightAnswer()
    {
        string program = Path.Combine(AppContext.BaseDirectory, "CompExplain.Drills.dll");
        var start = new ProcessStartInfo("dotnet", [program, "masks", "5000", "1"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"exit code {process.ExitCode}\n{output}{await error}");
        Assert.StartsWith("5000 mutated masks, 2500 of them with a forged checksum:", output, StringComparison.Ordinal);
        Assert.EndsWith(", 0 wrong", output.TrimEnd(), StringComparison.Ordinal);
    }
}
