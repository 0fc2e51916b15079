using CompExplain.Fixtures;
using CompExplain.Import.Images;
using CompExplain.Import.Images.Coco;
using CompExplain.Storage;

namespace CompExplain.Import.Tests.Images.Coco;

public sealed class InstanceImporterTests : IDisposable
{
    // Of image 9, 4 x 6: a cat of columns 0 to 2 and rows 0 to 1, and one of columns 2 to 3, that is a polygon and run lengths;
    // a dog of the last column. Of image 7, 2 x 2: its right column is a crowd of cats. Image 8 has no objects.
    private const string Json = """
        {"info": {"year": 2017}, "licenses": [],
         "annotations": [
          {"id": 1, "image_id": 9, "category_id": 3, "iscrowd": 0, "segmentation": {"size": [4, 6], "counts": [20, 4]}},
          {"id": 2, "image_id": 9, "category_id": 1, "iscrowd": 0, "area": 6, "segmentation": [[0, 0, 3, 0, 3, 2, 0, 2]]},
          {"id": 3, "image_id": 7, "category_id": 1, "iscrowd": 1, "segmentation": {"counts": "22", "size": [2, 2]}},
          {"id": 4, "image_id": 9, "category_id": 1, "segmentation": {"size": [4, 6], "counts": [8, 8, 8]}}],
         "images": [
          {"id": 9, "file_name": "a/nine.jpg", "height": 4, "width": 6},
          {"id": 7, "file_name": "seven.jpg", "height": 2, "width": 2},
          {"id": 8, "file_name": "eight.jpg", "height": 40, "width": 60}],
         "categories": [
          {"id": 1, "name": "cat", "supercategory": "animal"}, {"id": 3, "name": "dog"}, {"id": 4, "name": "cow"}]}
        """;

    private readonly TempFolder _folder = new();

    public InstanceImporterTests()
    {
        _folder.Write("i.json", Json);
        foreach (string image in (string[])["a/nine.jpg", "seven.jpg", "eight.jpg"])
        {
            _folder.Write("images/" + image, "");
        }
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Import_PolygonsAndRunLengths_AreUnions()
    {
        var summary = Import(new MapSize(4, 6));

        Assert.Equal(new ImportSummary(3, 72, Concepts: 3), summary with { Notes = [] });
        Assert.Equal(
            [
                $"{_folder.File("i.json")}: objects that stand for a crowd, taken with the others: 1 (such as annotations[2])",
                $"{_folder.File("i.json")}: images without objects, kept as inputs without a concept: 1 (such as eight.jpg)",
            ],
            summary.Notes.Select(note => note.ToString()));
        using var read = ProbeDatabase.Open(_folder.File("d.probe"));
        Assert.Equal(["a/nine.jpg", "seven.jpg", "eight.jpg"], Enumerable.Range(0, 3).Select(i => read.Input(i).Source));
        Assert.Equal(["object:cat:animal", "object:dog:object", "object:cow:object"], read.Concepts.Select(
            concept => $"{concept.Category}:{concept.Name}:{concept.Kind}"));
        Assert.Equal([5, 11, 17, 23], Databases.Concept(read, "dog"));
        Assert.Empty(Databases.Concept(read, "cow"));

        // The second image's right half: columns 3 to 5 of its 4 x 6 positions, which follow 24.
        int[] cats = [0, 1, 2, 3, 6, 7, 8, 9, 14, 15, 20, 21];
        Assert.Equal([.. cats, 27, 28, 29, 33, 34, 35, 39, 40, 41, 45, 46, 47], Databases.Concept(read, "cat"));
    }

    [Fact]
    public void Import_OtherSize_TakesTheNearestPixels()
    {
        Import(new MapSize(2, 3));

        using var read = ProbeDatabase.Open(_folder.File("d.probe"));
        Assert.Equal([2, 5], Databases.Concept(read, "dog"));

        // Rows 1 and 3, columns 1, 3 and 5 of the first image; row 0 and 1, columns 0, 1 and 1 of the second.
        Assert.Equal([0, 1, 4, 7, 8, 10, 11], Databases.Concept(read, "cat"));
    }

    [Fact]
    public void Import_WhatHasNoPixels_IsCounted()
    {
        _folder.Write("i.json", Json
            .Replace("[[0, 0, 3, 0, 3, 2, 0, 2]]", "[[1, 1, 2, 2], [0, 0, 3, 0, 3, 2, 0, 2], []]", StringComparison.Ordinal)
            .Replace("[20, 4]", "[24]", StringComparison.Ordinal)
            .Replace("[8, 8, 8]", "[8, 8, 1]", StringComparison.Ordinal)
            .Replace("{\"counts\": \"22\", \"size\": [2, 2]}", "[]", StringComparison.Ordinal));

        string file = _folder.File("i.json");
        Assert.Equal(
            [
                $"{file}: objects that stand for a crowd, taken with the others: 1 (such as annotations[2])",
                $"{file}: images without objects, kept as inputs without a concept: 1 (such as eight.jpg)",
                $"{file}: objects without a segmentation, left out: 1 (such as annotations[2])",
                $"{file}: objects whose segmentation has no pixel of their image: 1 (such as annotations[0])",
                $"{file}: polygons of fewer than 3 corners, left out: 2 (such as annotations[1])",
                $"{file}: run lengths that end before their image, the rest taken as outside: 1 (such as annotations[3])",
            ],
            Import(new MapSize(4, 6)).Notes.Select(note => note.ToString()));
        using var read = ProbeDatabase.Open(_folder.File("d.probe"));
        Assert.Equal([0, 1, 2, 3, 6, 7, 8, 9, 14, 15, 20, 21], Databases.Concept(read, "cat"));
    }

    [Fact]
    public void Import_MissingImages_AreCountedUnlessAllAre()
    {
        File.Delete(_folder.File("images/seven.jpg"));
        Assert.Contains("that are not in", Import(new MapSize(4, 6)).Notes[0].Text, StringComparison.Ordinal);

        Directory.Delete(_folder.File("images"), recursive: true);
        Directory.CreateDirectory(_folder.File("images"));
        Assert.Contains("none of the images", Refusal(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[[0, 0, 3, 0, 3, 2, 0, 2]]", "[[0, 0, 3, 0, 3, 2, 0]]", "annotations[1].segmentation[0] has 7 numbers")]
    [InlineData("[[0, 0, 3, 0, 3, 2, 0, 2]]", "[0, 0, 3, 0, 3, 2, 0, 2]", "annotations[1].segmentation[0] is no polygon")]
    [InlineData("[[0, 0, 3, 0,", "[[0, 0, 3, \"0\",", "annotations[1].segmentation[0][3] is no number")]
    [InlineData("[[0, 0, 3, 0,", "[[0, 0, 3, 1e300,", "annotations[1].segmentation[0][3] is no number")]
    [InlineData("[[0, 0, 3, 0,", "[[0, 0, 3, 1e999,", "annotations[1].segmentation[0][3] is no number")]
    [InlineData("[[0, 0, 3, 0, 3, 2, 0, 2]]", "\"x\"", "annotations[1].segmentation is neither polygons nor run lengths")]
    [InlineData("[8, 8, 8]", "[8, 8, 9]", "annotations[3].segmentation.counts are 25 pixels together")]
    [InlineData("[8, 8, 8]", "[8, -8, 8]", "annotations[3].segmentation.counts[1] is no number of pixels")]
    [InlineData("[8, 8, 8]", "7", "annotations[3].segmentation.counts is no list")]
    [InlineData("[8, 8, 8]", "\"ab cd\"", "annotations[3].segmentation.counts is no text of compressed run lengths")]
    [InlineData("[8, 8, 8]", "\"\\ud800\"", "annotations[3].segmentation.counts is no text of compressed run lengths")]
    [InlineData("\"size\": [2, 2]", "\"size\": [2, 3]", "annotations[2].segmentation.size is 2 x 3, and its image is 2 x 2")]
    [InlineData("\"size\": [2, 2]", "\"sizes\": [2, 2]", "annotations[2].segmentation has no size")]
    [InlineData("\"counts\": \"22\", ", "", "annotations[2].segmentation has no counts")]
    [InlineData("\"category_id\": 3", "\"category_id\": 5", "annotations[0] has the category 5, which is not in the file")]
    [InlineData("\"category_id\": 3", "\"category_id\": null", "annotations[0].category_id is null or not there")]
    [InlineData("\"image_id\": 7", "\"image_id\": 17", "annotations[2] annotates the image 17, which is not in the file")]
    [InlineData("\"image_id\": 7", "\"image_id\": [7]", "annotations[2].image_id has another type of value")]
    [InlineData("\"height\": 40", "\"height\": 0", "images[2] is 0 x 60")]
    [InlineData("\"height\": 40, \"width\": 60", "\"height\": 60000, \"width\": 60000", "images[2] is 60000 x 60000")]
    [InlineData("\"height\": 40", "\"height\": null", "images[2].height is null or not there")]
    [InlineData("\"id\": 8,", "\"id\": 7,", "images[2], eight.jpg with the number 7, is there twice")]
    [InlineData("eight.jpg", "../eight.jpg", "images[2].file_name, '../eight.jpg', is not a file below its folder")]
    [InlineData("\"name\": \"dog\"", "\"name\": \"cat\"", "category 3, cat, is there twice")]
    [InlineData("\"iscrowd\": 1", "\"segments_info\": []", "these are panoptic annotations")]
    public void Import_BadAnnotations_SaysWhereAndLeavesNoDatabase(string old, string with, string what)
    {
        _folder.Write("i.json", Json.Replace(old, with, StringComparison.Ordinal));
        Assert.Contains(what, Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void Import_BoxesAlone_AreRefused()
    {
        _folder.Write("i.json", Json.Replace("segmentation", "keypoints", StringComparison.Ordinal));
        Assert.Contains("none of 4 objects has a segmentation", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void Import_TruncatedJson_IsRefused()
    {
        for (int length = 0; length < Json.Length - 1; length += 41)
        {
            _folder.Write("i.json", Json[..length]);
            Assert.Contains("i.json", Refusal(), StringComparison.Ordinal);
        }
    }

    private string Refusal()
    {
        File.Delete(_folder.File("d.probe"));
        string message = Assert.Throws<ImportException>(() => Import(new MapSize(4, 6))).Message;
        Assert.False(File.Exists(_folder.File("d.probe")));
        return message;
    }

    private ImportSummary Import(MapSize size) => InstanceImporter.Import(
        new(_folder.File("i.json"), _folder.File("images")) { Size = size }, _folder.File("d.probe"));
}
