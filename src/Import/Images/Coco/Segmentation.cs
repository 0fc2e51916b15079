using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using CompExplain.Import.Files;

namespace CompExplain.Import.Images.Coco;

/// <summary>
/// Reads the segmentation of objects of one image into maps: polygons, whose union it is, or run lengths, compressed or not.
/// </summary>
/// <param name="path">The file, for the messages.</param>
/// <param name="height">The image's rows.</param>
/// <param name="width">The image's columns.</param>
internal sealed class Segmentation(string path, int height, int width)
{
    private const int PolygonNumbers = 6;

    private readonly List<double> _corners = [];
    private readonly List<uint> _places = [];

    /// <summary>What an object has.</summary>
    public enum Content
    {
        /// <summary>Pixels of the image.</summary>
        Pixels,

        /// <summary>No segmentation: it is null, empty or not there.</summary>
        None,

        /// <summary>A segmentation without a pixel of the image.</summary>
        Nothing,
    }

    /// <summary>Polygons of fewer than three corners that were passed over.</summary>
    public int Degenerate { get; private set; }

    /// <summary>Run lengths that ended before the image; the rest is outside.</summary>
    public int Short { get; private set; }

    /// <summary>Adds an object's pixels to a map.</summary>
    /// <param name="json">The object.</param>
    /// <param name="place">Its place in the file.</param>
    /// <param name="map">Receives the pixels.</param>
    /// <exception cref="ImportException">The segmentation is not what the format has; the message names the place.</exception>
    public Content Add(ReadOnlySpan<byte> json, string place, ObjectMap map)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            reader.Read();
            if (!TryFind(ref reader, "segmentation"u8))
            {
                return Content.None;
            }

            string at = place + ".segmentation";
            return reader.TokenType switch
            {
                JsonTokenType.Null => Content.None,
                JsonTokenType.StartArray => AddPolygons(ref reader, at, map),
                JsonTokenType.StartObject => AddRuns(ref reader, at, map),
                _ => throw new ImportException($"{path}: {at} is neither polygons nor run lengths; correct it"),
            };
        }
        catch (JsonException error)
        {
            throw new ImportException($"{path} was changed while it was read; import it again", error);
        }
    }

    // Moves from an object's start to the value of a property; past the object if it has none.
    private static bool TryFind(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isIt = JsonText.Equals(ref reader, name);
            reader.Read();
            if (isIt)
            {
                return true;
            }

            reader.Skip();
        }

        return false;
    }

    private Content AddPolygons(ref Utf8JsonReader reader, string place, ObjectMap map)
    {
        bool isAny = false;
        int index = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            string at = place + CocoJson.Place(string.Empty, index++);
            if (reader.TokenType != JsonTokenType.StartArray)
            {
                throw new ImportException(
                    $"{path}: {at} is no polygon: a polygon is a list of the numbers x, y, x, y, ..., and a segmentation a list "
                    + $"of polygons");
            }

            ReadCorners(ref reader, at);
            if (_corners.Count < PolygonNumbers)
            {
                Degenerate++;
            }
            else if (PolygonOutline.TryWalk(CollectionsMarshal.AsSpan(_corners), height, width, _places))
            {
                isAny |= map.Add(_places);
            }
            else
            {
                throw new ImportException($"{path}: {at} has an outline too long for an image of {Size}; is the size right?");
            }
        }

        return index == 0 ? Content.None : isAny ? Content.Pixels : Content.Nothing;
    }

    private string Size => string.Create(CultureInfo.InvariantCulture, $"{height} x {width}");

    private void ReadCorners(ref Utf8JsonReader reader, string place)
    {
        _corners.Clear();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetDouble(out double value)
                || !(Math.Abs(value) <= PolygonOutline.MaximumCoordinate))
            {
                throw new ImportException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{path}: {place}[{_corners.Count}] is no number of pixels, {PolygonOutline.MaximumCoordinate:N0} at "
                    + $"most"));
            }

            _corners.Add(value);
        }

        if (_corners.Count % 2 != 0)
        {
            throw new ImportException(string.Create(
                CultureInfo.InvariantCulture, $"{path}: {place} has {_corners.Count} numbers; x and y come in pairs"));
        }
    }

    private Content AddRuns(ref Utf8JsonReader reader, string place, ObjectMap map)
    {
        bool hasCounts = false;
        var size = new List<uint>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isSize = JsonText.Equals(ref reader, "size"u8), isCounts = JsonText.Equals(ref reader, "counts"u8);
            reader.Read();
            if (isSize)
            {
                ReadLengths(ref reader, place + ".size", size);
            }
            else if (isCounts)
            {
                hasCounts = true;
                ReadCounts(ref reader, place + ".counts");
            }
            else
            {
                reader.Skip();
            }
        }

        if (!hasCounts || size.Count == 0)
        {
            throw new ImportException($"{path}: {place} has no {(hasCounts ? "size" : "counts")}; run lengths need both");
        }

        if (size is not [var rows, var columns] || rows != height || columns != width)
        {
            throw new ImportException(
                $"{path}: {place}.size is {string.Join(" x ", size)}, and its image is {Size} (height x width); correct one of "
                + $"them");
        }

        long sum = RunLengths.ToPlaces(_places), pixels = (long)height * width;
        if (sum > pixels)
        {
            throw new ImportException(string.Create(
                CultureInfo.InvariantCulture,
                $"{path}: {place}.counts are {sum:N0} pixels together, and an image of {Size} has {pixels:N0}"));
        }

        if (sum < pixels)
        {
            Short++;

            // The run after the last is outside, whichever the last was.
            if (_places.Count % 2 != 0)
            {
                _places.RemoveAt(_places.Count - 1);
            }
        }

        return map.Add(_places) ? Content.Pixels : Content.Nothing;
    }

    private void ReadCounts(ref Utf8JsonReader reader, string place)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            ReadLengths(ref reader, place, _places);
        }
        else if (JsonText.Of(ref reader) is not { } text || !RunLengths.TryDecode(text, _places))
        {
            throw new ImportException($"{path}: {place} is no text of compressed run lengths; write it again");
        }
    }

    private void ReadLengths(ref Utf8JsonReader reader, string place, List<uint> lengths)
    {
        lengths.Clear();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new ImportException($"{path}: {place} is no list of numbers of pixels");
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetUInt32(out uint length))
            {
                throw new ImportException(string.Create(
                    CultureInfo.InvariantCulture, $"{path}: {place}[{lengths.Count}] is no number of pixels"));
            }

            lengths.Add(length);
        }
    }
}
