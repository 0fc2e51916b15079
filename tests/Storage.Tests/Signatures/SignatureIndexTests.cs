using CompExplain.Fixtures;
using CompExplain.Storage.Signatures;

namespace CompExplain.Storage.Tests.Signatures;

public sealed class SignatureIndexTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 10)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Commit_RandomMasks_IndexHasExactlyTheDistinctConceptSets(int seed)
    {
        using var folder = new TempFolder();
        var probe = seed % 2 == 0 ? NaiveProbe.Images(seed) : NaiveProbe.Texts(seed);
        probe.Write(folder.File("probe.cxdb"));
        using var database = ProbeDatabase.Open(folder.File("probe.cxdb"));
        string SetOf(int position) => string.Join(' ', Enumerable.Range(0, probe.Concepts.Count).Where(concept => probe.Masks[concept][position]));
        var expected = Enumerable.Range(0, probe.Positions).GroupBy(SetOf).ToDictionary(group => group.Key, group => group.ToList());

        var index = database.Index;
        Assert.Equal(expected.Count, index.SignatureCount);
        for (int signature = 0; signature < index.SignatureCount; signature++)
        {
            string set = string.Join(' ', index.ConceptsOf(signature).ToArray());
            Assert.Equal(expected[set].Count, index.Sizes[signature]);
            for (int concept = 0; concept < index.ConceptCount; concept++)
            {
                Assert.Equal(index.ConceptsOf(signature).Contains(concept), index.SignaturesOf(concept).Contains(signature));
            }

            for (int unit = 0; unit < probe.Units.Length; unit++)
            {
                Assert.Equal(expected[set].Count(position => probe.Units[unit][position]), database.Hits.Read(unit + 1).Dense(index.SignatureCount)[signature]);
            }
        }
    }

    [Fact]
    public void Decode_MutatedPositions_IsRefusedOrHasKnownSignatures()
    {
        var random = new Random(5);
        int[] signatures = Enumerable.Range(0, 400).Select(i => random.Next(3) + (i / 100)).ToArray();
        byte[] sound = PositionMap.Encode(signatures, 20);
        int[] read = new int[400];
        PositionMap.Decode(sound, 20, 8, read);
        Assert.Equal(signatures, read);
        for (int i = 0; i < 5000; i++)
        {
            byte[] bytes = (byte[])sound.Clone();
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            if (random.Next(3) == 0)
            {
                bytes = bytes[..random.Next(bytes.Length)];
            }

            try
            {
                PositionMap.Decode(bytes, 20, 8, read);
                Assert.All(read, signature => Assert.InRange(signature, 0, 7));
            }
            catch (FormatException)
            {
            }
        }
    }
}
