namespace CompExplain.Demo.Writing;

/// <summary>
/// Sentence pairs that a small grammar writes, to try the product on without any data. The labels are true of the sentences;
/// the hypotheses have the habits that people have when they write such data (the paper, section 4): contradictions sleep and
/// have nobody in them, neutral ones give purposes, entailed ones repeat the premise and call everyone a person.
/// </summary>
public static class SentencePairs
{
    private static readonly (string Word, string Kind, string Pronoun)[] Subjects =
    [
        ("man", "person", "his"),
        ("woman", "person", "her"),
        ("boy", "child", "his"),
        ("girl", "child", "her"),
        ("musician", "person", "his"),
        ("cook", "person", "her"),
        ("dog", "animal", "its"),
        ("horse", "animal", "its"),
        ("skier", "athlete", "his"),
        ("runner", "athlete", "her"),
    ];

    private static readonly (string Verb, string[] Objects)[] Actions =
    [
        ("playing", ["a guitar", "the drums", "football", "with a ball"]), ("eating", ["an apple", "lunch", "ice cream"]),
        ("holding", ["a red umbrella", "a camera", "a small sign"]), ("riding", ["a bicycle", "a bus", "a train"]),
        ("watching", ["a parade", "the birds", "a game"]), ("jumping", ["over a fence", "into the water", "on a trampoline"]),
        ("walking", ["down the street", "past a store", "through the snow"]), ("pulling", ["a cart", "a sled"]),
    ];

    private static readonly string[] Places =
        ["in a park", "on the beach", "near a river", "at a market", "in the city", "under a bridge", "by a lake", "on a stage"];

    private static readonly string[] Adjectives = ["young", "old", "tall", "smiling", "tired"];

    private static readonly string[] Colors = ["red", "blue", "green", "black", "yellow"];

    private static readonly string[] Purposes =
        [
            "to impress {0} friend",
            "for the first time",
            "because it is a holiday",
            "before going home",
            "to win a prize",
            "for {0} family",
        ];

    /// <summary>Writes pairs.</summary>
    /// <param name="count">How many.</param>
    /// <param name="seed">The same seed writes the same pairs.</param>
    public static IReadOnlyList<SentencePair> Write(int count, int seed = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var random = new Random(seed);
        var pairs = new SentencePair[count];
        for (int i = 0; i < count; i++)
        {
            pairs[i] = Pair(random);
        }

        return pairs;
    }

    private static SentencePair Pair(Random random)
    {
        T Pick<T>(T[] all) => all[random.Next(all.Length)];

        var (subject, kind, pronoun) = Pick(Subjects);
        var (verb, objects) = Pick(Actions);
        string what = Pick(objects), place = Pick(Places), adjective = Pick(Adjectives), color = Pick(Colors);
        bool dressed = kind != "animal" && random.Next(3) == 0;
        string premise = $"A {adjective} {subject}{(dressed ? $" in a {color} coat" : string.Empty)} is {verb} {what} {place} .";
        switch (random.Next(3))
        {
            case 0:
                string hypothesis = random.Next(5) switch
                {
                    0 => $"A {subject} is {verb} {what} .",
                    1 => $"There is a {kind} outdoors .",
                    2 => $"A {kind} is {place} .",
                    3 => $"The {subject} is outside .",
                    _ => $"A {adjective} {kind} is {verb} {what} {place} .",
                };
                return new SentencePair(premise, hypothesis, "entailment");
            case 1:
                string purpose = string.Format(System.Globalization.CultureInfo.InvariantCulture, Pick(Purposes), pronoun);
                return new SentencePair(premise, random.Next(
                    2) == 0 ? $"The {subject} is {verb} {what} {purpose} ." : $"A sad {kind} is {verb} {purpose} .", "neutral");
            default:
                string other = random.Next(6) switch
                {
                    0 => $"Nobody is {place} .",
                    1 => $"The {subject} is sleeping at home .",
                    2 => $"A {subject} is asleep in a bed .",
                    3 => $"There is no {kind} {place} .",
                    4 => $"The {subject} is not {verb} .",
                    _ => $"A cat is sitting on the couch {place} .",
                };
                return new SentencePair(premise, other, "contradiction");
        }
    }
}
