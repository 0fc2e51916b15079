using CompExplain.Fixtures;
using CompExplain.Import;
using CompExplain.Networks.Weights;

namespace CompExplain.Networks.Tests.Weights;

[Collection(LibTorchTests.Name)]
public sealed class SafetensorsFileTests
{
    [Fact]
    public void Open_Float32_IsReadWithoutModulePrefix()
    {
        using var folder = new TempFolder();
        string path = folder.Write("w.safetensors", Safetensors.Of(("module.a", [2, 2], [1, 2, 3, 4]), ("b", [], [5])));

        using var file = WeightsFile.Open(path);

        Assert.Equal([2, 2], file.Tensors["a"].Shape);
        Assert.Equal([1, 2, 3, 4], file.Tensors["a"].Read());
        Assert.Equal([5], file.Tensors["b"].Read());
    }

    [Theory]
    [InlineData("F16", new byte[] { 0x00, 0x3C, 0x00, 0xC0 })]
    [InlineData("BF16", new byte[] { 0x80, 0x3F, 0x00, 0xC0 })]
    [InlineData("F64", new byte[] { 0, 0, 0, 0, 0, 0, 0xF0, 0x3F, 0, 0, 0, 0, 0, 0, 0, 0xC0 })]
    [InlineData("I64", new byte[] { 1, 0, 0, 0, 0, 0, 0, 0, 0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF })]
    public void Open_OtherTypes_BecomeFloat32(string type, byte[] data)
    {
        using var folder = new TempFolder();
        string path = folder.Write(
            "w.safetensors",
            Safetensors.Of($"{{\"a\":{{\"dtype\":\"{type}\",\"shape\":[2],\"data_offsets\":[0,{data.Length}]}}}}", data));

        using var file = WeightsFile.Open(path);

        Assert.Equal([1, -2], file.Tensors["a"].Read());
    }

    [Theory]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}", 4, "is cut short")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}}", 8, "does not agree")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}}", 8, "does not agree")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[4611686018427387904,4],\"data_offsets\":[0,0]}}", 8, "does not agree")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[-8,0]}}", 8, "does not agree")]
    [InlineData(
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[9223372036854775800,9223372036854775807]}}",
        8,
        "does not agree")]
    [InlineData("{\"a\":{\"dtype\":\"F4\",\"shape\":[2],\"data_offsets\":[0,8]}}", 8, "of the type F4")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2]}}", 8, "not that of a safetensors file")]
    [InlineData("{\"a\":1}", 8, "not that of a safetensors file")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}", 8, "not that of a safetensors file")]
    [InlineData("{}", 8, "has no tensors")]
    public void Open_HostileHeader_IsOneSentence(string header, int bytes, string expected)
    {
        using var folder = new TempFolder();
        string path = folder.Write("w.safetensors", Safetensors.Of(header, new byte[bytes]));

        var error = Assert.Throws<ImportException>(() => WeightsFile.Open(path));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_CutAnywhere_IsRefused()
    {
        using var folder = new TempFolder();
        byte[] whole = Safetensors.Of(("a", [2, 2], [1, 2, 3, 4]));
        for (int length = 0; length < whole.Length; length++)
        {
            string path = folder.Write("w.safetensors", whole[..length]);
            Assert.Throws<ImportException>(() => WeightsFile.Open(path));
        }
    }

    [Fact]
    public void Open_HugeHeaderLength_IsRefused()
    {
        using var folder = new TempFolder();
        string path = folder.Write("w.safetensors", [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, (byte)'{']);

        Assert.Throws<ImportException>(() => WeightsFile.Open(path));
    }
}
