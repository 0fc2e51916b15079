using CompExplain.Fixtures;
using CompExplain.Storage;
using CompExplain.Storage.Files;

namespace CompExplain.Cli.Tests.Process;

public sealed class ProcessTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Query_AsAProcess_PrintsUtf8WithoutAMark()
    {
        string path = SmallProbe.Write(_folder);
        Assert.Equal(
            new Outcome(0, "formula,count,size\nwater,8,8\n", string.Empty),
            CommandProcess.Run("query", path, "COUNT(water)", "--format", "csv"));
        Assert.StartsWith("╭", CommandProcess.Run("query", path, "COUNT(water)").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void ExitCodes_OfAProcess_SayWhatHappened()
    {
        string path = SmallProbe.Write(_folder);
        Assert.Equal(1, CommandProcess.Run("show", path, "formulas").Code);
        Assert.Equal(2, CommandProcess.Run("query", path, "COUNT(").Code);
        Assert.Equal(2, CommandProcess.Run("qurey").Code);
    }

    [Fact]
    public async Task Query_OutputThatNobodyReadsToItsEnd_ExitsQuietly()
    {
        string path = SmallProbe.Write(_folder);
        using var process = CommandProcess.Start("query", path, "--format", "csv");
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        process.StandardInput.WriteLine("COUNT(water)");
        process.StandardInput.Flush();
        Assert.Equal("formula,count,size", process.StandardOutput.ReadLine());
        process.StandardOutput.Close();
        try
        {
            // Queries without end: the process must stop reading them.
            for (int i = 0; i < 1_000_000; i++)
            {
                process.StandardInput.WriteLine("COUNT(water)");
            }

            process.StandardInput.Close();
        }
        catch (IOException)
        {
        }

        Assert.True(process.WaitForExit(TimeSpan.FromSeconds(20)));
        Assert.Equal(0, process.ExitCode);
        Assert.Empty(await error);
    }

    [Fact]
    public async Task Explain_CtrlC_FinishesCleanly()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals are sent with kill");
        string path = _folder.File("large.cxdb");
        NaiveProbe.Texts(seed: 5, inputs: 4000, concepts: 300, units: 2).Write(path);
        using var process = CommandProcess.Start("explain", path, "--length", "1000", "--beam", "10000", "--min-inputs", "0");
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.True(SpinWait.SpinUntil(() => HasStarted(path), TimeSpan.FromSeconds(20)));
        CommandProcess.Interrupt(process);
        Assert.True(process.WaitForExit(TimeSpan.FromSeconds(20)));
        Assert.Equal("stopped: 0 of 2 units done and stored; the same command resumes\n", await error);
        Assert.Equal(130, process.ExitCode);
        Assert.Equal(0, Outcome.Of("verify", path).Code);
    }

    [Fact]
    public void Query_CtrlCWhileWaitingForInput_EndsTheWait()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals are sent with kill");
        using var process = CommandProcess.Start("query", SmallProbe.Write(_folder), "--format", "csv");
        process.StandardInput.WriteLine("COUNT(water)");
        process.StandardInput.Flush();
        Assert.Equal("formula,count,size", process.StandardOutput.ReadLine());
        Assert.Equal("water,8,8", process.StandardOutput.ReadLine());
        Thread.Sleep(300);
        CommandProcess.Interrupt(process);
        Assert.True(process.WaitForExit(TimeSpan.FromSeconds(20)));
        Assert.Equal(130, process.ExitCode);
        Assert.Empty(process.StandardError.ReadToEnd());
    }

    private static bool HasStarted(string path)
    {
        Thread.Sleep(50);
        try
        {
            using var database = ProbeDatabase.Open(path);
            return database.Results.Runs().Count > 0;
        }
        catch (StorageException)
        {
            return false;
        }
    }
}
