using CompExplain.Fixtures;
using CompExplain.Query;
using CompExplain.Query.Ast;
using CompExplain.Tui.Drawing;
using CompExplain.Tui.Sessions;

namespace CompExplain.Tui.Tests;

/// <summary>Keys in, the exact screen out. The screens are in Screens/.</summary>
public sealed class ScreenTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Start_ShowsTheUnits()
    {
        using var screen = new ScreenTest(SmallWorld.Write(_folder));
        screen.Matches("units");
    }

    [Fact]
    public void Units_Typed_AreFiltered()
    {
        using var screen = new ScreenTest(SmallWorld.Write(_folder));
        screen.Type("iou>0.9 water").Matches("units-filtered");
        screen.Press("Esc");
        Assert.Equal(6, screen.Model.Units.Grid.Count);
    }

    [Fact]
    public void Units_HeadingClicked_AreSortedByIt()
    {
        using var screen = new ScreenTest(SmallWorld.Write(_folder), 120, 30);
        screen.Click(4, 4);
        Assert.Contains("unit↓", screen.Text, StringComparison.Ordinal);
        Assert.Equal(5, screen.Model.Units.Grid.Visible[0].Unit.Number);
        screen.Click(10, 6);
        Assert.Equal(4, screen.Model.Units.Grid.Current!.Unit.Number);
    }

    [Fact]
    public void Unit_Opened_ShowsItsExplanationAndPicture()
    {
        using var screen = new ScreenTest(SmallWorld.Write(_folder), 100, 30);
        screen.Press("Enter").Matches("unit");
    }

    [Theory]
    [InlineData("", "unit-plain-both")]
    [InlineData("m", "unit-plain-unit")]
    [InlineData("m m", "unit-plain-formula")]
    [InlineData("m m m", "unit-plain-none")]
    [InlineData("+ CursorRight", "unit-plain-zoomed")]
    public void Unit_WithoutColors_ShowsMasksAsLetters(string keys, string expected)
    {
        using var screen = new ScreenTest(
            SmallWorld.Write(_folder), 80, 24, new UiOptions { Depth = ColorDepth.Plain, Pictures = new StripedPictures() });
        screen.Press("CursorDown", "Enter").Press(keys.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Matches(expected);
    }

    [Fact]
    public void Unit_OfTexts_ShowsSentencesWithItsWordsMarked()
    {
        using var screen = new ScreenTest(SmallWorld.WriteTexts(_folder), 100, 24);
        screen.Press("Enter").Matches("unit-texts");
    }

    [Fact]
    public void Ask_QueryTyped_AnswersAsTheEngineDoes()
    {
        string path = SmallWorld.Write(_folder);
        using var screen = new ScreenTest(path);
        screen.Press("F3").Type("IOU(unit 0, (water OR river) AND NOT blue)").Press("Esc", "Enter");
        string expected = CompExplain.Query.Results.Cell.Show(
            new QueryEngine(screen.Session.Database).Run("IOU(unit 0, (water OR river) AND NOT blue)")[0, "iou"],
            new("iou", CompExplain.Query.Results.ColumnKind.Score));
        Assert.Contains(expected, screen.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Ask_UnknownName_HasTheCaretUnderItsSpot()
    {
        using var screen = new ScreenTest(SmallWorld.Write(_folder));
        screen.Press("F3").Type("IOU(unit 0, (watr OR river) AND NOT blue)").Press("Esc", "Enter").Matches("ask-error");
    }

    [Fact]
    public void Ask_NameBegun_OffersNames()
    {
        using var screen = new ScreenTest(SmallWorld.Write(_folder));
        screen.Press("F3").Type("IOU(unit 0, wat").Matches("ask-completion");
        screen.Press("Tab");
        Assert.Equal("IOU(unit 0, water", screen.Model.AskScreen.Line.Text);
    }

    [Fact]
    public void Ask_Live_FollowsEveryKey()
    {
        using var screen = new ScreenTest(SmallWorld.Write(_folder));
        screen.Press("F3", "Ctrl+L");
        var engine = new QueryEngine(screen.Session.Database);
        string text = "water OR river";
        for (int i = 0; i < text.Length; i++)
        {
            screen.Type(text[i].ToString());
            if (text[..(i + 1)] is "water" or "water OR river")
            {
                var counts = engine.Count(
                    new UnitFormula(null, screen.Model.AskScreen.Unit),
                    CompExplain.Query.Parsing.FormulaParser.Parse(text[..(i + 1)]));
                Assert.Equal(counts, screen.Model.AskScreen.Live);
            }
        }

        screen.Press("Esc");
        Assert.Matches(@"IoU 0\.\d{4}", screen.Text);
    }

    [Fact]
    public void Ask_PlanAsked_IsBesideTheAnswer()
    {
        using var screen = new ScreenTest(SmallWorld.Write(_folder), 120, 24);
        screen.Press("F3", "Ctrl+G").Type("IOU(unit 0, water)").Press("Esc", "Enter");
        Assert.Contains("count pair", screen.Text, StringComparison.Ordinal);
        Assert.Contains("targetSize", screen.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Ask_HistoryAndAnswerLongerThanTheScreen_CanBeWalked()
    {
        using var screen = new ScreenTest(SmallWorld.Write(_folder), 80, 16);
        screen.Press("F3").Type("SHOW inputs").Press("Esc", "Enter");
        Assert.DoesNotContain("picture 11", screen.Text, StringComparison.Ordinal);
        screen.Press("PageDown");
        Assert.Contains("picture 11", screen.Text, StringComparison.Ordinal);
        screen.Press("Ctrl+U").Type("SHOW layers").Press("Esc", "Enter", "Ctrl+U", "CursorUp", "CursorUp");
        Assert.Equal("SHOW inputs", screen.Model.AskScreen.Line.Text);
    }

    [Fact]
    public void Concepts_ShowWhoKnowsOne()
    {
        using var screen = new ScreenTest(SmallWorld.Write(_folder), 100, 30);
        screen.Press("F4").Type("water").Matches("concepts");
    }

    [Fact]
    public void Search_Run_LandsInTheUnits()
    {
        using var screen = new ScreenTest(SmallWorld.Write(_folder, searched: false));
        Assert.Contains("none searched yet", screen.Text, StringComparison.Ordinal);
        screen.Press("F5", "CursorDown").Press("Backspace", "Backspace").Type("3").Press("CursorDown", "CursorLeft", "Enter");
        Assert.Contains("6 of 6 units", screen.Text, StringComparison.Ordinal);
        Assert.Contains("done: 6 units", screen.Text, StringComparison.Ordinal);
        screen.Press("F1");
        Assert.Equal(6, screen.Model.Units.Explained);
        Assert.Contains("length 3, beam 9", screen.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Search_Stopped_KeepsWhatIsDone()
    {
        using var screen = new ScreenTest(SmallWorld.Write(_folder, searched: false, units: 400));
        screen.Press("F5");
        screen.Strike("Enter");
        screen.Strike("Esc");
        screen.Settle();
        Assert.Contains("stopped:", screen.Text, StringComparison.Ordinal);
        screen.Press("Enter");
        Assert.Contains("400 of 400 units", screen.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Search_WrongNumber_IsToldInWords()
    {
        using var screen = new ScreenTest(SmallWorld.Write(_folder));
        screen.Press("F5", "CursorDown").Type("x").Press("Enter");
        Assert.Contains("the length is a number from 1 to 1000, not '10x'", screen.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_TwoUnits_ShowsBoth()
    {
        using var screen = new ScreenTest(SmallWorld.Write(_folder), 100, 30);
        screen.Press("Ctrl+D", "CursorDown").Matches("compare");
    }

    [Fact]
    public void Unit_FormulaSaved_CanBeAskedFor()
    {
        using var screen = new ScreenTest(SmallWorld.Write(_folder));
        screen.Press("Enter", "s").Type("my formula").Press("Enter");
        Assert.Contains("saved: my formula = ", screen.Text, StringComparison.Ordinal);
        Assert.Equal("my formula", Assert.Single(screen.Session.Database.Formulas.All()).Name);
        screen.Press("F3").Type("COUNT(my formula)").Press("Esc", "Enter");
        Assert.Null(screen.Model.AskScreen.Problem);
    }

    [Theory]
    [InlineData("out.csv", "unit,iou,formula,concept,conceptIou,length,size,accuracy\n")]
    [InlineData("out.md", "| unit | iou | formula |")]
    public void Export_OfTheUnits_WritesAFile(string name, string start)
    {
        using var screen = new ScreenTest(SmallWorld.Write(_folder), options: new UiOptions { Folder = _folder.Path });
        screen.Press("Ctrl+X", "Ctrl+U").Type(name).Press("Enter");
        Assert.Contains("6 rows are in", screen.Text, StringComparison.Ordinal);
        Assert.StartsWith(start, File.ReadAllText(_folder.File(name)), StringComparison.Ordinal);
        screen.Press("Ctrl+X", "Ctrl+U").Type(name).Press("Enter");
        Assert.True(screen.Session.IsTrouble);
    }

    [Fact]
    public void Query_OfEveryScreen_IsOneThatTheEngineAnswers()
    {
        using var screen = new ScreenTest(SmallWorld.Write(_folder));
        screen.Press("Enter", "F4", "F5", "F6", "F3").Type("COUNT(water)").Press("Esc", "Enter");
        var engine = new QueryEngine(screen.Session.Database, new CompExplain.Search.BeamExplainer());
        foreach (var each in screen.Model.Screens)
        {
            Assert.NotEmpty(engine.Run(Assert.IsType<string>(each.Query)).Rows);
        }

        screen.Press("F1", "Ctrl+Y");
        Assert.Contains("EXPLAIN unit 1 LENGTH 3 BEAM 5", screen.Text, StringComparison.Ordinal);
        Assert.Contains("compexplain query", screen.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_OfWhereOneIs_AreShown()
    {
        using var screen = new ScreenTest(SmallWorld.Write(_folder), 100, 40);
        screen.Press("?").Matches("keys");
        screen.Press("Esc", "F3", "?");
        Assert.Equal("?", screen.Model.AskScreen.Line.Text);
        screen.Press("F9");
        Assert.Contains("Keys of Ask", screen.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Palette_FewLetters_FindsAndDoesIt()
    {
        using var screen = new ScreenTest(SmallWorld.Write(_folder));
        screen.Press("Ctrl+P").Type("go conc").Matches("palette");
        screen.Press("Enter");
        Assert.Same(screen.Model.Concepts, screen.Model.Screen);
    }

    [Theory]
    [InlineData(80, 24)]
    [InlineData(160, 50)]
    [InlineData(61, 13)]
    [InlineData(20, 5)]
    public void Resize_ToAnySize_IsDrawn(int width, int height)
    {
        using var screen = new ScreenTest(SmallWorld.Write(_folder), 100, 30);
        foreach (string key in new[] { "F1", "F2", "F3", "F4", "F5", "F6" })
        {
            screen.Resize(100, 30).Press(key).Resize(width, height);
            string[] lines = screen.Text.Split('\n');
            Assert.True(lines.Length <= height + 1);
            Assert.All(lines, line => Assert.True(line.Length <= width));
            Assert.Contains(width < 60 ? "make the window" : "F1 Units", screen.Text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(ColorDepth.Palette)]
    [InlineData(ColorDepth.Sixteen)]
    [InlineData(ColorDepth.Plain)]
    public void Depth_Less_ShowsTheSameText(ColorDepth depth)
    {
        string path = SmallWorld.Write(_folder);
        using var full = new ScreenTest(path);
        using var less = new ScreenTest(path, options: new UiOptions { Depth = depth });
        Assert.Equal(full.Text, less.Text);
    }

    [Fact]
    public void Theme_Switched_ChangesColorsAndNothingElse()
    {
        using var screen = new ScreenTest(SmallWorld.Write(_folder));
        string before = screen.Text;
        screen.Press("Ctrl+T");
        Assert.Equal("light", screen.Model.Theme.Name);
        Assert.Equal(before, screen.Text);
    }
}
