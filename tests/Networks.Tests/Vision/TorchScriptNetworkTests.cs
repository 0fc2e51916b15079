using System.IO.Compression;
using CompExplain.Fixtures;
using CompExplain.Import;
using CompExplain.Networks.Vision;
using TorchSharp;

namespace CompExplain.Networks.Tests.Vision;

[Collection(LibTorchTests.Name)]
public sealed class TorchScriptNetworkTests
{
    [Fact]
    public void Run_TracedModule_GivesItsOutputs()
    {
        using var folder = new TempFolder();
        using var network = TorchScriptNetwork.Load(folder.Write("net.pt", Module()));
        using var quiet = torch.no_grad();
        using var input = torch.ones(2, 3, 8, 8);
        float[] values = [];
        foreach (string layer in (string[])["output", "output.0"])
        {
            network.CheckLayer(layer);
            using var logits = network.Run(input, layer, output =>
            {
                Assert.Equal([2, 3, 2, 2], output.shape);
                values = output.contiguous().data<float>().ToArray();
            });
            Assert.All(values, value => Assert.Equal(2f, value));
            Assert.Equal([2, 12], logits!.shape);
        }

        Assert.Contains("gives 2 outputs, so there is no output.2", Message(
            () => network.Run(input, "output.2", _ => { })), StringComparison.Ordinal);
        Assert.Contains("has no layer layer4: of a TorchScript file the outputs can be probed", Message(
            () => network.CheckLayer("layer4")), StringComparison.Ordinal);
    }

    [Fact]
    public void Load_NoTorchScript_IsOneSentence()
    {
        using var folder = new TempFolder();

        Assert.Contains("cannot be loaded as TorchScript", Message(
            () => TorchScriptNetwork.Load(folder.Write("a.pt", "no zip"))), StringComparison.Ordinal);
        Assert.Contains(
            "there is no file", Message(() => TorchScriptNetwork.Load(folder.File("b.pt"))), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_TorchScriptAsWeights_SaysWhatToDo()
    {
        using var folder = new TempFolder();
        string path = folder.Write("net.pt", Module());

        Assert.Contains(
            "is a TorchScript file", Message(() => NamedVisionNetwork.Load("resnet18", path)), StringComparison.Ordinal);
    }

    private static string Message(Action action) => Assert.Throws<ImportException>(action).Message;

    // What torch.jit.save writes for a module that returns its input pooled and doubled, and the same flattened.
    private static byte[] Module()
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            Pickles.Write(archive, "net/version", "3\n"u8);
            Pickles.Write(archive, "net/constants.pkl", new Pickles().Op(')').ToArray());
            Pickles.Write(
                archive,
                "net/data.pkl",
                new Pickles()
                    .Global("__torch__", "M")
                    .Op(')')
                    .Raw(0x81)
                    .Op('}')
                    .Op('(')
                    .Text("training")
                    .Raw(0x89)
                    .Op('u')
                    .Op('b')
                    .ToArray());
            Pickles.Write(archive, "net/code/__torch__.py", """
                class M(Module):
                  __parameters__ = []
                  __buffers__ = []
                  training : bool
                  def forward(self: __torch__.M,
                    x: Tensor) -> Tuple[Tensor, Tensor]:
                    a = torch.mul(torch.avg_pool2d(x, [4, 4], [4, 4]), 2.)
                    return (a, torch.flatten(a, 1))

                """u8);
        }

        return stream.ToArray();
    }
}
