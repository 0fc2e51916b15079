using CompExplain.Fixtures;

namespace CompExplain.Cli.Tests.Commands.Verify;

public sealed class VerifyTests
{
    [Fact]
    public void Verify_SoundDatabase_SaysWhatWasCheckedAndSound()
    {
        using var folder = new TempFolder();
        var outcome = Outcome.Of("verify", SmallProbe.Write(folder));
        Assert.Equal(0, outcome.Code);
        Assert.Empty(outcome.Error);
        string[] lines = outcome.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(lines[..^1], line => Assert.StartsWith("checked ", line, StringComparison.Ordinal));
        Assert.Contains("checked 5 masks of 5 concepts", lines);
        Assert.Equal("sound", lines[^1]);
    }

    [Fact]
    public void Verify_FlippedBit_NamesTheMaskAndExits2()
    {
        using var folder = new TempFolder();
        string path = SmallProbe.Write(folder);
        byte[] bytes = File.ReadAllBytes(path);

        // The mask of "water" is one run of 8 from 0: cookie, run flag, key 0 with cardinality - 1, one run of 0 and 7.
        int at = bytes.AsSpan().IndexOf((ReadOnlySpan<byte>)[0x3B, 0x30, 0, 0, 1, 0, 0, 7, 0, 1, 0, 0, 0, 7, 0]);
        Assert.True(at > 0);
        bytes[at + 13] ^= 1;
        File.WriteAllBytes(path, bytes);

        var outcome = Outcome.Of("verify", path);
        Assert.Equal(2, outcome.Code);
        Assert.Contains("error: ", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("the mask of concept 0, shard 0, does not match its checksum", outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("sound", outcome.Output, StringComparison.Ordinal);
    }
}
