using CompExplain.Fixtures;
using CompExplain.Networks.Nli;

namespace CompExplain.Networks.Tests.Nli;

public class PennTokenizerTests
{
    [Theory]
    [InlineData("Two women are embracing.", "Two women are embracing .")]
    [InlineData(
        "He doesn't like it, but the man's brother can't stop.", "He does n't like it , but the man 's brother ca n't stop .")]
    [InlineData("I'm sure they've gone; we'll see who's right", "I 'm sure they 've gone ; we 'll see who 's right")]
    [InlineData("He doesn’t", "He does n't")]
    [InlineData("does n't and man 's", "does n't and man 's")]
    [InlineData("a t-shirt and corn-on-the-cob", "a t - shirt and corn - on - the - cob")]
    [InlineData("an 18-wheeler, a 3-d film", "an 18-wheeler , a 3-d film")]
    [InlineData("in a bird's-eye view", "in a bird 's - eye view")]
    [InlineData("the words \"HELP ME\" on it.", "the words \" HELP ME \" on it .")]
    [InlineData("(with attached eyebrows)", "( with attached eyebrows )")]
    [InlineData("a bicyclist(#9) passes", "a bicyclist ( # 9 ) passes")]
    [InlineData("In the U.S. Dr. Who lives on St. John", "In the U.S. Dr. Who lives on St. John")]
    [InlineData("the Martins' house", "the Martins ' house")]
    [InlineData("$1,000 at 5:30, 50% off", "$ 1,000 at 5:30 , 50 % off")]
    [InlineData("red,blue hiking/backpacking", "red , blue hiking / backpacking")]
    [InlineData("well... they cannot", "well ... they can not")]
    [InlineData("  ", "")]
    [InlineData("?!", "? !")]
    [InlineData("'", "'")]
    public void Tokenize_Sentence_SplitsAsTheTreebank(string sentence, string tokens) =>
        Assert.Equal(tokens, string.Join(' ', PennTokenizer.Tokenize(sentence)));

    [Fact]
    public void Tokenize_OwnTokens_StayWhatTheyAre()
    {
        string[] lines = [.. File.ReadLines(SharedData.Path("snli/snli_1.0_dev.tok"))];
        int same = lines.Count(line => string.Join(' ', PennTokenizer.Tokenize(line)) == line);
        Assert.True(same > 0.995 * lines.Length, $"{same} of {lines.Length}");
    }
}
