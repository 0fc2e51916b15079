using CompExplain.Fixtures;

namespace CompExplain.Cli.Tests.Process;

/// <summary>A copy of the command without libtorch, and without TorchSharp: what does not run networks works on.</summary>
public sealed class WithoutLibTorchTests : IDisposable
{
    private const long LargestCopied = 8 << 20;

    private readonly TempFolder _folder = new();
    private readonly string _command;

    public WithoutLibTorchTests()
    {
        string from = Path.GetDirectoryName(CommandProcess.Path)!, to = _folder.File("bin");
        foreach (var file in new DirectoryInfo(from).EnumerateFiles("*", SearchOption.AllDirectories))
        {
            if (file.Length > LargestCopied || file.Name.Contains("torch", StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            string target = Path.Combine(to, Path.GetRelativePath(from, file.FullName));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            file.CopyTo(target);
        }

        _command = Path.Combine(to, Path.GetFileName(CommandProcess.Path));
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("query", "COUNT(water)")]
    [InlineData("query", "EXPLAIN unit 0 LENGTH 2")]
    [InlineData("show")]
    [InlineData("explain")]
    [InlineData("verify")]
    public void Run_WhatNeedsNoNetwork_Works(string command, params string[] more)
    {
        var outcome = CommandProcess.RunCopy(_command, [command, SmallProbe.Write(_folder), .. more]);
        Assert.Equal((0, string.Empty), (outcome.Code, outcome.Error));
        Assert.NotEmpty(outcome.Output);
    }

    [Fact]
    public void Probe_NativeLibraryMissing_IsOneSentence()
    {
        File.Copy(
            Path.Combine(Path.GetDirectoryName(CommandProcess.Path)!, "TorchSharp.dll"),
            Path.Combine(Path.GetDirectoryName(_command)!, "TorchSharp.dll"));
        var outcome = CommandProcess.RunCopy(
            _command, "probe", "nli", SmallProbe.Write(_folder), "--weights", _folder.File("w.safetensors"));
        Assert.Equal((2, string.Empty), (outcome.Code, outcome.Output));
        Assert.StartsWith("error: libtorch, which runs networks, could not be loaded", outcome.Error, StringComparison.Ordinal);
        Assert.Equal(1, outcome.Error.Count(letter => letter == '\n'));
    }
}
