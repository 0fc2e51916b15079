using CompExplain.Networks.Small;
using TorchSharp;

namespace CompExplain.Networks.Tests.Small;

[Collection(LibTorchTests.Name)]
public sealed class SceneNetworkTests
{
    [Fact]
    public void Train_FreedMemoryIsFullOfNaN_WeightsAreNumbers()
    {
        LibTorch.Load();
        int[] inputs = [.. Enumerable.Range(0, 32)];
        for (int round = 0; round < 5; round++)
        {
            using var network = new SmallTrainer { Epochs = 2, Seed = 1 }.Train(
                () => new SceneNetwork(SceneNetwork.ChannelBlock, 4),
                inputs,
                Array.ConvertAll(inputs, i => i % 4),
                (chosen, _) =>
                {
                    LeaveNaN();
                    return torch.ones([chosen.Length, 3, 16, 16]);
                },
                null,
                default);
            Assert.All(network.parameters(), parameter => Assert.True(parameter.isfinite().all().item<bool>()));
        }
    }

    [Fact]
    public void SceneNetwork_ChannelsThatWouldBePadded_AreRefused() =>
        Assert.Throws<ArgumentException>(() => new SceneNetwork(6, 4));

    // Memory that is given out next, and not cleared, then holds NaN.
    private static void LeaveNaN()
    {
        using var scope = torch.NewDisposeScope();
        for (long size = 4; size < 300_000; size += size / 2)
        {
            for (int i = 0; i < 8; i++)
            {
                torch.full([size], float.NaN);
            }
        }
    }
}
