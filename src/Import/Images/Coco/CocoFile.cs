using System.Globalization;
using CompExplain.Import.Files;
using CompExplain.Storage.Catalog;

namespace CompExplain.Import.Images.Coco;

/// <summary>The images and categories that all of COCO's files have, and the reading of them.</summary>
/// <param name="path">The file.</param>
/// <param name="what">What it is: <c>panoptic annotations</c>.</param>
internal sealed class CocoFile(string path, string what)
{
    private static readonly string[] Sections = ["images", "annotations", "categories"];

    private readonly Dictionary<long, int> _imageOf = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly List<CocoImage> _images = [];
    private readonly List<CocoCategory> _categories = [];

    /// <summary>The images, in the file's order; each has a number and a name below the folder of images.</summary>
    public IReadOnlyList<CocoImage> Images => _images;

    /// <summary>The categories, in the file's order; each has a number and a name.</summary>
    public IReadOnlyList<CocoCategory> Categories => _categories;

    /// <summary>Reads the file.</summary>
    /// <param name="stream">It, at its start.</param>
    /// <param name="annotation">Takes the annotations.</param>
    /// <param name="cancellation">Cancels it.</param>
    /// <exception cref="ImportException">It is not what it should be; the message names the place.</exception>
    public void Read(PeekedStream stream, JsonElementAction annotation, CancellationToken cancellation)
    {
        int annotations = 0;
        JsonSections.Read(
            stream,
            path,
            what,
            Sections,
            (section, index, offset, json) =>
            {
                switch (section)
                {
                    case "images":
                        AddImage(CocoJson.Read(json, CocoJson.Default.CocoImage, path, CocoJson.Place(section, index)), index);
                        break;
                    case "categories":
                        AddCategory(
                            CocoJson.Read(json, CocoJson.Default.CocoCategory, path, CocoJson.Place(section, index)), index);
                        break;
                    default:
                        annotations++;
                        annotation(section, index, offset, json);
                        break;
                }
            },
            cancellation);
        string[] absent =
        [
            .. _images.Count > 0 ? (string[])[] : ["images"],
            .. annotations > 0 ? (string[])[] : ["annotations"],
            .. _categories.Count > 0 ? (string[])[] : ["categories"],
        ];
        if (absent.Length > 0)
        {
            throw new ImportException(
                $"{path} has no {string.Join(", ", absent)}: null, empty or not there; {what} have images, annotations and "
                + $"categories");
        }
    }

    /// <summary>The place in <see cref="Images"/> of the image that an annotation names.</summary>
    /// <exception cref="ImportException">The file has no such image.</exception>
    public int ImageOf(long id, string place) => _imageOf.TryGetValue(id, out int image)
        ? image
        : throw new ImportException(
            string.Create(CultureInfo.InvariantCulture, $"{path}: {place} annotates the image {id}, which is not in the file"));

    /// <summary>The categories as concepts.</summary>
    /// <param name="unsaid">The category of concepts of those that are not said to be things or stuff.</param>
    /// <returns>The concepts, and their places by the categories' numbers.</returns>
    /// <exception cref="ImportException">A number or a name is there twice.</exception>
    public (Dictionary<int, int> Places, List<ConceptRecord> Concepts) Concepts(string unsaid)
    {
        var places = new Dictionary<int, int>();
        var names = new HashSet<(string, string)>();
        var concepts = new List<ConceptRecord>();
        foreach (var category in _categories)
        {
            string kind = category.IsThing switch { true => "thing", false => "stuff", _ => unsaid };
            if (!places.TryAdd(category.Id!.Value, concepts.Count) || !names.Add((kind, category.Name!)))
            {
                throw new ImportException(string.Create(
                    CultureInfo.InvariantCulture, $"{path}: category {category.Id}, {category.Name}, is there twice"));
            }

            concepts.Add(new ConceptRecord(
                kind, category.Name!, string.IsNullOrWhiteSpace(category.Supercategory) ? kind : category.Supercategory));
        }

        return (places, concepts);
    }

    /// <summary>A name of a file below a folder.</summary>
    /// <exception cref="ImportException">It is empty, or leads out of the folder.</exception>
    public string Below(string? name, string place)
    {
        string given = CocoJson.Needed(name, path, place);
        return given.Length > 0 && RelativePath.IsWithin(given)
            ? given
            : throw new ImportException($"{path}: {place}, '{given.Replace('\0', '?')}', is not a file below its folder");
    }

    private void AddImage(CocoImage image, int index)
    {
        string place = CocoJson.Place("images", index);
        long id = CocoJson.Needed(image.Id, path, place + ".id");
        string name = Below(image.FileName, place + ".file_name");
        if (!_imageOf.TryAdd(id, _images.Count) || !_names.Add(name))
        {
            throw new ImportException(
                string.Create(CultureInfo.InvariantCulture, $"{path}: {place}, {name} with the number {id}, is there twice"));
        }

        _images.Add(image);
    }

    private void AddCategory(CocoCategory category, int index)
    {
        string place = CocoJson.Place("categories", index);
        CocoJson.Needed(category.Id, path, place + ".id");
        if (string.IsNullOrWhiteSpace(CocoJson.Needed(category.Name, path, place + ".name")))
        {
            throw new ImportException($"{path}: {place} has no name");
        }

        _categories.Add(category);
    }
}
