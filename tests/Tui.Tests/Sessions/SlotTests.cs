using CompExplain.Fixtures;
using CompExplain.Tui.Sessions;

namespace CompExplain.Tui.Tests.Sessions;

public sealed class SlotTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Start_WhileOneRuns_CancelsItAndDropsItsResult()
    {
        using var screen = new ScreenTest(SmallWorld.Write(_folder));
        var slot = new Slot(screen.Session);
        var results = new List<int>();
        using var started = new ManualResetEventSlim();
        bool wasCancelled = false;
        slot.Start(
            cancellation =>
            {
                started.Set();
                wasCancelled = cancellation.WaitHandle.WaitOne(TimeSpan.FromSeconds(10));
                return 1;
            },
            results.Add);
        started.Wait(TestContext.Current.CancellationToken);
        slot.Start(_ => 2, results.Add);
        screen.Settle();
        Assert.True(wasCancelled);
        Assert.Equal([2], results);
        Assert.False(slot.IsBusy);
    }

    [Fact]
    public void Start_WorkFails_IsToldInWordsAndTheSlotIsFree()
    {
        using var screen = new ScreenTest(SmallWorld.Write(_folder));
        var slot = new Slot(screen.Session);
        slot.Start<int>(_ => throw new IOException("the disk is on fire"), _ => { });
        screen.Settle();
        Assert.Equal("the disk is on fire", screen.Session.Message);
        Assert.True(screen.Session.IsTrouble);
        Assert.False(slot.IsBusy);
    }
}
