using CsCheck;

namespace CompExplain.Roaring.Tests;

/// <summary>What this library writes CRoaring reads, and the other way round, to the byte; and both compute the same.</summary>
public sealed class CRoaringTests
{
    private const int Iterations = 60;

    [Fact]
    public void Serialize_AnySet_IsReadByCRoaringAndWrittenAsTheSameBytes()
    {
        CRoaring.SkipWhereAbsent();
        Sets.Any.Sample(
            set =>
            {
                byte[] ours = set.Bitmap.Serialize();
                nint theirs = CRoaring.Deserialize(ours);
                Assert.Equal((ulong)set.Bitmap.Count, CRoaring.Count(theirs));
                Assert.Equal(ours, CRoaring.Serialize(theirs));
                CRoaring.Free(theirs);
            },
            iter: Iterations, threads: 2);
    }

    [Fact]
    public void Optimize_AnySet_GivesTheBytesOfCRoaring()
    {
        CRoaring.SkipWhereAbsent();
        Sets.Any.Sample(
            set =>
            {
                var bitmap = set.Bitmap.Clone();
                nint theirs = CRoaring.Deserialize(bitmap.Serialize());
                bitmap.Optimize();
                CRoaring.RunOptimize(theirs);
                byte[] bytes = CRoaring.Serialize(theirs);
                Assert.Equal(bytes, bitmap.Serialize());
                Assert.Equal(bytes, Roaring32Bitmap.Deserialize(bytes).Serialize());
                CRoaring.Free(theirs);
            },
            iter: Iterations, threads: 2);
    }

    [Theory]
    [MemberData(nameof(AlgebraTests.Operations), MemberType = typeof(AlgebraTests))]
    public void Operation_AnySets_GivesWhatCRoaringGives(string name)
    {
        CRoaring.SkipWhereAbsent();
        var operation = Operation.Named(name);
#pragma warning disable CA1308 // The names of C functions are in lower case.
        string function = name.ToLowerInvariant();
#pragma warning restore CA1308
        Gen.Select(Sets.Any, Sets.Any).Sample(
            (left, right) =>
            {
                Roaring32Bitmap a = left.Bitmap, b = right.Bitmap;
                nint theirA = CRoaring.Deserialize(a.Serialize()), theirB = CRoaring.Deserialize(b.Serialize());
                Assert.Equal(CRoaring.Count(function, theirA, theirB), (ulong)operation.Count(a, b));
                nint theirResult = CRoaring.Apply(function, theirA, theirB);
                var result = operation.OnBitmaps(a, b);
                Assert.True(result.Equals(Roaring32Bitmap.Deserialize(CRoaring.Serialize(theirResult))));
                result.Optimize();
                nint reread = CRoaring.Deserialize(result.Serialize());
                Assert.True(CRoaring.AreEqual(theirResult, reread));
                foreach (nint bitmap in new[] { theirA, theirB, theirResult, reread })
                {
                    CRoaring.Free(bitmap);
                }
            },
            iter: Iterations, threads: 2);
    }
}
