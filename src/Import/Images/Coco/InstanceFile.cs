using System.Globalization;
using CompExplain.Import.Files;

namespace CompExplain.Import.Images.Coco;

/// <summary>
/// A file of instances (COCO's format specification, "Object Detection"). Where its objects lie is kept, and their
/// segmentations are read when they are asked for, as a file of a large data set does not fit in memory.
/// </summary>
internal sealed class InstanceFile : IDisposable
{
    /// <summary>What the file is, for messages.</summary>
    private const string What = "instances";

    // Pixels and rows or columns of an image at most.
    private const long MaximumPixels = 1L << 28;
    private const int MaximumSide = 1 << 16;

    private readonly FileStream _stream;
    private readonly string _path;
    private InstancePlace[][] _objectsOf = [];

    private InstanceFile(string path)
    {
        _path = path;
        _stream = InputFile.Open(path);
        Common = new(path, What);
    }

    /// <summary>Images and categories.</summary>
    public CocoFile Common { get; }

    /// <summary>The objects that stand for a crowd.</summary>
    public int Crowds { get; private set; }

    /// <summary>The first of them, by its place in the file.</summary>
    public string? FirstCrowd { get; private set; }

    /// <summary>Reads the file, all but the segmentations.</summary>
    /// <param name="path">It.</param>
    /// <param name="cancellation">Cancels it.</param>
    /// <exception cref="ImportException">It is not what it should be; the message names the place.</exception>
    public static InstanceFile Open(string path, CancellationToken cancellation)
    {
        var file = new InstanceFile(path);
        try
        {
            file.Read(cancellation);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The objects of an image, by category, then in the file's order.</summary>
    /// <param name="image">Its place.</param>
    public IReadOnlyList<InstancePlace> ObjectsOf(int image) => _objectsOf[image];

    /// <summary>Reads an object's part of the file. Can be called by several threads.</summary>
    /// <param name="place">The object.</param>
    /// <exception cref="ImportException">The file cannot be read.</exception>
    public byte[] ReadObject(InstancePlace place)
    {
        try
        {
            byte[] json = new byte[place.Length];
            int count = RandomAccess.Read(_stream.SafeFileHandle, json, place.Offset);
            return count == json.Length
                ? json
                : throw new ImportException($"{_path} became shorter while it was read; import it again");
        }
        catch (IOException error)
        {
            throw new ImportException($"{_path} could not be read: {error.Message}", error);
        }
    }

    public void Dispose() => _stream.Dispose();

    private void Read(CancellationToken cancellation)
    {
        if (!_stream.CanSeek)
        {
            throw new ImportException($"{_path} is read twice, and a pipe can be read once; save it to a file first");
        }

        var objects = new List<(long Image, InstancePlace Place)>();
        using (var whole = new PeekedStream(new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.Read)))
        {
            Common.Read(whole, (section, index, offset, json) => objects.Add(Object(json, section, index, offset)), cancellation);
        }

        for (int i = 0; i < Common.Images.Count; i++)
        {
            CheckSize(Common.Images[i], CocoJson.Place("images", i));
        }

        int[] counts = new int[Common.Images.Count];
        int[] imageOf = new int[objects.Count];
        for (int i = 0; i < imageOf.Length; i++)
        {
            imageOf[i] = Common.ImageOf(objects[i].Image, CocoJson.Place("annotations", i));
            counts[imageOf[i]]++;
        }

        _objectsOf = [.. counts.Select(count => new InstancePlace[count])];
        for (int i = imageOf.Length - 1; i >= 0; i--)
        {
            _objectsOf[imageOf[i]][--counts[imageOf[i]]] = objects[i].Place;
        }

        foreach (var each in _objectsOf)
        {
            Array.Sort(each, (a, b) => a.Category != b.Category ? a.Category.CompareTo(b.Category) : a.Index.CompareTo(b.Index));
        }
    }

    private (long Image, InstancePlace Place) Object(ReadOnlySpan<byte> json, string section, int index, long offset)
    {
        string place = CocoJson.Place(section, index);
        var annotation = CocoJson.Read(json, CocoJson.Default.InstanceAnnotation, _path, place);
        if (annotation.Segments is not null)
        {
            throw new ImportException(
                $"{_path}: {place} has segments_info: these are panoptic annotations; name the folder of the PNGs that they are "
                + $"in")
            {
                Option = "segments",
            };
        }

        if (annotation.IsCrowd == true)
        {
            Crowds++;
            FirstCrowd ??= place;
        }

        return (
            CocoJson.Needed(annotation.ImageId, _path, place + ".image_id"),
            new(CocoJson.Needed(annotation.CategoryId, _path, place + ".category_id"), index, offset, json.Length));
    }

    private void CheckSize(CocoImage image, string place)
    {
        int height = CocoJson.Needed(image.Height, _path, place + ".height");
        int width = CocoJson.Needed(image.Width, _path, place + ".width");
        if (height is < 1 or > MaximumSide || width is < 1 or > MaximumSide || (long)height * width > MaximumPixels)
        {
            throw new ImportException(string.Create(
                CultureInfo.InvariantCulture,
                $"{_path}: {place} is {height} x {width}; sides from 1 to {MaximumSide:N0} and {MaximumPixels:N0} "
                + $"pixels can be"));
        }
    }
}
