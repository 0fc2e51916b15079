using CompExplain.Fixtures;
using CompExplain.Import;
using CompExplain.Networks.Nli;

namespace CompExplain.Networks.Tests.Nli;

public class NliExamplesTests
{
    private const string Header = "gold_label\tsentence1\tsentence2\n";

    [Fact]
    public void ReadTable_RawSentences_AreTokensInLowerCase()
    {
        using var folder = new TempFolder();
        string path = folder.Write(
            "d.tsv",
            Header + "neutral\tA man's hat.\tHe isn't here\n-\tx\ty\ncontradiction\t\"A \"\"big\"\" sign\"\t\"Hi\" he said\n");
        var examples = NliExamples.ReadTable(path, default);
        Assert.Equal(2, examples.Count);
        Assert.Equal(["a", "man", "'s", "hat", "."], examples[0].Premise);
        Assert.Equal(["he", "is", "n't", "here"], examples[0].Hypothesis);
        Assert.Equal(1, examples[0].Label);
        Assert.Equal(["a", "\"", "big", "\"", "sign"], examples[1].Premise);
        Assert.Equal(["\"", "hi", "\"", "he", "said"], examples[1].Hypothesis);
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("label\tsentence1\tsentence2\nneutral\ta\tb\n", "no column gold_label")]
    [InlineData("gold_label,sentence1,sentence2\nneutral,a,b\n", "no column gold_label")]
    [InlineData(Header + "neutral\ta\n", "line 2: 2 columns where the first line has 3")]
    [InlineData(Header + "maybe\ta\tb\n", "line 2: the label 'maybe' is none of entailment, neutral, contradiction")]
    [InlineData(Header + "-\ta\tb\n", "no labelled pairs")]
    public void ReadTable_WrongFile_SaysWhatAndWhere(string text, string expected)
    {
        using var folder = new TempFolder();
        var error = Assert.Throws<ImportException>(() => NliExamples.ReadTable(folder.Write("d.tsv", text), default));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadTokens_LabelsOfOtherPairs_SaysSo()
    {
        using var folder = new TempFolder();
        var error = Assert.Throws<ImportException>(
            () => NliExamples.ReadTokens(folder.Write("t", "a\nb\nc\n"), folder.Write("l", "neutral\n"), default));
        Assert.Contains("1 labels", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Divide_PairsThatShareSentences_StayTogether()
    {
        var examples = Enumerable.Range(0, 300).Select(i => new NliExample([$"p{i / 3}"], [$"h{i / 2}"], i % 3)).ToList();
        examples.AddRange(Enumerable.Range(0, 300).Select(i => new NliExample([$"q{i / 3}"], [$"g{i}"], i % 3)));
        var (training, heldOut) = NliExamples.Divide(examples, 0.1, 7);
        Assert.Equal(examples.Count, training.Count + heldOut.Count);
        Assert.InRange(heldOut.Count, 55, 72);
        var known = training.SelectMany(each => each.Premise.Concat(each.Hypothesis)).ToHashSet();
        Assert.DoesNotContain(heldOut, each => known.Contains(each.Premise[0]) || known.Contains(each.Hypothesis[0]));
        Assert.Equal(heldOut, NliExamples.Divide(examples, 0.1, 7).HeldOut);
    }
}
