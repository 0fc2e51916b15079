using CompExplain.Storage.Files;
using CompExplain.Tui.Sessions;

namespace CompExplain.Tui.Tests.Sessions;

public sealed class FailureMessageTests
{
    [Fact]
    public void Of_DamagedDatabase_SaysHowToVerifyIt()
    {
        var damaged = new StorageException(StorageFailure.Damaged, "a.cxdb is damaged: a mask")
        {
            Remedy = StorageRemedy.Verify,
            Path = "a.cxdb",
        };

        Assert.Equal("a.cxdb is damaged: a mask; run: compexplain verify a.cxdb", FailureMessage.Of(damaged));
        Assert.Equal(FailureMessage.Of(damaged), FailureMessage.Of(new AggregateException(damaged)));
    }
}
