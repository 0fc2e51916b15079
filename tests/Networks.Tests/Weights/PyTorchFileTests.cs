using System.Buffers.Binary;
using System.IO.Pipes;
using System.Runtime.InteropServices;
using CompExplain.Fixtures;
using CompExplain.Import;
using CompExplain.Networks.Weights;

namespace CompExplain.Networks.Tests.Weights;

[Collection(LibTorchTests.Name)]
public sealed class PyTorchFileTests
{
    [Fact]
    public void Open_StateDict_IsRead()
    {
        using var folder = new TempFolder();
        // An OrderedDict with a transposed view of half of one storage, as state_dict() gives it.
        byte[] bytes = new Pickles().Global("collections", "OrderedDict").Op(')').Op('R').Op('(')
            .Text("module.w").Tensor("0", 6, 0, [2, 3], [3, 1])
            .Text("module.t").Tensor("0", 6, 0, [3, 2], [1, 3])
            .Text("module.b").Tensor("1", 4, 2, [2], [1])
            .Op('u').Zip(("0", [1, 2, 3, 4, 5, 6]), ("1", [7, 8, 9, 10]));

        using var file = WeightsFile.Open(folder.Write("w.pt", bytes));

        Assert.Equal([1, 2, 3, 4, 5, 6], file.Tensors["w"].Read());
        Assert.Equal([3, 2], file.Tensors["t"].Shape);
        Assert.Equal([1, 4, 2, 5, 3, 6], file.Tensors["t"].Read());
        Assert.Equal([9, 10], file.Tensors["b"].Read());
    }

    [Fact]
    public void Open_Checkpoint_TakesItsStateDict()
    {
        using var folder = new TempFolder();
        byte[] bytes = new Pickles().Op('}').Op('(')
            .Text("epoch").Number(3)
            .Text("state_dict").Op('}').Op('(').Text("w").Tensor("0", 1, 0, [], []).Op('u')
            .Op('u').Zip(("0", [2.5f]));

        using var file = WeightsFile.Open(folder.Write("w.pth", bytes));

        Assert.Equal([2.5f], Assert.Single(file.Tensors).Value.Read());
    }

    [Fact]
    public void Open_SeveralSets_AreListedAndOneIsChosen()
    {
        using var folder = new TempFolder();
        string path = folder.Write("w.pth", Several());

        var failure = Assert.Throws<ImportException>(() => WeightsFile.Open(path));
        Assert.Equal(
            $"{path} has several sets of weights; choose one: ema (1 parameter), models.student (2 parameters)",
            failure.Message);
        Assert.Equal("state NAME", failure.Option);

        using (var file = WeightsFile.Open(path, "models.student"))
        {
            Assert.Equal([2f], file.Tensors["a.w"].Read());
            Assert.Equal([3f], file.Tensors["a.v"].Read());
            Assert.Equal(
                [
                    "epoch (3)", "ema (dictionary of 1)", "stats (dictionary of 1)", "args (argparse.Namespace)",
                    "models.arch (resnet18)",
                ],
                file.PassedOver);
        }

        using (var file = WeightsFile.Open(path, "ema"))
        {
            Assert.Equal([1f], Assert.Single(file.Tensors).Value.Read());
        }

        Assert.Contains("several sets", Assert.Throws<ImportException>(
            () => WeightsFile.Open(path, "teacher")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_TensorOfNumbersThatNoNetworkHas_IsPassedOver()
    {
        using var folder = new TempFolder();
        byte[] bytes = new Pickles().Op('}').Op('(')
            .Text("phase").Tensor("1", 1, 0, [1], [1], "ComplexFloatStorage")
            .Text("state_dict").Op('}').Op('(').Text("a.w").Tensor("0", 1, 0, [], []).Op('u')
            .Op('u').Zip(("0", [2.5f]), ("1", [9]));

        using var file = WeightsFile.Open(folder.Write("w.pth", bytes));

        Assert.Equal([2.5f], Assert.Single(file.Tensors).Value.Read());
        Assert.Equal(["phase (torch._utils._rebuild_tensor_v2)"], file.PassedOver);
    }

    [Fact]
    public void Open_Pipe_IsRefused()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "a pipe has a path on Linux");
        using var pipe = new AnonymousPipeServerStream(PipeDirection.Out);
        string path = $"/proc/self/fd/{pipe.ClientSafePipeHandle.DangerousGetHandle()}";
        Assert.Contains(
            "or a pipe", Assert.Throws<ImportException>(() => WeightsFile.Open(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_PartOfTheNames_IsChosenByWhatTheyBeginWith()
    {
        using var folder = new TempFolder();
        string path = folder.Write("w.pth", new Pickles().Op('}').Op('(')
            .Text("module.encoder_q.fc.w").Tensor("0", 1, 0, [], [])
            .Text("module.encoder_k.fc.w").Tensor("1", 1, 0, [], [])
            .Text("module.queue").Tensor("1", 1, 0, [], [])
            .Op('u').Zip(("0", [1]), ("1", [2])));

        using (var file = WeightsFile.Open(path, "encoder_k"))
        {
            Assert.Equal(("fc.w", 2f), (file.Tensors.Single().Key, file.Tensors.Single().Value.Read()[0]));
            Assert.Equal(["encoder_q.fc.w (tensor of a single number)", "queue (tensor of a single number)"], file.PassedOver);
        }

        var failure = Assert.Throws<ImportException>(() => WeightsFile.Open(path, "encoder"));
        Assert.Equal(
            $"{path} has no weights encoder; the names of its parameters begin with encoder_q, encoder_k, queue",
            failure.Message);
    }

    [Theory]
    [InlineData("os", "system")]
    [InlineData("builtins", "eval")]
    [InlineData("torch.nn.modules.linear", "Linear")]
    public void Open_AnyOtherGlobal_IsInert(string module, string name)
    {
        using var folder = new TempFolder();
        byte[] bytes = new Pickles().Op('}').Op('(')
            .Text("args").Global(module, name).Text("true").Raw(0x85).Op('R')
            .Op('}').Op('(').Text("lr").Number(3).Op('u').Op('b')
            .Text("best").Tensor("1", 1, 0, [], [])
            .Text("state_dict").Op('}').Op('(').Text("w").Tensor("0", 1, 0, [], []).Op('u')
            .Op('u').Zip(("0", [2.5f]), ("1", [9]));

        using var file = WeightsFile.Open(folder.Write("w.pth", bytes));

        Assert.Equal([2.5f], Assert.Single(file.Tensors).Value.Read());
    }

    [Fact]
    public void Open_ObjectAlone_HasNoTensors()
    {
        using var folder = new TempFolder();
        string path = folder.Write("w.pt", new Pickles().Global("os", "system").Text("true").Raw(0x85).Op('R').Zip());

        Assert.Contains(
            "holds no dictionary of parameters",
            Assert.Throws<ImportException>(() => WeightsFile.Open(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_WholeModule_HasItsParameters()
    {
        using var folder = new TempFolder();
        byte[] bytes = new Pickles().Global("models", "Net").Op(')').Raw(0x81).Op('}').Op('(')
            .Text("_parameters").Op('}').Op('(').Text("w").Tensor("0", 1, 0, [], []).Op('u')
            .Text("_buffers").Op('}')
            .Text("_modules").Op('}').Op('(')
            .Text("inner").Global("models", "Part").Op(')').Raw(0x81).Op('}').Op('(')
            .Text("_parameters").Op('}').Op('(').Text("b").Tensor("1", 1, 0, [], []).Op('u')
            .Text("_modules").Op('}')
            .Op('u').Op('b')
            .Op('u')
            .Op('u').Op('b')
            .Zip(("0", [2]), ("1", [3]));

        using var file = WeightsFile.Open(folder.Write("w.pt", bytes));

        Assert.Equal(["w", "inner.b"], file.Tensors.Keys);
        Assert.Equal([3f], file.Tensors["inner.b"].Read());
    }

    [Fact]
    public void Open_ModuleInsideNames_IsTakenOff()
    {
        using var folder = new TempFolder();
        byte[] bytes = new Pickles().Op('}').Op('(')
            .Text("features.module.0.weight").Tensor("0", 1, 0, [], []).Op('u').Zip(("0", [1]));

        using var file = WeightsFile.Open(folder.Write("w.pt", bytes));

        Assert.Equal(["features.0.weight"], file.Tensors.Keys);
    }

    [Fact]
    public void Open_MoreValuesThanAnyStateDict_IsRefused()
    {
        using var folder = new TempFolder();
        byte[] lists = new byte[3_000_000];
        Array.Fill(lists, (byte)']');
        string path = folder.Write("w.pt", new Pickles().Raw(lists).Zip());

        Assert.Contains(
            "more than 2,000,000 values",
            Assert.Throws<ImportException>(() => WeightsFile.Open(path)).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(7, 0, 6, 1)]
    [InlineData(6, 1, 6, 1)]
    [InlineData(2, 0, 6, 6)]
    [InlineData(-1, 0, 6, 1)]
    [InlineData(2, -1, 6, 1)]
    [InlineData(2, 0, 6, -1)]
    public void Open_TensorBeyondItsStorage_IsRefused(int size, int offset, int count, int stride)
    {
        using var folder = new TempFolder();
        byte[] bytes = new Pickles()
            .Op('}')
            .Op('(')
            .Text("w")
            .Tensor("0", count, offset, [size], [stride])
            .Op('u')
            .Zip(("0", new float[6]));

        var error = Assert.Throws<ImportException>(() => WeightsFile.Open(folder.Write("w.pt", bytes)));

        Assert.Contains("goes beyond the numbers", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_StorageTooShort_IsRefused()
    {
        using var folder = new TempFolder();
        byte[] bytes = new Pickles().Op('}').Op('(').Text("w").Tensor("0", 6, 0, [6], [1]).Op('u').Zip(("0", new float[5]));

        using var file = WeightsFile.Open(folder.Write("w.pt", bytes));

        Assert.Throws<ImportException>(() => file.Tensors["w"].Read());
    }

    [Fact]
    public void Open_CutOrBentAnywhere_IsRefusedOrRead()
    {
        using var folder = new TempFolder();
        byte[] whole = new Pickles().Op('}').Op('(').Text("w").Tensor("0", 2, 0, [2], [1]).Op('u').Zip(("0", [1, 2]));
        for (int i = 0; i < whole.Length; i++)
        {
            Try(folder.Write("w.pt", whole[..i]), mustFail: true);
            byte[] bent = [.. whole];
            bent[i] ^= 0x11;
            Try(folder.Write("w.pt", bent), mustFail: false);
        }
    }

    // Two networks, beside what a training script keeps.
    private static byte[] Several() => new Pickles().Op('}').Op('(')
        .Text("epoch").Number(3)
        .Text("ema").Op('}').Op('(').Text("a.w").Tensor("0", 1, 0, [], []).Op('u')
        .Text("stats").Op('}').Op('(').Text("mean").Tensor("0", 1, 0, [], []).Op('u')
        .Text("args").Global("argparse", "Namespace").Op(')').Raw(0x81)
        .Text("models").Op('}').Op('(')
        .Text("arch").Text("resnet18")
        .Text("student").Op('}').Op('(')
        .Text("a.w").Tensor("1", 1, 0, [], []).Text("a.v").Tensor("2", 1, 0, [], []).Op('u')
        .Op('u')
        .Op('u').Zip(("0", [1]), ("1", [2]), ("2", [3]));

    [Fact]
    public void Open_BeforePyTorch16_IsRead()
    {
        using var folder = new TempFolder();
        byte[] head =
        [
            .. Pickles.LegacyMagic,
            .. new Pickles().Number(1001).ToArray(),
            .. new Pickles().Op('}').ToArray(),
        ];
        byte[] state = new Pickles().Op('}').Op('(').Text("module.w").Tensor("94", 2, 0, [2], [1]).Op('u').ToArray();
        byte[] keys = new Pickles().Op(']').Op('(').Text("94").Op('e').ToArray();
        byte[] count = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(count, 2);
        byte[] whole = [.. head, .. state, .. keys, .. count, .. MemoryMarshal.AsBytes<float>([1.5f, -2f])];

        using (var file = WeightsFile.Open(folder.Write("w.pth.tar", whole)))
        {
            Assert.Equal([1.5f, -2f], file.Tensors["w"].Read());
        }

        for (int i = 0; i < whole.Length; i++)
        {
            Try(folder.Write("w.pth.tar", whole[..i]), mustFail: true);
        }
    }

    private static void Try(string path, bool mustFail)
    {
        try
        {
            using var file = WeightsFile.Open(path);
            foreach (var tensor in file.Tensors.Values)
            {
                tensor.Read();
            }

            Assert.False(mustFail);
        }
        catch (ImportException)
        {
        }
    }
}
