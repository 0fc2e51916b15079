using System.Buffers.Binary;

namespace CompExplain.Roaring.Tests;

public sealed class FormatTests
{
    /// <summary>
    /// Thousands of damaged files: each either is refused with a <see cref="FormatException"/>, or is read as a set that
    /// writes and reads back as itself and answers alike as a view.
    /// </summary>
    [Fact]
    public void Deserialize_DamagedBytes_RefusesOrReadsAValidSet()
    {
        var random = new Random(20260801);
        int refused = 0, accepted = 0;
        foreach (byte[] original in Originals())
        {
            for (int i = 0; i < 800; i++)
            {
                byte[] damaged = Damage(original, random);
                Roaring32Bitmap bitmap;
                try
                {
                    bitmap = Roaring32Bitmap.Deserialize(damaged);
                }
                catch (FormatException e)
                {
                    Assert.Contains("at byte", e.Message, StringComparison.Ordinal);
                    Assert.Throws<FormatException>(() => RoaringView.Open(damaged));
                    refused++;
                    continue;
                }

                accepted++;
                var view = RoaringView.Open(damaged);
                Assert.Equal(bitmap.Count, view.Count);
                Assert.Equal(bitmap.Count, RoaringView.AndCount(view, bitmap));
                Assert.Equal(Sets.Ranges(bitmap.Ranges), Sets.Ranges(view.Ranges));
                Assert.True(bitmap.Equals(Roaring32Bitmap.Deserialize(bitmap.Serialize())));
            }
        }

        Assert.True(refused > 1000 && accepted > 100, $"{refused} refused, {accepted} accepted");
    }

    [Fact]
    public void Deserialize_EveryTruncation_IsRefused()
    {
        foreach (byte[] original in Originals())
        {
            for (int length = 0; length < original.Length; length += 1 + (length > 300 ? 97 : 0))
            {
                Assert.Throws<FormatException>(() => Roaring32Bitmap.Deserialize(original.AsSpan(0, length)));
            }
        }
    }

    [Fact]
    public void Deserialize_TrailingBytes_AreRefusedOrCounted()
    {
        byte[] bytes = [.. Roaring32Bitmap.FromRange(3, 70_000).Serialize(), 1, 2, 3];
        Assert.Throws<FormatException>(() => Roaring32Bitmap.Deserialize(bytes));
        Assert.Throws<FormatException>(() => RoaringView.Open(bytes));
        var bitmap = Roaring32Bitmap.Deserialize(bytes, out int consumed);
        Assert.Equal(bytes.Length - 3, consumed);
        Assert.Equal(bitmap, RoaringView.Open(bytes, out consumed).ToBitmap());
        Assert.Equal(bytes.Length - 3, consumed);
    }

    [Fact]
    public void Serialize_FewerThanFourContainersWithRuns_HasNoOffsets()
    {
        var three = Roaring32Bitmap.FromRange(0, 3 * 65536 - 1);
        Assert.Equal(4 + 1 + 3 * 4 + 3 * 6, three.SerializedSize);
        var four = Roaring32Bitmap.FromRange(0, 4 * 65536 - 1);
        Assert.Equal(4 + 1 + 4 * 8 + 4 * 6, four.SerializedSize);
        Assert.Equal(three, Roaring32Bitmap.Deserialize(three.Serialize()));
        Assert.Equal(four, Roaring32Bitmap.Deserialize(four.Serialize()));
    }

    [Fact]
    public void Deserialize_TouchingRuns_AreJoined()
    {
        // One run container with the runs 5-6 and 7-9, which a canonical writer would have joined.
        byte[] bytes = [0x3B, 0x30, 0, 0, 1, 0, 0, 4, 0, 2, 0, 5, 0, 1, 0, 7, 0, 2, 0];
        var view = RoaringView.Open(bytes);
        Assert.Equal([(5u, 9u)], Sets.Ranges(view.Ranges));
        Assert.Equal([(5u, 9u)], Sets.Ranges(RoaringView.Or(view, view).Ranges));
        var bitmap = Roaring32Bitmap.Deserialize(bytes);
        Assert.Equal(Roaring32Bitmap.FromRange(5, 9), bitmap);
        Assert.Equal(Roaring32Bitmap.FromRange(5, 9).Serialize(), bitmap.Serialize());
    }

    /// <summary>Containers are read into memory that they share: a change to one is seen in no other, nor in the bytes.</summary>
    [Fact]
    public void Deserialize_OneContainerChanged_LeavesTheOthers()
    {
        var random = new Random(3);
        for (int i = 0; i < 60; i++)
        {
            (var naive, var made) = Sets.Make([.. NaiveSet.Keys.Select(_ => random.Next(Sets.ShapeCount))], i, i % 2 == 0);
            byte[] bytes = made.Serialize(), before = [.. bytes];
            var bitmap = Roaring32Bitmap.Deserialize(bytes);
            int at = random.Next(naive.Flags.Length - 5000), length = random.Next(1, 5000);
            uint first = NaiveSet.ValueAt(at), last = NaiveSet.ValueAt(at + length - 1);
            bool isRange = last - first == length - 1;
            var other = new Roaring32Bitmap();
            for (int k = 0; k < length; k++)
            {
                other.Add(NaiveSet.ValueAt(at + k));
            }

            var flags = naive.Flags.AsSpan(at, length);
            switch (random.Next(6))
            {
                case 0:
                    flags[0] = true;
                    bitmap.Add(first);
                    break;
                case 1:
                    flags[0] = false;
                    bitmap.Remove(first);
                    break;
                case 2 when isRange:
                    flags.Fill(true);
                    bitmap.AddRange(first, last);
                    break;
                case 3:
                    flags.Fill(true);
                    bitmap.OrWith(other);
                    break;
                case 4:
                    flags.Clear();
                    bitmap.AndNotWith(other);
                    break;
                default:
                    foreach (ref bool flag in flags)
                    {
                        flag = !flag;
                    }

                    bitmap.XorWith(other);
                    break;
            }

            Assert.Equal(before, bytes);
            Sets.AssertHolds(naive, bitmap);
        }
    }

    [Fact]
    public void Deserialize_ContainersOfMoreThanOnePieceOfMemory_AreReadAsWritten()
    {
        var random = new Random(9);
        foreach (int count in (int[])[1, 2, 9, 33, 70])
        {
            var bitmap = new Roaring32Bitmap();
            for (uint key = 0; key < count; key++)
            {
                int values = random.Next(3) * 3000;
                bitmap.Add(key << 16);
                for (int i = 0; i < values; i++)
                {
                    bitmap.Add(key << 16 | (uint)random.Next(65536));
                }
            }

            bitmap.Optimize();
            byte[] bytes = bitmap.Serialize();
            var read = Roaring32Bitmap.Deserialize(bytes);
            Assert.True(bitmap.Equals(read));
            Assert.True(bytes.AsSpan().SequenceEqual(read.Serialize()));
        }
    }

    [Theory]
    [InlineData(0, 1, "cookie")]
    [InlineData(8, 1, "not above")]
    [InlineData(4, 200, "need")]
    [InlineData(6, 9, "there can be 65536")]
    [InlineData(10, 0, "is said to lie at byte")]
    [InlineData(16, 9, "is said to lie at byte")]
    [InlineData(26, 0, "is not above the one before it")]
    public void Deserialize_OneWrongByte_SaysWhatAndWhere(int at, byte value, string what)
    {
        byte[] bytes = Roaring32Bitmap.FromSorted([3, 7, 65536]).Serialize();
        bytes[at] = value;
        string message = Assert.Throws<FormatException>(() => Roaring32Bitmap.Deserialize(bytes)).Message;
        Assert.Contains("at byte", message, StringComparison.Ordinal);
        Assert.Contains(what, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Deserialize_MillionsOfContainersClaimed_IsRefusedBeforeAllocating()
    {
        byte[] bytes = new byte[64];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, 12347 | 65535 << 16);
        Assert.Throws<FormatException>(() => Roaring32Bitmap.Deserialize(bytes));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<FormatException>(() => Roaring32Bitmap.Deserialize(bytes));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 20_000);
    }

    private static List<byte[]> Originals()
    {
        var originals = new List<byte[]>
        {
            new Roaring32Bitmap().Serialize(),
            Roaring32Bitmap.FromRange(100, 200_000).Serialize(),
            Roaring32Bitmap.FromSorted([1, 5, 9, 70_000]).Serialize(),
        };
        foreach (bool optimize in new[] { false, true })
        {
            originals.Add(Sets.Make([2, 17, 12, 10, 2], 4, optimize).Bitmap.Serialize());
            originals.Add(Sets.Make([2, 0, 12, 0, 0], 5, optimize).Bitmap.Serialize());
            originals.Add(Sets.Make([7, 2, 0, 13, 0], 6, optimize).Bitmap.Serialize());
        }

        return originals;
    }

    private static byte[] Damage(byte[] original, Random random)
    {
        byte[] damaged = (byte[])original.Clone();
        int times = random.Next(1, 4);
        for (int i = 0; i < times && damaged.Length > 0; i++)
        {
            // Half of the damage hits the headers, where it matters most.
            int at = random.Next(random.Next(2) == 0 ? Math.Min(damaged.Length, 60) : damaged.Length);
            switch (random.Next(7))
            {
                case 0:
                case 1:
                    damaged[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    damaged[at] = (byte)random.Next(256);
                    break;
                case 3:
                    damaged = damaged[..at];
                    break;
                case 4:
                    damaged = [.. damaged, .. new byte[random.Next(1, 9)]];
                    break;
                case 5:
                    damaged = [.. damaged[..at], (byte)random.Next(256), .. damaged[at..]];
                    break;
                default:
                    (damaged[at], damaged[random.Next(damaged.Length)]) = (damaged[random.Next(damaged.Length)], damaged[at]);
                    break;
            }
        }

        return damaged;
    }
}
