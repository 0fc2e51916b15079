using CompExplain.Query.Diagnostics;
using CompExplain.Query.Tests.Execution;

namespace CompExplain.Query.Tests.Binding;

/// <summary>Names are found as people type them, and what is not found is told at its spot, to the letter.</summary>
public sealed class BinderTests
{
    [Theory]
    [InlineData("water", 12)]
    [InlineData("WATER", 12)]
    [InlineData("object:water", 12)]
    [InlineData("blue", 6)]
    [InlineData("blue-c", 6)]
    [InlineData("color:blue", 6)]
    [InlineData("Color:Blue", 6)]
    [InlineData("street", 6)]
    [InlineData("scene:street", 12)]
    [InlineData("street-s", 12)]
    [InlineData("swimming pool", 4)]
    [InlineData("\"swimming pool\"", 4)]
    [InlineData("object:pool", 1)]
    [InlineData("part:\"weird \"\"name\"\"\"", 1)]
    [InlineData("\"AND\"", 1)]
    [InlineData("sky", 2)]
    [InlineData("layer4:3", 10)]
    [InlineData("unit 3", 10)]
    [InlineData("unit layer4:3", 10)]
    [InlineData("ALL", 40)]
    [InlineData("none", 0)]
    [InlineData("LABEL(street)", 20)]
    [InlineData("label(Beach)", 20)]
    [InlineData("PREDICTED(street)", 40)]
    [InlineData("CORRECT", 20)]
    [InlineData("SPLIT(val)", 20)]
    [InlineData("SOME(water)", 12)]
    [InlineData("EVERY(water)", 12)]
    [InlineData("EVERY(blue)", 4)]
    [InlineData("water XOR river", 12)]
    [InlineData("(water OR river) AND NOT blue", 10)]
    [InlineData("EXPAND(object:pool OR part:pool, 0)", 2)]
    [InlineData("EXPAND(object:pool, 1)", 4)]
    [InlineData("NEAR(part:pool, object:pool, 1)", 1)]
    [InlineData("ABOVE(blue, water)", 4)]
    public void Count_Name_FindsWhatItMeans(string formula, long size)
    {
        using var ask = Ask.Images();
        Assert.Equal(size, ask[$"COUNT({formula})"][0, "count"]);
    }

    [Fact]
    public void Run_UnknownConcept_SuggestsNearNames()
    {
        using var ask = Ask.Images();
        Assert.Equal(
            """
            error: unknown concept 'watr'
              IOU(unit 3, (watr OR river) AND NOT blue)
                           ^^^^
              did you mean: water, waterfall, water tower?
            """,
            ask.Error("IOU(unit 3, (watr OR river) AND NOT blue)"));
    }

    [Fact]
    public void Run_NameInTwoCategories_ListsBoth()
    {
        using var ask = Ask.Images();
        Assert.Equal(
            """
            error: 'pool' means several concepts
              COUNT(water OR pool)
                             ^^^^
              write one of: object:pool, part:pool
            """,
            ask.Error("COUNT(water OR pool)"));
    }

    [Fact]
    public void Run_UnknownCategory_SuggestsCategories()
    {
        using var ask = Ask.Images();
        Assert.Equal(
            """
            error: unknown category 'objct'
              COUNT(objct:water)
                    ^^^^^^^^^^^
              did you mean: object?
            """,
            ask.Error("COUNT(objct:water)"));
    }

    [Fact]
    public void Run_UnknownUnit_SaysWhichThereAre()
    {
        using var ask = Ask.Images();
        Assert.Equal(
            """
            error: layer layer4 has no unit 99
              IOU(unit 99, water)
                  ^^^^^^^
              it has 5, numbered 0 to 4
            """,
            ask.Error("IOU(unit 99, water)"));
    }

    [Fact]
    public void Run_UnitOfSeveralLayers_AsksWhich()
    {
        using var ask = Ask.Images(secondLayer: true);
        Assert.Equal(
            """
            error: which layer's unit 3?
              COUNT(unit 3)
                    ^^^^^^
              write one of: layer3:3, layer4:3
            """,
            ask.Error("COUNT(unit 3)"));
        Assert.Equal(10L, ask["COUNT(layer3:3)"][0, "count"]);
    }

    [Fact]
    public void Run_UnknownLabel_ListsLabels()
    {
        using var ask = Ask.Images();
        Assert.Equal(
            """
            error: no input has the label 'forest'
              COUNT(LABEL(forest))
                    ^^^^^^^^^^^^^
              there are: beach, street
            """,
            ask.Error("COUNT(LABEL(forest))"));
    }

    [Theory]
    [InlineData("COUNT(unit 3 @ 1%)", "unit 3 @ 1%")]
    [InlineData("COUNT(unit 3 > 2.5)", "unit 3 > 2.5")]
    [InlineData("COUNT(unit 3 BETWEEN 1 AND 2)", "unit 3 BETWEEN 1 AND 2")]
    [InlineData("COUNT(unit 3 range 2)", "unit 3 range 2")]
    [InlineData("AUC(unit 3, water)", "AUC(unit 3, water)")]
    [InlineData("IOU(unit 3, water), AUPRC(unit 3, river)", "AUPRC(unit 3, river)")]
    public void Run_ActivationsThatAreNotStored_SaysWhatIsMissing(string query, string spot)
    {
        using var ask = Ask.Images();
        Assert.Equal(
            $"""
            error: no activations for layer4
              {query}
              {new string(' ', query.IndexOf(spot, StringComparison.Ordinal))}{new string('^', spot.Length)}
              import the layer again with its activations
            """,
            ask.Error(query));
        Assert.Equal(
            new MissingData(MissingKind.Activations, ask.Database.Path, "layer4"),
            Assert.Throws<QueryException>(() => ask.Engine.Run(query)).Diagnostic.Missing);
    }

    [Theory]
    [InlineData("EXPAND(hyp:bed, 3)", "EXPAND")]
    [InlineData("NEAR(hyp:bed, hyp:nobody, 3)", "NEAR")]
    [InlineData("LEFTOF(hyp:bed, hyp:nobody)", "LEFTOF")]
    public void Run_SpaceInTexts_IsRefused(string formula, string word)
    {
        using var ask = Ask.Texts();
        Assert.StartsWith(
            $"error: {word} is of positions in images, and this database holds texts",
            ask.Error(formula),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Run_ScoreOfActivationsWithoutUnit_IsRefused()
    {
        using var ask = Ask.Images();
        Assert.StartsWith(
            "error: AUC is of a unit's activations, and not of a mask", ask.Error("AUC(water, river)"), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_HoleOutsideTop_IsRefused()
    {
        using var ask = Ask.Images();
        Assert.StartsWith(
            "error: a hole (?) stands only where something is put into it in turn",
            ask.Error("COUNT(water AND ?)"),
            StringComparison.Ordinal);
        Assert.StartsWith(
            "error: TOP concepts needs a hole (?) to put them into",
            ask.Error("TOP 3 concepts BY COUNT(water)"),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pre:couch", 2)]
    [InlineData("hyp:couch", 1)]
    [InlineData("overlap-50%", 3)]
    [InlineData("hyp:NN", 4)]
    [InlineData("hyp:tag::", 2)]
    [InlineData("hyp:token::", 1)]
    public void Count_TextName_FindsSideAndKind(string formula, long size)
    {
        using var ask = Ask.Texts();
        Assert.Equal(size, ask[$"COUNT({formula})"][0, "count"]);
    }

    [Fact]
    public void Run_SideMissing_ListsSides()
    {
        using var ask = Ask.Texts();
        Assert.Contains("write one of: hyp:couch, pre:couch", ask.Error("COUNT(couch)"), StringComparison.Ordinal);
        Assert.Contains("write one of: hyp:tag::, hyp:token::", ask.Error("COUNT(hyp::)"), StringComparison.Ordinal);
    }

    [Fact]
    public void Neighbors_Word_IsItselfAndItsNearestOnItsSide()
    {
        using var ask = Ask.Texts();
        var answer = ask["COUNT(NEIGHBORS(hyp:couch))"];
        Assert.Equal(3L, answer[0, "count"]);
        Assert.Equal(["NEIGHBORS(hyp:couch) = hyp:couch OR hyp:sofa OR hyp:bed"], answer.Notes);
        Assert.Equal(2L, ask["COUNT(NEIGHBORS(hyp:couch, 1))"][0, "count"]);
        Assert.Equal(3L, ask["COUNT(NEIGHBORS(hyp:couch, 500))"][0, "count"]);
    }

    [Fact]
    public void Neighbors_WordWithoutVector_StandsAloneAndTheAnswerSaysSo()
    {
        using var ask = Ask.Texts();
        var answer = ask["COUNT(NEIGHBORS(hyp:nobody))"];
        Assert.Equal(1L, answer[0, "count"]);
        Assert.Equal(["NEIGHBORS(hyp:nobody): 'nobody' has no word vector, so it stands alone"], answer.Notes);
    }
}
