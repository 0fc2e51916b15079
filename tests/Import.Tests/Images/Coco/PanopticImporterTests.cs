using CompExplain.Fixtures;
using CompExplain.Import.Images;
using CompExplain.Import.Images.Coco;
using CompExplain.Storage;

namespace CompExplain.Import.Tests.Images.Coco;

public sealed class PanopticImporterTests : IDisposable
{
    private const string Json = """
        {"info": {"year": 2017},
         "images": [{"id": 7, "file_name": "one.jpg", "height": 2, "width": 2}, {"id": 9, "file_name": "two.jpg"}],
         "annotations": [
          {"image_id": 9, "file_name": "two.png", "segments_info": [
            {"id": 70000, "category_id": 1, "iscrowd": 0, "bbox": [0, 0, 1, 1]}, {"id": 3, "category_id": 1}]},
          {"image_id": 7, "file_name": "one.png", "segments_info": [{"id": 5, "category_id": 200}]}],
         "categories": [
          {"id": 1, "name": "cat", "supercategory": "animal", "isthing": 1}, {"id": 200, "name": "sky", "isthing": 0}]}
        """;

    private readonly TempFolder _folder = new();

    public PanopticImporterTests()
    {
        _folder.Write("p.json", Json);
        _folder.Write("segments/one.png", Segments(5, 5, 0, 5));
        _folder.Write("segments/two.png", Segments(70000, 0, 3, 3));
        Directory.CreateDirectory(_folder.File("images"));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Import_SmallSet_HasThingsAndStuff()
    {
        Assert.Equal(new ImportSummary(2, 8, Concepts: 2), Import() with { Notes = [] });
        using var read = ProbeDatabase.Open(_folder.File("d.probe"));
        Assert.Equal(["two.jpg", "one.jpg"], Enumerable.Range(0, 2).Select(i => read.Input(i).Source));
        Assert.Equal(["thing:cat:animal", "stuff:sky:stuff"], read.Concepts.Select(
            concept => $"{concept.Category}:{concept.Name}:{concept.Kind}"));
        Assert.Equal([0, 2, 3], Databases.Concept(read, "cat"));
        Assert.Equal([4, 5, 7], Databases.Concept(read, "sky"));
    }

    [Theory]
    [InlineData("\"category_id\": 200", "\"category_id\": 2", "category 2, which is not in the file")]
    [InlineData("\"id\": 70000", "\"id\": 70001", "segment 70000")]
    [InlineData("\"image_id\": 7", "\"image_id\": 8", "image 8, which is not in the file")]
    [InlineData("\"image_id\": 7", "\"image_id\": 9", "annotated twice")]
    [InlineData("\"name\": \"sky\"", "\"name\": \"\"", "has no name")]
    [InlineData("\"id\": 200", "\"id\": 1", "is there twice")]
    [InlineData("one.jpg", "../one.jpg", "not a file below")]
    [InlineData("one.png", "/etc/one.png", "not a file below")]
    [InlineData("\"annotations\"", "\"annotation\"", "has no annotations: null, empty or not there")]
    [InlineData("\"file_name\": \"two.jpg\"", "\"file\": \"two.jpg\"", "images[1].file_name is null or not there")]
    [InlineData("two.png", "three.png", "there is no file")]
    [InlineData("\"file_name\": \"two.jpg\"", "\"file_name\": null", "images[1].file_name is null")]
    [InlineData("{\"id\": 5, \"category_id\": 200}", "null", "annotations[1].segments_info[0] is null")]
    [InlineData("\"category_id\": 200", "\"category_id\": null", "annotations[1].segments_info[0].category_id")]
    [InlineData("\"isthing\": 1", "\"isthing\": []", "categories[0].isthing")]
    public void Import_BadAnnotations_SaysWhatAndLeavesNoDatabase(string old, string with, string what)
    {
        _folder.Write("p.json", Json.Replace(old, with, StringComparison.Ordinal));
        Refused(what);
    }

    [Fact]
    public void Import_TruthAsBooleanAndIdsAsText_AreRead()
    {
        _folder.Write("p.json", Json
            .Replace("\"isthing\": 1", "\"isthing\": true", StringComparison.Ordinal)
            .Replace("\"image_id\": 7", "\"image_id\": \"7\"", StringComparison.Ordinal));

        Assert.Empty(Import().Notes);
        using var read = ProbeDatabase.Open(_folder.File("d.probe"));
        Assert.Equal(["thing", "stuff"], read.Concepts.Select(concept => concept.Category));
    }

    [Fact]
    public void Import_WhatTheFileDoesNotSay_IsNoted()
    {
        _folder.Write("p.json", Json
            .Replace(", \"isthing\": 1", "", StringComparison.Ordinal)
            .Replace("{\"id\": 9,", "{\"id\": 4, \"file_name\": \"four.jpg\"}, {\"id\": 9,", StringComparison.Ordinal));

        var summary = Import();

        Assert.Equal(
            [
                $"{_folder.File("p.json")}: categories without isthing, neither thing nor stuff: 1 (such as cat)",
                $"{_folder.File("p.json")}: images without annotations, left out: 1 (such as four.jpg)",
            ],
            summary.Notes.Select(note => note.ToString()));
        using var read = ProbeDatabase.Open(_folder.File("d.probe"));
        Assert.Equal(["segment", "stuff"], read.Concepts.Select(concept => concept.Category));
    }

    [Fact]
    public void Import_TruncatedJson_IsRefused()
    {
        for (int length = 0; length < Json.Length - 1; length += 37)
        {
            _folder.Write("p.json", Json[..length]);
            Refused("p.json");
        }
    }

    [Fact]
    public void Import_NoSuchFolder_IsRefused()
    {
        Directory.Delete(_folder.File("images"));
        Refused("there is no folder");
    }

    private static byte[] Segments(params int[] ids) =>
        Png.File(2, 2, 8, 2, [.. ids.SelectMany(id => new[] { (byte)id, (byte)(id >> 8), (byte)(id >> 16) })]);

    private void Refused(string what)
    {
        Assert.Contains(what, Assert.Throws<ImportException>(Import).Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.File("d.probe")));
    }

    private ImportSummary Import()
    {
        var options = new PanopticImportOptions(_folder.File("p.json"), _folder.File("segments"), _folder.File("images"));
        return PanopticImporter.Import(options with { Size = new MapSize(2, 2) }, _folder.File("d.probe"));
    }
}
