using CompExplain.Demo.Drawing;

namespace CompExplain.Demo.Tests.Drawing;

public sealed class DemoWorldTests
{
    private const int Size = 32;

    [Fact]
    public void Draw_SameSeedAndNumber_SamePicture()
    {
        var first = DemoWorld.Draw(3, 17, Size);
        var second = DemoWorld.Draw(3, 17, Size);
        Assert.Equal(first.Pixels, second.Pixels);
        for (int i = 0; i < Size * Size; i++)
        {
            Assert.Equal(first.Concepts(i), second.Concepts(i));
        }
    }

    [Fact]
    public void Draw_AnotherSeed_AnotherPicture() =>
        Assert.NotEqual(DemoWorld.Draw(3, 17, Size).Pixels.ToArray(), DemoWorld.Draw(4, 17, Size).Pixels.ToArray());

    [Theory]
    [InlineData(0, "beach", "sea", "sand")]
    [InlineData(1, "harbour", "sea", "pier", "boat")]
    [InlineData(2, "river valley", "river", "grass", "mountain")]
    [InlineData(3, "lakeside", "lake", "mountain", "pine")]
    [InlineData(4, "forest", "tree", "trunk", "crown")]
    [InlineData(5, "desert", "sand", "sky")]
    [InlineData(6, "street", "road", "skyscraper", "window")]
    [InlineData(7, "village", "house", "roof", "grass")]
    [InlineData(8, "farm", "grass", "sky")]
    [InlineData(9, "snowy mountains", "snow", "mountain", "peak")]
    public void Draw_Scene_HasWhatBelongsToIt(int number, string scene, params string[] concepts)
    {
        foreach (int seed in (int[])[1, 2, 3])
        {
            var picture = DemoWorld.Draw(seed, number, Size);
            Assert.Equal(scene, picture.Scene);
            var names = Names(picture);
            Assert.All(concepts, concept => Assert.Contains(concept, names));
        }
    }

    [Fact]
    public void Draw_AnyPixel_HasOneSceneAndOneColorAndItsConceptsAscend()
    {
        for (int number = 0; number < DemoWorld.Scenes.Count; number++)
        {
            var picture = DemoWorld.Draw(1, number, Size);
            for (int i = 0; i < Size * Size; i++)
            {
                int[] concepts = picture.Concepts(i);
                Assert.Equal(concepts.Distinct().Order(), concepts);
                var records = concepts.Select(concept => WorldConcepts.All[concept]).ToList();
                Assert.Equal(picture.Scene, Assert.Single(records, record => record.Category == "scene").Name);
                Assert.Single(records, record => record.Category == "color");
                Assert.Contains(records, record => record.Category == "object");
            }
        }
    }

    [Fact]
    public void Draw_Water_IsOfThreeKindsAndSeveralColors()
    {
        var kinds = new HashSet<string>();
        var colors = new HashSet<string>();
        for (int number = 0; number < 60; number++)
        {
            var picture = DemoWorld.Draw(1, number, 16);
            for (int i = 0; i < 16 * 16; i++)
            {
                var records = picture.Concepts(i).Select(concept => WorldConcepts.All[concept]).ToList();
                if (!records.Exists(record => record.Name == "water"))
                {
                    continue;
                }

                kinds.Add(Assert.Single(records, record => record.Name is "sea" or "river" or "lake").Name);
                colors.Add(records[^1].Name);
            }
        }

        Assert.Equal(3, kinds.Count);
        Assert.Superset(new HashSet<string> { "blue", "green", "brown" }, colors);
    }

    [Fact]
    public void Redraw_NameOfAnInput_SamePicture()
    {
        var picture = DemoWorld.Redraw(DemoWorld.NameOf(5, 42), Size);
        Assert.NotNull(picture);
        Assert.Equal(DemoWorld.Draw(5, 42, Size).Pixels, picture.Pixels);
    }

    [Theory]
    [InlineData("")]
    [InlineData("images/0001.jpg")]
    [InlineData("world1/99999999999-beach")]
    [InlineData("world1/0001-beach\n")]
    public void Redraw_OtherName_Null(string name) => Assert.Null(DemoWorld.Redraw(name, Size));

    [Fact]
    public void Draw_BadArguments_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => DemoWorld.Draw(1, -1, Size));
        Assert.Throws<ArgumentOutOfRangeException>(() => DemoWorld.Draw(1, 0, 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => DemoWorld.Draw(1, 0, 4096));
    }

    [Theory]
    [InlineData(0xFF0000, "red")]
    [InlineData(0x2040D0, "blue")]
    [InlineData(0x20A030, "green")]
    [InlineData(0xFFE000, "yellow")]
    [InlineData(0xFF8C00, "orange")]
    [InlineData(0x70401E, "brown")]
    [InlineData(0x808080, "grey")]
    [InlineData(0xFCFCFC, "white")]
    [InlineData(0x060606, "black")]
    [InlineData(0xFF90B0, "pink")]
    [InlineData(0x7030A0, "purple")]
    public void ColorNames_PlainColor_ItsName(int rgb, string name) =>
        Assert.Equal(name, ColorNames.All[ColorNames.Of((byte)(rgb >> 16), (byte)(rgb >> 8), (byte)rgb)]);

    private static HashSet<string> Names(DrawnImage picture) =>
        [.. Enumerable.Range(0, Size * Size).SelectMany(picture.Concepts).Distinct().Select(
            concept => WorldConcepts.All[concept].Name)];
}
