using CompExplain.Fixtures;
using CompExplain.Import;
using CompExplain.Networks.Nli;
using CompExplain.Storage.Files;

namespace CompExplain.Networks.Tests.Nli;

[Collection(LibTorchTests.Name)]
public class NliTrainerTests
{
    [Fact]
    public void Train_PairsOfAPattern_LearnsThem()
    {
        using var folder = new TempFolder();
        var options = TinyNli.Options(folder, epochs: 12);
        var epochs = new List<NliTrainingProgress>();
        var summary = NliTrainer.Train(options, TimeProvider.System, new Reports(value =>
        {
            if (value.HeldOutAccuracy is not null)
            {
                epochs.Add(value);
            }
        }));
        Assert.True(summary.HeldOutAccuracy > 0.9, $"{summary.HeldOutAccuracy}");
        Assert.Equal(Enumerable.Range(1, 12), epochs.Select(each => each.Epoch));
        Assert.Equal(epochs.Max(each => each.HeldOutAccuracy), summary.HeldOutAccuracy);
        Assert.True(epochs[^1].Loss < epochs[0].Loss);
        using var model = NliModel.Load(options.ModelPath);
        Assert.Equal("<unk>", model.Vocabulary.Words[NliVocabulary.Unknown]);
        Assert.Equal(NliVocabulary.Unknown, model.Vocabulary["nowhere"]);
        Assert.NotEqual(NliVocabulary.Unknown, model.Vocabulary["outside"]);
        Assert.False(File.Exists(options.ModelPath + ".checkpoint"));
    }

    [Fact]
    public void Train_SameSeed_GivesTheSameFile()
    {
        using var folder = new TempFolder();
        NliTrainer.Train(TinyNli.Options(folder, "a"), TimeProvider.System);
        NliTrainer.Train(TinyNli.Options(folder, "b"), TimeProvider.System);
        NliTrainer.Train(TinyNli.Options(folder, "c") with { Seed = 2 }, TimeProvider.System);
        byte[] first = File.ReadAllBytes(folder.File("a"));
        Assert.Equal(first, File.ReadAllBytes(folder.File("b")));
        Assert.NotEqual(first, File.ReadAllBytes(folder.File("c")));
    }

    [Fact]
    public void Train_StoppedAndRunAgain_EndsAsIfItHadNotBeen()
    {
        using var folder = new TempFolder();
        NliTrainer.Train(TinyNli.Options(folder, "whole"), TimeProvider.System);
        var options = TinyNli.Options(folder, "resumed");
        using var stop = new CancellationTokenSource();
        var progress = new Reports(value =>
        {
            if (value is { Epoch: 3, Batch: > 5 })
            {
                stop.Cancel();
            }
        });
        Assert.Throws<OperationCanceledException>(() => NliTrainer.Train(options, TimeProvider.System, progress, stop.Token));
        Assert.False(File.Exists(options.ModelPath));
        Assert.True(File.Exists(options.ModelPath + ".checkpoint"));
        var summary = NliTrainer.Train(options, TimeProvider.System);
        Assert.Equal(2, summary.ResumedAfter);
        Assert.Equal(4, summary.Epochs);
        Assert.Equal(File.ReadAllBytes(folder.File("whole")), File.ReadAllBytes(options.ModelPath));
    }

    [Fact]
    public void Train_CheckpointOfOtherSettings_IsRefusedUnlessToRestart()
    {
        using var folder = new TempFolder();
        var options = TinyNli.Options(folder);
        using var stop = new CancellationTokenSource();
        var progress = new Reports(value =>
        {
            if (value.HeldOutAccuracy is not null)
            {
                stop.Cancel();
            }
        });
        Assert.Throws<OperationCanceledException>(() => NliTrainer.Train(options, TimeProvider.System, progress, stop.Token));
        var error = Assert.Throws<ImportException>(() => NliTrainer.Train(options with { Seed = 9 }, TimeProvider.System));
        Assert.Contains("another training", error.Message, StringComparison.Ordinal);
        string checkpoint = options.ModelPath + ".checkpoint";
        byte[] bytes = File.ReadAllBytes(checkpoint);
        File.WriteAllBytes(checkpoint, bytes[..(bytes.Length / 2)]);
        Assert.Contains("cut short", Assert.Throws<ImportException>(
            () => NliTrainer.Train(options, TimeProvider.System)).Message, StringComparison.Ordinal);
        Assert.Equal(
            0, NliTrainer.Train(options with { Seed = 9, Restart = true, Epochs = 1 }, TimeProvider.System).ResumedAfter);
    }

    [Fact]
    public void Train_ModelThatIsThere_IsKeptUnlessToReplace()
    {
        using var folder = new TempFolder();
        var options = TinyNli.Options(folder, epochs: 1);
        File.WriteAllText(options.ModelPath, "mine");
        Assert.Equal("replace", Assert.Throws<ImportException>(() => NliTrainer.Train(options, TimeProvider.System)).Option);
        Assert.Equal("mine", File.ReadAllText(options.ModelPath));
        NliTrainer.Train(options with { Replace = true }, TimeProvider.System);
        Assert.True(new FileInfo(options.ModelPath).Length > 100);
    }

    [Fact]
    public void Train_WhileAnotherTrainsIt_IsRefused()
    {
        using var folder = new TempFolder();
        var options = TinyNli.Options(folder, epochs: 1);
        using (ProcessLock.TryTake(options.ModelPath + ".training"))
        {
            var error = Assert.Throws<ImportException>(() => NliTrainer.Train(options, TimeProvider.System));
            Assert.Contains("is being trained by another process", error.Message, StringComparison.Ordinal);
        }

        NliTrainer.Train(options, TimeProvider.System);
        Assert.False(File.Exists(options.ModelPath + ".training"));
    }

    [Fact]
    public void Train_FewerVectorsThanWords_SaysSo()
    {
        using var folder = new TempFolder();
        var options = TinyNli.Options(folder, epochs: 1);
        File.AppendAllText(options.WordsPath, "further\n");
        var error = Assert.Throws<ImportException>(() => NliTrainer.Train(options, TimeProvider.System));
        Assert.Contains("every vector needs one", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(options.ModelPath));
    }

    private sealed class Reports(Action<NliTrainingProgress> report) : IProgress<NliTrainingProgress>
    {
        public void Report(NliTrainingProgress value) => report(value);
    }
}
