using System.IO.Compression;
using CompExplain.Import;
using CompExplain.Storage.Activations;

namespace CompExplain.Networks.Weights;

/// <summary>
/// Reads what <c>torch.save</c> writes since PyTorch 1.6: a zip archive with the pickled state dict in <c>data.pkl</c> and
/// each storage's numbers in <c>data/KEY</c>.
/// </summary>
internal static class PyTorchFile
{
    // The description alone, without the numbers; the largest networks' takes some megabytes.
    private const long MaximumPickleLength = 256L << 20;

    public static WeightsFile Open(string path, FileStream stream, string? state)
    {
        ZipArchive archive;
        try
        {
            archive = new ZipArchive(stream, ZipArchiveMode.Read);
            _ = archive.Entries.Count;
        }
        catch (InvalidDataException error)
        {
            throw new ImportException($"{path} is cut short or damaged ({error.Message}); copy or download it again", error);
        }

        const string pickleName = "/data.pkl";
        var pickle = archive.Entries.FirstOrDefault(
            entry => ("/" + entry.FullName).EndsWith(pickleName, StringComparison.Ordinal))
            ?? throw new ImportException(
                $"{path} is a zip archive without data.pkl, so torch.save did not write it; name the file of weights");
        string folder = pickle.FullName[..^(pickleName.Length - 1)];
        if (archive.Entries.Any(entry => entry.FullName.StartsWith(folder + "code/", StringComparison.Ordinal)))
        {
            throw new ImportException(
                $"{path} is a TorchScript file: it has the network in it; probe it as a TorchScript network")
            {
                Option = "model torchscript",
            };
        }

        if (archive.GetEntry(folder + "byteorder") is { } order && Read(path, order, 16).AsSpan().SequenceEqual("big"u8))
        {
            throw new ImportException(
                $"{path} has its numbers in big-endian order, which is not read; save it again on another machine");
        }

        byte[] bytes = Read(path, pickle, MaximumPickleLength);
        object? root = new StatePickle(path, bytes, 0).Read();
        var contents = PickledTensors.Find(path, root, state, (storage, offset, values) => Read(
            path, archive, folder, storage, offset, values));
        return new(path, contents, archive);
    }

    private static void Read(
        string path, ZipArchive archive, string folder, PickledStorage storage, long offset, Span<float> values)
    {
        var entry = archive.GetEntry($"{folder}data/{storage.Key}");
        if (entry is null || entry.Length < storage.Count * Elements.SizeOf(storage.Type))
        {
            throw new ImportException(
                $"{path} is damaged: the numbers of storage {storage.Key} are missing or too few; copy or download it again");
        }

        using var content = OpenEntry(path, entry);
        FileValues.Skip(path, content, offset * Elements.SizeOf(storage.Type));
        FileValues.Read(path, content, storage.Type, values);
    }

    private static byte[] Read(string path, ZipArchiveEntry entry, long limit)
    {
        if (entry.Length > limit)
        {
            throw new ImportException($"{path} is no file of weights: {entry.FullName} has {entry.Length} bytes");
        }

        byte[] bytes = new byte[entry.Length];
        try
        {
            using var content = OpenEntry(path, entry);
            content.ReadExactly(bytes);
        }
        catch (Exception error) when (error is IOException or InvalidDataException)
        {
            throw new ImportException(
                $"{path} is damaged: {entry.FullName} cannot be read ({error.Message}); copy or download it again", error);
        }

        return bytes;
    }

    private static Stream OpenEntry(string path, ZipArchiveEntry entry)
    {
        try
        {
            return entry.Open();
        }
        catch (InvalidDataException error)
        {
            throw new ImportException(
                $"{path} is damaged: {entry.FullName} cannot be read ({error.Message}); copy or download it again", error);
        }
    }
}
